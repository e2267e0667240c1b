"""What one caller has used of the line in a day, over all calls from one telephone number.

Knows how a number becomes a name that is not one, and when a day's share is used up; refuses to know where usage is
stored, and what a caller over it is told. A withheld number is nobody's: its calls are not added up.
"""

import hmac
from dataclasses import dataclass
from datetime import UTC, date, datetime

from .settings import Settings


@dataclass(frozen=True, slots=True)
class CallerDay:
    caller: str
    """Of the number, a keyed hash: the same in every call, and none can be tried out without the key."""
    day: date
    """By UTC; of a call that goes past midnight, the day it began."""


@dataclass(frozen=True, slots=True)
class CallerUsage:
    calls: int = 0
    turns: int = 0
    seconds: int = 0
    """With the bot."""
    model_calls: int = 0


def caller_day(number: str | None, began: datetime, *, key: str) -> CallerDay | None:
    """Whose usage a call is added to, on which day.

    Args:
        number: E.164; None: withheld.
        began: When the call began; aware.
        key: The deployment's; empty: nothing is added up.

    Returns:
        None where usage is not added up.
    """
    if not number or not key:
        return None
    return CallerDay(hmac.digest(key.encode(), number.encode(), "sha256").hex()[:32], began.astimezone(UTC).date())


def used_up(before: CallerUsage, now: CallerUsage, settings: Settings) -> bool:
    """Whether a caller's share of the day is used up, by earlier calls and this one.

    Args:
        before: By the calls that had ended when this one began.
        now: By this call; its `calls` are not looked at.
        settings: How much there is.
    """
    return (
        before.calls >= settings.max_caller_calls
        or before.turns + now.turns >= settings.max_caller_turns
        or before.seconds + now.seconds >= settings.max_caller_minutes * 60
        or before.model_calls + now.model_calls >= settings.max_caller_model_calls
    )
