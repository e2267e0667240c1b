"""How far a long measurement is, told where somebody looks.

Knows terminals; refuses to know what is counted.
"""

from collections.abc import Callable
from typing import TextIO


def counting(total: int, what: str, *, aside: TextIO) -> Callable[[], None]:
    """To be called after each of `total`: a line that counts them, on a terminal alone, gone after the last."""
    done = 0

    def told() -> None:
        nonlocal done
        done += 1
        if aside.isatty():
            aside.write(f"\r{done} of {total} {what}" if done < total else "\r\033[K")
            aside.flush()

    return told
