"""Compare: who is better, by how much, at what cost."""

from dlcompare.ui import (
    deeper,
    evidence,
    frame,
    gates,
    looking,
    memory,
    more_rows,
    parts,
    state,
)

frame.require()
study = gates.require_study()
folds = gates.require_folds(study)
setup, profile = gates.require_profile(study)
report = gates.require_report(study, folds)
comparison = report.comparison
key = ("compare", *memory.folds_key(study, folds))

title, lead = evidence.who_is_better(report)
parts.opening(parts.strip(setup, profile, parts.folds_in(comparison)), title, lead)
looking.note_or_ask(study)
evidence.scores(report, key)
evidence.luck(report)
evidence.tutorial(report)
evidence.pair(comparison, key)
more_rows.show(report, key)
deeper.show(study, report, key)

if parts.next_step("Read the verdict", key="to-verdict"):
    state.go(state.VERDICT)
