"""English, as far as days and times of day are said in it: words and rules, no code.

Knows words; refuses to know what a rule's meaning comes to on a given day (days, times).
"""

from .grammar import Table
from .numbers import NumberWords

NUMBERS = NumberWords(
    small={
        "zero": 0, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9,
        "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
        "seventeen": 17, "eighteen": 18, "nineteen": 19,
    },
    tens={
        "twenty": 20, "thirty": 30, "forty": 40, "fourty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90,
    },
    joiner="",
    ordinals={
        "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
        "ninth": 9, "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fourteenth": 14, "fifteenth": 15,
        "sixteenth": 16, "seventeenth": 17, "eighteenth": 18, "nineteenth": 19, "twentieth": 20, "thirtieth": 30,
    },
    ordinal_tens={"twenty": 20, "thirty": 30},
    zeros=frozenset(("oh", "o", "zero")),
    hundreds={"hundred": 100},
    thousand="thousand",
    centuries={"eighteen": 18, "nineteen": 19, "twenty": 20},
    conjunction="and",
    ones=frozenset(("a", "an")),
)  # fmt: skip

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6, "july": 7, "august": 8, "september": 9,
    "october": 10, "november": 11, "december": 12, "jan": 1, "feb": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7,
    "aug": 8, "sep": 9, "sept": 9, "oct": 10, "nov": 11, "dec": 12,
}  # fmt: skip

PLAIN_MONTHS = frozenset(MONTHS) - {"may", "march", "mar", "jan"}
"""Months that are no other word, so that one alone is understood."""

WEEKDAYS = {
    "monday": 0, "tuesday": 1, "wednesday": 2, "thursday": 3, "friday": 4, "saturday": 5, "sunday": 6,
    "mondays": 0, "tuesdays": 1, "wednesdays": 2, "thursdays": 3, "fridays": 4, "saturdays": 5, "sundays": 6,
    "mon": 0, "tue": 1, "tues": 1, "weds": 2, "thu": 3, "thur": 3, "thurs": 3, "fri": 4,
}  # fmt: skip

_NOT_A_DAY = (
    "!one|ones|option|choice|appointment|appointments|slot|opening|time|times|thing|available|visit|dose|shot|floor|"
    "week|month|day|weekday|weekend|half|quarter|person|doctor|nurse|attempt|try|call|number|line|question|part|"
    "door|left|right|street|avenue|place|date|degree|party|grade|trimester|opinion|name|language"
)

