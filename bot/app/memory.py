"""What start-up leaves in memory, put where the garbage collector does not look again."""

from __future__ import annotations

import gc

# Containers that are made before the youngest are looked through, which takes 0.3 ms then. With
# Python's own 700 that is several times in each page of rows, nearly all of which are in use still.
_YOUNG = 10_000


def settle() -> None:
    """Call it once, when a process is ready.

    Modules, tables and listeners are some 300,000 objects that live as long as the process. Python
    would look through them all at each full collection, and the loop stood still for 100 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)
