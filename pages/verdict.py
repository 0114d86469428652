"""Verdict: what to use, and how sure that is."""

from dlcompare.ui import answer, frame, gates, looking

frame.require()
study = gates.require_study()
folds = gates.require_folds(study)
setup, profile = gates.require_profile(study)
report = gates.require_report(study, folds)
answer.show(study, folds, report)
looking.note(study)
