"""What callers say and key, as values.

Knows how days, times, digits, names, choices and wishes are put into words; refuses to know what the clinic does with
them. Pure: the same words give the same value, whatever they are, and never an exception.
"""

from .asides import (
    asks_the_time,
    asks_what_broke_off,
    hear_all_but,
    hear_all_well,
    hear_denial,
    hear_exception,
    hear_give_up,
    hear_greeting,
    hear_help,
    hear_more,
    hear_no_english,
    hear_no_person,
    hear_one_more,
    hear_other_one,
    hear_particulars,
    hear_persona,
    hear_repeat,
    hear_restart,
    hear_resuming,
    hear_same_day,
    hear_slower,
    hear_still_waiting,
    hear_wait,
    hear_wrong,
)
from .beside import Subject, hear_beside, hear_subject, tells_matter
from .births import hear_birth_date, hear_birth_day_without_year, hear_birth_year
from .choices import Shift, hear_choice, hear_position, hear_shift
from .closings import Closing, hear_closing, hear_farewell, hear_matter, hear_reopening
from .days import Day, Role, hear_days
from .digits import hear_digits
from .languages import hear_language_of_danger, sounds_spanish
from .names import hear_last_name, hear_provider, hear_service
from .phones import Fault, Phone, hear_other_number, hear_own_number, hear_phone
from .questions import asks_about_task, asks_what_became, count_questions
from .signals import hear_emergency, hear_self_harm, is_off_limits, is_question, wants_person
from .times import Hour, PartOfDay, Relation, hear_time
from .vocabulary import prepare
from .wishes import (
    Action,
    hear_action,
    hear_any,
    hear_bidding,
    hear_bidding_first,
    hear_keep,
    hear_own,
    hear_somebody_else,
    hear_wanted,
)
from .yes_no import hear_yes_no

__all__ = [
    "Action",
    "Closing",
    "Day",
    "Fault",
    "Hour",
    "PartOfDay",
    "Phone",
    "Relation",
    "Role",
    "Shift",
    "Subject",
    "asks_about_task",
    "asks_the_time",
    "asks_what_became",
    "asks_what_broke_off",
    "count_questions",
    "hear_action",
    "hear_all_but",
    "hear_all_well",
    "hear_any",
    "hear_beside",
    "hear_bidding",
    "hear_bidding_first",
    "hear_birth_date",
    "hear_birth_day_without_year",
    "hear_birth_year",
    "hear_choice",
    "hear_closing",
    "hear_days",
    "hear_denial",
    "hear_digits",
    "hear_emergency",
    "hear_exception",
    "hear_farewell",
    "hear_give_up",
    "hear_greeting",
    "hear_help",
    "hear_keep",
    "hear_language_of_danger",
    "hear_last_name",
    "hear_matter",
    "hear_more",
    "hear_no_english",
    "hear_no_person",
    "hear_one_more",
    "hear_other_number",
    "hear_other_one",
    "hear_own",
    "hear_own_number",
    "hear_particulars",
    "hear_persona",
    "hear_phone",
    "hear_position",
    "hear_provider",
    "hear_reopening",
    "hear_repeat",
    "hear_restart",
    "hear_resuming",
    "hear_same_day",
    "hear_self_harm",
    "hear_service",
    "hear_shift",
    "hear_slower",
    "hear_somebody_else",
    "hear_still_waiting",
    "hear_subject",
    "hear_time",
    "hear_wait",
    "hear_wanted",
    "hear_wrong",
    "hear_yes_no",
    "is_off_limits",
    "is_question",
    "prepare",
    "sounds_spanish",
    "tells_matter",
    "wants_person",
]
