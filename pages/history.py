"""History: what was found before."""

from dlcompare.ui import earlier, frame, memory

frame.require()
earlier.offer_undo()
studies = memory.store().list()
if studies:
    earlier.table(studies)
else:
    earlier.nothing()