DAYS: Table = {
    "date": (
        "{weekday}? the? {month} the? {dom} of? {full_year}?",
        "{weekday}? the? {ordinal} of? {month} of? {full_year}?",
        "{weekday}? the? {dom} of {month} of? {full_year}?",
        "{weekday}? {dom} {month} {full_year}?",
        "{weekday} {month} {dom} {full_year}?",
    ),
    "dom": (
        f"the|on|this {{ordinal}} {_NOT_A_DAY}",
        f"{{weekday}} the? {{ordinal}} {_NOT_A_DAY}",
        f"on|by|until|before the {{ordinal}} {_NOT_A_DAY}",
        "the? {ordinal} of this|the? month",
    ),
    "again": (f"or|and|to|through|thru {{ordinal}} {_NOT_A_DAY}", "or|and|to|through|thru {weekday}"),
    "suffixed": (f"{{suffixed}} {_NOT_A_DAY}",),
    "dom_next_month": ("the? {ordinal} of next month", "next month on? the {ordinal}"),
    "nth_weekday": ("the {ordinal} {weekday} in|of {month}", "the {ordinal} {weekday} in|of next month"),
    "slash": ("{weekday}? {slash}",),
    "weekday": ("{weekday}",),
    "weekday_coming": ("this? coming {weekday}", "upcoming {weekday}", "the? next available {weekday}"),
    "weekday_this": ("this {weekday}", "{weekday} this week", "{weekday} of this week", "this week on? {weekday}"),
    "weekday_next": (
        "next {weekday}",
        "{weekday} of? next week",
        "{weekday} the? following week",
        "next week on? {weekday}",
        "next week for|is|maybe|say {weekday}",
    ),
    "weekday_in_weeks": (
        "{n} weeks|week from|on|after this? {weekday}",
        "{weekday} in {n} weeks",
        "in {n} weeks on? {weekday}",
    ),
    "weekday_after": ("the? {weekday} after next", "{weekday} the? week after next", "week after next on? {weekday}"),
    "weekday_following": ("the? following {weekday}", "the {weekday} after", "the {weekday} after that"),
    "past": (
        "previous|every|each {weekday}",
        "last|past week|month|year|night|time|weekend|summer|winter",
        "the? last|past {n} days|weeks|months|years",
        "{n} days|weeks|months|years ago",
        "since the? {weekday}",
        "since {month} {dom}?",
        "since|born|birthday {month} the? {dom} {year}?",
        "born|birth|birthday on|is? the? {month} the? {dom} {year}?",
        "born|birth|birthday on|is? the? {ordinal} of? {month} {year}?",
        "date of birth is? the? {month} the? {dom} {year}?",
        "date of birth is? the? {dom} of? {month} {year}?",
    ),
    "none": (
        "on second thought|thoughts",
        "on first|second look|reading|reflection",
        "the first thing|time",
    ),
    "past_days 1": ("yesterday",),
    "past_days 2": ("the? day before yesterday",),
    "past_weekday": (
        "last {weekday} !of|in|before|that",
        "this past {weekday}",
        "{weekday} last week",
        "last week on? {weekday}",
    ),
    "past_date": ("last {month} the? {dom}",),
    "in_days 0": ("today", "this morning|afternoon|evening", "tonight", "later today", "right now", "same day"),
    "in_days 1": ("tomorrow", "tomorrow's", "the? next day !available|opening"),
    "in_days 2": ("the? day after tomorrow", "two days from today"),
    "in_days": ("in {n} days", "{n} days from now|today", "{n} days out"),
    "in_few_days": ("in a few|couple of? days", "a few days from now", "within a few days"),
    "in_weeks": (
        "in {n} weeks|week",
        "in? {n} weeks|week from now|today",
        "{n} weeks|week out",
        "a week today",
        "in about {n} weeks",
    ),
    "in_weeks 2": (
        "in a couple of? weeks",
        "a couple of? weeks from now",
        "in? a|one? fortnight from? now|today?",
        "in two weeks' time",
    ),
    "in_weeks_and_a_day": ("{n} weeks|week from tomorrow",),
    "in_few_weeks": ("in a few weeks", "a few weeks from now"),
    "in_months": ("in {n} months|month", "{n} months|month from now|today", "in about {n} months"),
    "in_few_months": ("in a few|couple of? months",),
    "week 0 all": ("this week", "sometime|anytime this week", "the week !of"),
    "week 0 rest": ("later this week", "the? rest of the|this week", "later in the week", "the? other days this week"),
    "week 0 end": ("towards? the? end of the|this week",),
    "week 0 middle": ("the? middle of the|this week", "midweek", "mid week"),
    "week 1 all": ("next week", "the following week", "the week after", "following week"),
    "week 1 start": ("early next week", "the? beginning|start of next week", "early in the week next week"),
    "week 1 middle": ("the? middle of next week", "mid next week", "midweek next week"),
    "week 1 end": ("the? end of next week", "late next week", "later next week"),
    "week 2 all": ("the? week after next", "the? next next week"),
    "weekend 0": ("this|the weekend", "weekend"),
    "weekend 1": ("next weekend",),
    "month 0 rest": ("this month", "later this month"),
    "month 0 end": ("towards? the? end of the|this month", "the? last week of the|this month", "late this month"),
    "month 0 middle": ("the? middle of the|this month", "mid month"),
    "month 1 all": ("next month", "the following month"),
    "month 1 start": ("early next month", "the? beginning|start|first of next month", "first week of next month"),
    "month 1 middle": ("the? middle of next month",),
    "month 1 end": ("the? end of next month", "late next month"),
    "month_named all": (
        "in|for|during|of|this|next {month} {full_year}?",
        "until|till|by|before|after|to {plain_month}",
        "sometime|anytime in? {month}",
        "^ {month} $",
        "{plain_month} !s",
    ),
    "month_named start": (
        "early in? {month}",
        "the? beginning|start of {month}",
        "the? first week of|in {month}",
    ),
    "month_named middle": ("mid {month}", "the? middle of {month}"),
    "month_named end": ("late in? {month}", "the? end of {month}", "the? last week of|in {month}"),
    "year_next": ("next year", "early next year", "after the? new year", "after new year 's", "after the holidays"),
    "holiday 1224": ("christmas eve",),
    "holiday 1225": ("christmas", "christmas day"),
    "holiday 1231": ("new year eve", "new years eve", "new year 's eve"),
    "holiday 0101": ("new year 's", "new years", "new year 's day", "new years day", "new year day"),
    "thanksgiving": ("thanksgiving", "thanksgiving day"),
    "soon": (
        "as soon as possible",
        "as early as possible",
        "asap",
        "a s a p",
        "the? first|next|soonest|earliest available|opening|possible",
        "the? soonest|earliest !one|of",
        "any day !but",
        "any weekday",
        "whenever",
        "first available",
    ),
}
"""Kind of day -> rules. Numbers in a kind belong to it: `week 1 end` is the end of the week one ahead."""


