"""What callers say and key, as values.

Knows how days, times, digits, names, choices and wishes are put into words; refuses to know what the clinic does with
them. Pure: the same words give the same value, whatever they are, and never an exception.
"""

from .births import hear_birth_date
from .days import Day, Role, hear_days
from .digits import hear_digits
from .times import Hour, PartOfDay, Relation, hear_time

__all__ = [
    "Day",
    "Hour",
    "PartOfDay",
    "Relation",
    "Role",
    "hear_birth_date",
    "hear_days",
    "hear_digits",
    "hear_time",
]
