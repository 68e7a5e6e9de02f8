"""What start-up leaves in memory, put where the garbage collector does not look again."""

from __future__ import annotations

import gc


def settle() -> None:
    """Call it once, when a process is ready.

    Modules, tables and listeners are some 300,000 objects that live as long as the process. Python
    would look through them all at each full collection, and the loop stood still for 100 ms.
    """
    gc.collect()
    gc.freeze()
