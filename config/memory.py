"""The garbage collector of a process that lives long."""

import gc


def settle() -> None:
    """What is there now will stay: the collector need not look through it again.

    Without this a whole collection walks through all that was ever loaded, and everybody waits for a tenth of a second.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