NARROWED: Table = {
    "after": (
        "any|some|anytime|sometime|time|day|days? after <day>",
        "after <day>",
        "later than <day>",
        "past <day>",
        "not before <day>",
        "not until <day>",
        "no earlier than <day>",
        "<day> is the earliest",
    ),
    "from": (
        "from <day> on|onward|onwards|forward",
        "on or after <day>",
        "starting on? <day>",
        "<day> or later|after",
        "<day> or any day after",
        "beginning <day>",
        "after or on <day>",
    ),
    "before": (
        "before <day>",
        "earlier than <day>",
        "sooner than <day>",
        "prior to <day>",
        "ahead of <day>",
        "any|some|anytime|sometime time? before <day>",
    ),
    "by": (
        "by <day>",
        "no later than <day>",
        "not later than <day>",
        "not after <day>",
        "on or before <day>",
        "<day> at the latest",
        "<day> or before|earlier|sooner",
    ),
    "except": (
        "any day|weekday|time ... but|except not? on? <day>",
        "any|every day|weekday|time other than <day>",
    ),
    "except_within": (
        "<day> ... but|except not? on? <day>",
        "<day> ... other than on? <day>",
        "<day> just|only not on? <day>",
    ),
    "next": ("the? day after <day>",),
    "previous": ("the? day before <day>",),
    "week": ("the? week of <day>",),
    "between": (
        "between <day> and <day>",
        "anywhere|anytime|sometime|anything from <day> to|through|until <day>",
        "<day> through|thru <day>",
        "from <day> through|thru <day>",
        "any day from <day> to|through <day>",
        "any day <day> to|through <day>",
    ),
}
"""What is said around a day that makes it a range; the last `<day>` of a rule is meant, both with `between`."""

_VISIT = (
    "appointment|appointments|appt|visit|booking|checkup|physical|shot|slot|vaccination|vaccine|one|exam|time|"
    "reservation|follow|up|consultation|session|booster|thing"
)
_MY = "my|our|his|her|their|mine|that|the"

ROLES: Table = {
    "plain": (
        "do you have ... <day>",
        "can not we|you|i ... <day>",
        "could not we|you|i ... <day>",
        "are you|they|there ... <day>",
        "a|an|another|new|any ... on <day>",
        "i|we would like to have ... <day>",
        "can|could|may i have ... <day>",
        "the earliest|first|next|latest ... on|for? <day>",
    ),
    "to": (
        f"{_MY} ... {_VISIT} ... to|till|until <day>",
        "to <day>",
        "to the|this|a <day>",
        "for <day>",
        "until|till <day>",
        "make it|that on|for? <day>",
        "<day> instead",
        "<day> is better|fine|good|great|perfect|best",
        "<day> would|will|might be|work",
        "<day> works",
        "on <day> instead",
        "move|change|switch|push|reschedule it|this|that|them to|for|till|until <day>",
        "move|change|switch|push|reschedule ... to|until|till <day>",
        "can|could we|you|i do|have|come|get <day>",
        "can|could we|you|i do|have|come|get ... on|for <day>",
        "how|what about <day>",
        "do you have ... <day>",
        "would like|prefer|rather|want ... <day>",
        "a|an|another|new|any appointment|visit|slot|time|one on|for <day>",
    ),
    "from": (
        "from <day>",
        "instead of <day>",
        "rather than <day>",
        "other than <day>",
        "except <day>",
        "but not <day>",
        "not <day>",
        "not on <day>",
        "off <day>",
        "off of <day>",
        "<day> 's",
        f"{_MY} <day>",
        f"my|our|his|her|their ... <day> {_VISIT}",
        f"{_MY} <day> ... {_VISIT}",
        f"the|that ... <day> {_VISIT}",
        f"{_MY} ... {_VISIT} ... <day>",
        f"{_MY} ... {_VISIT} with|at ... on|for|this <day>",
        f"{_MY} ... {_VISIT} ... with dr|doctor|nurse ... <day>",
        "the ones|times on <day>",
        f"i|we|he|she have|has !to ... {_VISIT} ... <day>",
        "i|we|he|she have|has !to got? something|anything|it ... <day>",
        "do i have ... <day>",
        "i|we am|are|was|were ... booked|scheduled|supposed|coming|down|due|set to? ... <day>",
        "i|we have|had been? ... booked|scheduled|down ... <day>",
        "can not ... <day>",
        "could not ... <day>",
        "will not ... make|be|come ... <day>",
        "not able|available|free to? ... <day>",
        "do not want|like|need to? ... <day>",
        "unable to ... <day>",
        "busy|working|away on? <day>",
        "<day> will|do|does|is|can|would not",
        "<day> is bad|no|out|impossible|full",
        "move|moving|reschedule|rescheduling|cancel|cancelling|canceling|change|changing|push|switch|postpone <day>",
        "move|reschedule|cancel|change|push|switch|postpone the|that <day>",
        "on <day> i|we have|had",
        "it is on <day>",
        "<day> i have a|an|my",
    ),
}
"""What a day is to the caller, by what is said around it; the longest rule decides."""
