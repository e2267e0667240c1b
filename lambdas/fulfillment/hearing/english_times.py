"""English times of day: words and rules, no code.

Knows words; refuses to know what a rule's meaning comes to (times).
"""

from .grammar import Table, word_set

_NO_TIME = (
    "!weeks|week|days|day|months|month|years|year|hours|hour|minutes|minute|seconds|dollars|dollar|cents|"
    "percent|people|"
    "appointments|appointment|visits|times|time|orders|order|questions|question|things|thing|kids|children|"
    "pills|shots|"
    "of|options|option|more|other|others|different|point|second|hundred|thousand|million|alder|street|avenue|"
    "locations|"
    "doctors|tests|prescriptions|refills|shot|dose|doses|month's|weekdays|older|years|way|moment|sec|minutes"
)

TIMES: Table = {
    "sure": (
        "{clock} {meridiem}?",
        "{hour} {minute}? {meridiem}",
        "{hhmm} {meridiem}",
        "{hour} {minute}? oclock {meridiem}?",
        "{hhmm} hours",
    ),
    "half": ("half past {hour} {meridiem}?",),
    "quarter": ("a? quarter past|after {hour} {meridiem}?",),
    "past": ("{minute} minutes? past|after {hour} {meridiem}?", "{n} minutes past|after {hour} {meridiem}?"),
    "past 5": ("five|5 past|after {hour} {meridiem}?",),
    "to 5": ("five|5 to|of|till|til|before {hour} {meridiem}?",),
    "quarter_to": ("a? quarter to|of|till|til|before {hour} {meridiem}?",),
    "to": (
        "{minute} minutes? to|till|til|before {hour} {meridiem}?",
        "{n} minutes to|till|til|before {hour} {meridiem}?",
    ),
    "fixed 1200": ("noon", "12|twelve noon", "noonish", "midday", "high noon", "12|twelve oclock noon", "noontime"),
    "fixed 0000": ("midnight", "12|twelve midnight"),
    "weak": (f"{{hour}} {{minute}} {_NO_TIME}", f"{{hour}} {_NO_TIME}", f"{{hhmm}} {_NO_TIME}"),
    "weak_ish": ("{hour} {minute}? ish", "{ish}"),
}

ISH = {
    "oneish": 1, "twoish": 2, "threeish": 3, "fourish": 4, "fiveish": 5, "sixish": 6, "sevenish": 7, "eightish": 8,
    "nineish": 9, "tenish": 10, "elevenish": 11, "twelveish": 12,
}  # fmt: skip

PARTS: Table = {
    "none": ("good|great|nice|lovely morning|afternoon|evening|day|night",),
    "morning 1030": (
        "late|later morning|mornings",
        "late in the morning",
        "later in the morning",
        "mid|middle morning",
    ),
    "afternoon 1200 1400": ("early afternoon|afternoons", "early in the afternoon"),
    "afternoon 1500": (
        "late|later afternoon|afternoons",
        "late|later in the afternoon",
        "end of the day",
        "after school",
    ),
    "evening 1700": (
        "after|following my? work",
        "after i|we get off work?",
        "after i am|get off|done|home with? work?",
    ),
    "morning": (
        "can|could not do|make|come|manage|have|work any? the? in? the? afternoon|afternoons|evenings",
        "afternoons|afternoon do|does|will|are|is not|bad|out|impossible",
        "not|except in? the? afternoon|afternoons|evening|evenings",
        "no afternoons|evenings",
        "but|except the|in? the? afternoon|afternoons|evening|evenings",
        "morning|mornings",
        "first thing",
        "before noon|lunch|midday|lunchtime",
        "a m",
        "am $",
        "^ am",
        "early in the day",
        "early in the morning",
    ),
    "afternoon": (
        "can|could not do|make|come|manage|have|work any? the? in? the? morning|mornings",
        "mornings|morning do|does|will|are|is not|bad|out|impossible",
        "not|except in? the? morning|mornings",
        "no mornings",
        "but|except|not first|early|in? the|in|thing? the? morning|mornings",
        "afternoon|afternoons",
        "after noon|midday|lunchtime|lunch",
        "p m",
        "pm",
        "late|later in the day !than",
    ),
    "evening": ("evening|evenings", "tonight", "at night", "nighttime"),
}

RELATIONS: Table = {
    "after": (
        "after <time>",
        "past <time>",
        "later than <time>",
        "not before <time>",
        "not any|no earlier|sooner than <time>",
        "not until <time>",
        "from <time> on|onward|onwards",
        "<time> or later|after|so|onward",
        "<time> or any time after",
        "<time> at the earliest",
        "starting at? <time>",
        "<time> onwards|onward",
        "after <time> or so",
        "<time> and later|after",
    ),
    "before": (
        "before <time>",
        "by <time>",
        "earlier than <time>",
        "sooner than <time>",
        "no|not any? later than <time>",
        "not after <time>",
        "not past <time>",
        "until|till <time>",
        "<time> or earlier|before|sooner",
        "<time> at the latest",
        "done|out by <time>",
    ),
    "at": ("or? so|around|about|at|for <time>", "until|till around <time>", "it to|until|till <time>"),
    "between": (
        "between <time> and|to <time>",
        "from <time> to|until|till|through <time>",
        "<time> to|through|till|until <time>",
        "anywhere|anytime|sometime|anything from <time> to|until <time>",
    ),
    "to": (
        "move|change|switch|push|reschedule ... from <time> to|until|till <time>",
        "move|change|switch|push|reschedule ... ... <time> ... to|until|till <time>",
        "to <time>",
        "<time> instead",
        "<day> at <time> instead",
        "to <day> at? <time>",
        "for <day> at? <time>",
        "make it|that at? <time>",
    ),
    "from": (
        "from <time>",
        "my|our|his|her|their <time>",
        "my|our|his|her|their <time> appointment|visit|one|slot|on",
        "my|our|his|her|their ... appointment|visit|slot|checkup|physical|shot|exam|up ... at? <time>",
        "my|our|his|her|their <day> at? <time>",
        "my|our|his|her|their <day> ... at|for <time>",
        "my|our|his|her|their ... appointment|visit|slot|checkup|physical|shot|exam|up ... <day> at? <time>",
        "the|that <time> appointment|visit i have",
        "i have ... at <time>",
        "i have ... <day> at? <time>",
        "instead of <time>",
        "not <time>",
        "not at <time>",
        "can not ... <time>",
        "can not ... <day> at <time>",
        "<time> does|will|is|do not",
        "<time> is too|no",
    ),
}

MARKERS = word_set("at around before after by until till past between than say @ towards from")
"""A bare number after one of these is a time."""

FOLLOWERS = word_set(
    """
    on in if please or and to the would works work is for with at then thanks thank because but i that instead
    till until this next ish sharp oclock exactly through could can will so maybe perhaps sounds from my be ok
    okay not no does did you we it tonight tomorrow today onward onwards a an also might may are do born dob
    name his her this
    """
)
"""What may follow a bare number that is a time when no time was asked for."""
