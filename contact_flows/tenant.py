"""What the flows say of the tenant: `clinic.toml` as the values of placeholders.

Knows how the clinic's name, hours, numbers for danger and voice stand in a flow; refuses to know ARNs, and which flow
says what.
"""

from collections.abc import Sequence
from datetime import time

from clinic import Clinic, Hours, Weekday
from contact_flows.flow import FlowError

LOCALE = "en_US"
"""The language the flows' own sentences are written in."""
ENGINES = {"standard": "Standard", "neural": "Neural", "generative": "Generative"}
"""The tenant's word -> Connect's. Polly's long-form is neither's. Source: adminguide/set-voice.html."""
_WEEK = tuple(Weekday)


def tenant_bindings(clinic: Clinic) -> dict[str, str]:
    """The value of every placeholder that stands for something of the tenant, as plain text.

    Raises:
        FlowError: no voice speaks the flows' language.
    """
    locale = next((locale for locale in clinic.locales if locale.id == LOCALE), None)
    if locale is None:
        raise FlowError(f"clinic.toml: locales has no {LOCALE}, the language of the contact flows; add it with a voice")
    return {
        "ClinicName": clinic.name,
        "OpeningHours": say_hours(clinic.hours, holidays=bool(clinic.holidays)),
        "EmergencyNumber": clinic.emergency_number,
        "CrisisLine": say_crisis_line(clinic.crisis_number),
        "Voice": locale.voice,
        "VoiceEngine": ENGINES[locale.engine],
    }


def say_crisis_line(number: str | None) -> str:
    """SSML of the sentence beside every word about the emergency number; empty without a number (digits alone)."""
    if number is None:
        return ""
    return (
        "If you are thinking of harming yourself, you can call or text "
        f'<say-as interpret-as="digits">{number}</say-as> at any hour.'
    )


def say_hours(hours: Hours, *, holidays: bool) -> str:
    """ "Monday to Friday, 8:00 AM to 6:00 PM, except on holidays": when people answer, to be said within a sentence.

    Args:
        hours: Local to the clinic.
        holidays: Whether the clinic closes on holidays.
    """
    said = f"{say_days(hours.days)}, {say_clock(hours.opens)} to {say_clock(hours.closes)}"
    return f"{said}, except on holidays" if holidays else said


def say_days(days: Sequence[Weekday]) -> str:
    """ "Monday to Friday" for three consecutive days or more, also over a weekend; else each day by its name.

    Args:
        days: At least one, in any order.
    """
    week = [day in days for day in _WEEK]
    if all(week):
        return "every day"
    first = next(index for index in range(7) if week[index] and not week[index - 1])
    open_days = [_WEEK[(first + step) % 7].title() for step in range(7) if week[(first + step) % 7]]
    if len(open_days) > 2 and all(week[(first + step) % 7] for step in range(len(open_days))):
        return f"{open_days[0]} to {open_days[-1]}"
    named = [day.title() for day in _WEEK if day in days]
    comma = "," if len(named) > 2 else ""
    return f"{', '.join(named[:-1])}{comma} and {named[-1]}" if len(named) > 1 else named[0]


def say_clock(at: time) -> str:
    """ "7:30 AM", to the minute; the function says a time in the same words."""
    return f"{at.hour % 12 or 12}:{at.minute:02} {'AM' if at.hour < 12 else 'PM'}"
