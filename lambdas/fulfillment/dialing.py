"""Which telephone numbers a callback is placed to: those of the practice's own country, without those that cost extra.

Knows country codes, and what in the North American plan lies abroad or costs extra; refuses to know who asks, how
numbers are heard, and whom they reach. A caller's own number is judged like any other: it can be forged.
"""

import re

NORTH_AMERICA = "+1"
DIGITS = 10
"""Area code, exchange and line. https://www.twilio.com/docs/glossary/national-format"""

_E164 = re.compile(r"\+[1-9]\d{6,14}")
_KEYED = re.compile(r"(?:\+?1)?(\d{10})")
_EXISTS = re.compile(r"[2-9](?!11)\d\d[2-9](?!11)\d\d\d{4}")
"""Area code and exchange start with 2-9; those ending in 11 are services such as 911.
https://www.twilio.com/docs/glossary/national-format, https://en.wikipedia.org/wiki/North_American_Numbering_Plan"""
_PREMIUM = re.compile(r"900|\d{3}976")
"""Whoever calls them pays: area code 900, https://www.fcc.gov/consumers/guides/faqs-900-number-pay-call-services-and-fees;
exchange 976, https://www.twilio.com/docs/api/errors/21202"""
_NOWHERE = re.compile(r"700|5(?:00|2[1-9]|33|44|66|77|88)")
"""Area codes of no place, at rates of their own: a carrier's services (700), numbers that follow a person.
https://en.wikipedia.org/wiki/Personal_communications_service_(NANP)"""
_ABROAD = frozenset(
    {"242", "246", "264", "268", "284", "345", "441", "473", "649", "658", "664", "721", "758", "767", "784"}
    | {"809", "829", "849", "868", "869", "876"}
)
"""Area codes of countries that share the plan and are neither the United States with their territories nor Canada: a
call there costs what a call abroad does. https://lincmad.com/caribbean.html,
https://en.wikipedia.org/wiki/North_American_Numbering_Plan#Countries_and_territories (after https://www.nanpa.com)"""
_SHORT_CODES = re.compile(r"\+(1|7|2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|8[1246]|9[0-58])")
"""Country codes of one and two digits; all others have three.
https://en.wikipedia.org/wiki/List_of_country_calling_codes"""


def country(number: str | None) -> str | None:
    """ "+1", "+44", "+353": the country code of a number in E.164, None for anything else."""
    if not number or not _E164.fullmatch(number):
        return None
    found = _SHORT_CODES.match(number)
    return found.group() if found else number[:4]


def exists(national: str) -> bool:
    """Whether these ten digits can be a number of the North American plan, at whatever cost."""
    return bool(_EXISTS.fullmatch(national))


def is_called(number: str | None, *, line: str | None) -> bool:
    """Whether a callback may be placed to a number, from this line.

    Args:
        number: E.164; None: withheld.
        line: The practice's own number, E.164; None where it is not known: one of North America is assumed.
    """
    home = country(line) or NORTH_AMERICA
    if number is None or country(number) != home:
        return False
    return home != NORTH_AMERICA or _costs_no_more(number.removeprefix(NORTH_AMERICA))


def takes_other_numbers(line: str | None) -> bool:
    """Whether callers may give another number than their own: only numbers of North America are understood.

    Args:
        line: As in `is_called`.
    """
    return country(line) in (NORTH_AMERICA, None)


def read_number(text: str, *, line: str | None) -> str | None:
    """The number to call, in E.164, from ten digits, eleven with a 1, or E.164; None: not called, or the line itself.

    Args:
        text: What was keyed in.
        line: As in `is_called`.
    """
    said = _KEYED.fullmatch(text)
    number = f"{NORTH_AMERICA}{said[1]}" if said and takes_other_numbers(line) else None
    return number if number != line and is_called(number, line=line) else None


def _costs_no_more(national: str) -> bool:
    special = _PREMIUM.match(national) or _NOWHERE.match(national)
    return exists(national) and not special and national[:3] not in _ABROAD
