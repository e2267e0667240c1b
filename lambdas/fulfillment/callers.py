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
    """As `caller_name` names them."""
    day: date
    """By UTC; of a call that goes past midnight, the day it began."""


@dataclass(frozen=True, slots=True)
class CallerUsage:
    calls: int = 0
    turns: int = 0
    seconds: int = 0
    """With the bot."""
    model_calls: int = 0


def caller_name(number: str | None, *, key: str) -> str | None:
    """Who a caller is, without the number: a keyed hash, the same in every call; none can be tried out without the key.

    Args:
        number: E.164; None: withheld.
        key: The deployment's; empty: nothing is kept of callers.

    Returns:
        None for nobody.
    """
    if not number or not key:
        return None
    return hmac.digest(key.encode(), number.encode(), "sha256").hex()[:32]


def caller_day(number: str | None, began: datetime, *, key: str) -> CallerDay | None:
    """Whose usage a call is added to, on which day.

    Args:
        number: E.164; None: withheld.
        began: When the call began; aware.
        key: The deployment's; empty: nothing is added up.

    Returns:
        None where usage is not added up.
    """
    caller = caller_name(number, key=key)
    return None if caller is None else CallerDay(caller, began.astimezone(UTC).date())


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
