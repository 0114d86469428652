"""What a plan and a ledger say, as sentences."""

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dlcompare.errors import InvalidPlan
from dlcompare.planning import make_plan
from dlcompare.records import (
    Budget,
    ColumnProfile,
    FoldResult,
    Profile,
    Setup,
    Trait,
    Upload,
)
from dlcompare.training.ledger import GIVEN_UP, ledger
from tests.grammar import faults

ODD = "größe_µ <b>*x*</b> 1 rows"
UPLOAD = Upload("table.csv", "table.csv", 1, "0" * 64)


@st.composite
def plans(draw):
    n_rows = draw(st.sampled_from((2, 9, 40, 5_000, 3_000_000)))
    task = draw(st.sampled_from(("binary", "multiclass", "regression")))
    by = draw(st.sampled_from(("group_by", "order_by", "fold_by", "")))
    n = float(draw(st.sampled_from((2, 3, 900))))
    counted = ("n_groups", "n_times", "n_given_folds")
    profile = Profile(
        modality="tabular",
        task=task,
        target=ODD,
        n_rows=n_rows,
        n_features=draw(st.sampled_from((1, 30))),
        n_classes={"binary": 2, "multiclass": 3, "regression": 0}[task],
        traits=(
            Trait("minority_share", draw(st.sampled_from((1e-6, 0.3))), "share", ""),
            Trait("largest_group_share", 0.3, "share", ""),
            Trait("given_test_share", 0.2, "share", ""),
            *(Trait(name, n, "", "") for name in counted),
        ),
        columns=(ColumnProfile(ODD, "number", 0.0, 99, ()),),
        target_bins=(),
    )
    setup = Setup(
        UPLOAD,
        target=ODD,
        budget=Budget("custom", draw(st.sampled_from((1.0, 20.0, 3_600.0)))),
        models=draw(st.sampled_from(((), ("linear", "realmlp"), ("boosting",)))),
        **({by: ODD} if by else {}),
    )
    try:
        return make_plan(profile, setup)
    except InvalidPlan:  # too few groups or times for folds
        return None


@settings(
    max_examples=40,
    phases=[Phase.generate],
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(plans())
def test_notes_of_plan_and_ledger_are_sound(plan):
    if plan is None:
        return
    cut = f"{GIVEN_UP} after 3 s, its share of the budget."
    folds = [FoldResult(c.model, c.family, 0, 0, failure=cut) for c in plan.candidates]

    found = ledger(plan, folds, "Stopped by you.")

    texts = [*found.notes, *(text for line in found.lines for text in line.cut)]
    texts += [left.reason for left in plan.left_out]
    bad = {text: faults(text, quoted=(ODD,)) for text in texts}
    assert {} == {text: names for text, names in bad.items() if names}
