"""Train: what will be done, how far it is, whether one may leave."""

from dlcompare.ui import frame, gates, live, planned

frame.require()
study = gates.require_study()
setup, profile = gates.require_profile(study)
if study.state == "draft":
    planned.ask(study, profile)
else:
    live.show(study, profile)
