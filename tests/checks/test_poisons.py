"""Every poison is named, measured and has its click; honest tables raise no alarm."""

import pytest

from tests.checks.honest import HONEST
from tests.checks.poisons import MEASURED, POISONS
from tests.checks.tables import alarms, examined, of_check, shown

MOST_FALSE_ALARMS = 0.1  # share of the honest tables


@pytest.mark.parametrize(
    ("poison", "check", "severity", "columns", "action"),
    POISONS,
    ids=[poison[0].__name__ for poison in POISONS],
)
def test_a_poison_is_named(poison, check, severity, columns, action, tmp_path):
    made = poison()
    frame, test = made if isinstance(made, tuple) else (made, None)

    results = examined(frame, tmp_path, test)

    found = of_check(results, check)
    assert severity in [r.severity for r in found], shown(results)
    result = next(r for r in found if r.severity == severity)
    if columns:
        assert columns == sorted(result.columns)
    assert (action in [r.action for r in result.remedies]) if action else True
    if check in MEASURED and severity != "note":
        first, second = result.measured
        assert first.metric == second.metric
        assert first.score > second.score or check == "duplicate_rows"


@pytest.mark.slow
def test_honest_tables_raise_no_alarm(tmp_path):
    said = {
        name: alarms(examined(make(), tmp_path / str(i)))
        for i, (name, make) in enumerate(HONEST.items())
    }

    alarmed = {name: texts for name, texts in said.items() if texts}
    assert len(alarmed) <= MOST_FALSE_ALARMS * len(HONEST), alarmed
