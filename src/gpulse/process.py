"""How a process that is gpulse's own is set up, the command's or a worker's; as a library it sets up nothing."""

from __future__ import annotations

import gc
import os
from typing import Final

RARELY: Final = (100_000, 50, 100)
"""When Python looks for garbage that points to itself (`gc.set_threshold`; its own choice is 700, 10, 10).

Nearly all that is made is tables, records and what is read from them, which stay; to look through them took a tenth of
the time that a ledger of 600 or 1,000 posts takes (6 to 19 % in turn), and of what tables and models take to load. Peak
memory stays as it is (268 MB; 206 for 60 articles).
"""


def leave() -> None:
    """Let nothing be looked through for garbage as the process ends: all that it holds goes with it.

    Else Python goes through the tables several times over, a twelfth of what a first `gpulse read` takes.
    """
    gc.freeze()


def set_up() -> None:
    """Let numpy take one thread, unless the environment says otherwise, and garbage be looked for rarely.

    The products of the networks' heads are small: OpenBLAS's threads, one a core by its own choice, wait for each other
    longer than they work. It reads the variable when numpy is imported, so this comes before.
    """
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    gc.set_threshold(*RARELY)
