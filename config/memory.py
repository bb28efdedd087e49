"""When the garbage collector looks: seldom, and never at what stays.

Left to itself it walks through all that was ever loaded every few seconds, and whoever is served waits for it.
"""

import gc

SELDOM = 50_000, 20, 20  # new objects, and looks at them, until the next look


def look_seldom() -> None:
    """While a program is loaded nearly nothing becomes garbage."""
    gc.set_threshold(*SELDOM)


def settle() -> None:
    """What there is now stays, and is never looked at again."""
    gc.freeze()
    look_seldom()
