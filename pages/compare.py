"""Compare: who is better, by how much, at what cost."""

from dlcompare.records import Diagnostics
from dlcompare.ui import (
    evidence,
    frame,
    gates,
    looking,
    memory,
    more_rows,
    parts,
    spent,
    state,
)

frame.require()
study = gates.require_study()
folds = gates.require_folds(study)
setup, profile = gates.require_profile(study)
report = gates.require_report(study, folds)
comparison, diagnostics = report.comparison, report.diagnostics or Diagnostics()
is_images = profile.modality == "images"
key = ("compare", *memory.folds_key(study, folds))

title, lead = evidence.who_is_better(report)
parts.opening(parts.strip(setup, profile, parts.folds_in(comparison)), title, lead)
looking.note_or_ask(study)
evidence.luck(report)
evidence.scores(report, key)
evidence.tutorial(report)
evidence.pair(comparison, key)
evidence.stability(report, key)
more_rows.show(report, key)
evidence.errors(diagnostics, "Images" if is_images else "Rows", key)
if is_images:
    evidence.mistakes(study, diagnostics)
evidence.learning(report, key)
spent.show(report.ledger)

if parts.next_step("Read the verdict", key="to-verdict"):
    state.go(state.VERDICT)
