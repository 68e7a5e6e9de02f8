"""What start-up leaves in memory, put where the garbage collector does not look again.

It imports next to nothing, because it is what a process imports first.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

# Containers that are made before the youngest are looked through, which takes 0.3 ms then. With
# Python's own 700 that is several times in each page of rows, nearly all of which are in use still.
_YOUNG = 10_000


@contextmanager
def held() -> Iterator[None]:
    """Let the garbage collector rest while modules are imported, which makes next to no garbage.

    Else it looks through all that was imported so far again and again, 0.1 s in all. Whatever comes
    of the imports, it works afterwards, and only has no look at what the block left.
    """
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.set_threshold(_YOUNG)
        gc.enable()


def settle() -> None:
    """Call it once, when a process is ready.

    Modules, tables and listeners are some 300,000 objects that live as long as the process. Python
    would look through them all at each full collection, and the loop stood still for 100 ms.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG)
