"""Spanish dates of birth: rules, no code.

Knows words; refuses to know what a rule's meaning comes to (births).
"""

from .grammar import Table

BIRTHS: Table = {
    "date": (
        "el? dia? {dom} de|del? mes? de? {month} de|del? ano? de? {year}",
        "el? {ordinal} de {month} de|del? ano? {year}",
        "{month} {dom} de|del? ano? {year}",
        "{full_year} {month} {dom}",
    ),
    "slash": ("{slash}",),
}

BIRTH_DAYS: Table = {
    "date": (
        "el? dia? {dom} de|del? mes? de? {month}",
        "el? {ordinal} de {month}",
        "{month} {dom}",
    ),
    "slash": ("{slash}",),
}
"""A day and a month without a year."""

BIRTH_PIECES: Table = {
    "day": (*BIRTHS["date"], *BIRTH_DAYS["date"]),
    "slash": ("{slash}",),
    "year": ("en|de|del|ano? el? {full_year}", "en|del|ano|naci el? {year}", "^ {year}"),
    "again": ("el? {dom}", "{full_year}"),
    "month": ("{month}",),
}
"""What a date of birth may be put together from; `again` and `month` count after a correction."""

BIRTH_YEARS: Table = {
    "full": ("{full_year}",),
    "short": ("^ {filler}? en|del|de|fue? el? ano? {year} {filler}? $", "^ naci en|del? el? ano? {year} $"),
}
