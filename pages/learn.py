"""Learn: the document made playable."""

from dlcompare.ui import frame, lessons, parts, state

frame.require()
parts.opening(("Learn",), lessons.TITLE, lessons.LEAD)
lessons.one_neuron()
lessons.activations()
lessons.layers()
study = lessons.own_study()
lessons.components(study)
if study is not None:
    lessons.own_networks(study)

label, page = lessons.way_on(study)
if parts.next_step(label, key="learn-on"):
    state.go(page)
