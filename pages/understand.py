"""Understand: what the two go by, and where they differ."""

from dlcompare import plots
from dlcompare.ui import frame, gates, insight, looking, memory, parts, state
from dlcompare.words import escape_markdown

frame.require()
study = gates.require_study()
folds = gates.require_folds(study)
setup, profile = gates.require_profile(study)
report = gates.require_report(study, folds)
key = ("understand", *memory.folds_key(study, folds))

title = escape_markdown(plots.headline(report), parts.LONG)
strip = parts.strip(setup, profile, parts.folds_in(report.comparison))
parts.opening(strip, title, insight.lead(report))
insight.average(report)
looking.note_or_ask(study)
insight.go_by(study, report, key)
insight.trust(study, report, key)
insight.where_they_part(report)
insight.examples(study, report, key)

if parts.next_step("Back to the verdict", key="to-verdict"):
    state.go(state.VERDICT)
