"""How a command ends: its exit code, and one sentence where what was given cannot be used.

0: all went as expected; 1: an expectation did not hold; 2: what was given cannot be used. Knows these; refuses to know
what any command does.
"""

import sys
from collections.abc import Callable
from typing import NoReturn

from declared.wording import printable

UNUSABLE, INTERRUPTED, READER_GONE = 2, 130, 141


class Unusable(Exception):
    """What was given cannot be used; the message is one sentence: what, where, what to do."""


def finish(work: Callable[[], int], *, name: str, interrupted: str = "") -> NoReturn:
    """Do a verb's work and end with its exit code.

    Args:
        work: Gives the code, or raises Unusable.
        name: What a sentence about what was given begins with.
        interrupted: What to say of an interruption.
    """
    try:
        code = work()
    except Unusable as error:
        print(printable(f"{name}: {error}"), file=sys.stderr)
        code = UNUSABLE
    except BrokenPipeError:
        sys.stdout = None  # whoever read it has left; nothing more can be written at exit
        code = READER_GONE
    except KeyboardInterrupt:
        if interrupted:
            print(f"{name}: {interrupted}", file=sys.stderr)
        code = INTERRUPTED
    sys.exit(code)
