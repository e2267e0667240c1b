"""English dates of birth: rules, no code.

Knows words; refuses to know what a rule's meaning comes to (births).
"""

from .grammar import Table

BIRTHS: Table = {
    "date": (
        "{month} the? {dom} of|in? the? year? {year}",
        "the? {dom} day? of? {month} of|in? the? year? {year}",
        "{full_year} {month} the? {dom}",
    ),
    "numbers": ("the? {dom} of the {ordinal} of|in? the? year? {year}",),
    "slash": ("{slash}",),
}

BIRTH_DAYS: Table = {
    "date": (
        "{month} the? {dom}",
        "the? {dom} day? of? {month}",
    ),
    "numbers": ("the? {dom} of the {ordinal}",),
    "slash": ("{slash}",),
}
"""A day and a month without a year."""

BIRTH_PIECES: Table = {
    "day": (*BIRTHS["date"], *BIRTHS["numbers"], *BIRTH_DAYS["date"], *BIRTH_DAYS["numbers"]),
    "slash": ("{slash}",),
    "year": ("in|of|year? {full_year}", "in|of|year|born {year}", "^ {year}"),
    "again": ("the? {dom}", "{full_year}"),
    "month": ("{month}",),
}
"""What a date of birth may be put together from; `again` and `month` count after a correction."""

BIRTH_YEARS: Table = {
    "full": ("{full_year}",),
    "short": ("^ {filler}? in|of|from|was|it? the? year? {year} {filler}? $", "^ born|year in? the? year? {year} $"),
}
