"""History: what was found before."""

from dlcompare.ui import earlier, memory

earlier.offer_undo()
studies = memory.store().list()
if studies:
    earlier.table(studies)
else:
    earlier.nothing()
