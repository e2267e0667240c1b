"""English choices among what is offered, and refusals of it: words and rules, no code.

Knows phrases; refuses to know what is decided from them (choices).
"""

from .grammar import Table, word_set

SHIFTS: Table = {
    "none": (
        "later|earlier|sooner this|that|next|in week|month|the|year !day",
        "later|earlier|sooner this|that|next|in the week|month|year",
        "{n} or later|earlier",
        "{hour} pm|am|oclock|{minute} or later|earlier",
        "or later|earlier|sooner",
        "no|not any? later|earlier|sooner than",
        "the? later|earlier one|option !if",
        "the later|earlier one|option|time|of|appointment|slot|$",
        "at the latest|earliest|last",
        "the last two|three|time i|we|you",
        "it|that|this is? too late to|for !me|us",
        "no problem|worries|idea|more|one|matter|doubt",
        "see|talk|call|speak|ring|phone|try|decide|remind to|you|back|me|it|this|that|again? to|"
        "you|back|on|"
        "again? later|sooner",
        "sooner or later",
        "do|finish it|this|that later",
        "later|earlier|sooner|other|different than|from",
        "earlier i|we|today|you|he|she",
        "later or earlier",
        "earlier or later",
        "in other words",
        "the other day",
        "every|each other day|week",
        "on the other hand",
        "anything|something|what|nothing else about|to|wrong|i|you|should|that|is",
        "what|anything else do|can|should i|we need|bring|do|know|help",
        "another question|thing|appointment|person|one|doctor|provider",
        "different|another|other doctor|provider|clinic|location|number|phone|question|person",
    ),
    "later": (
        "something|anything|any|some|a|one|bit|little|much|slightly|even|times|time|later|two|have|got|you|"
        "appointment later",
        "later in|on the|that|in day|afternoon|morning|evening",
        "later in the day|afternoon|evening|morning",
        "later that|the|same|on same? day",
        "later please|time|times|appointment|slot|one|ones|option|options|then|instead",
        "^ {filler}? later",
        "later $",
        "is|are|bit|little|much|way too early",
        "too early|soon",
        "not so|that early",
        "after that|those|these|them $",
        "anything|something|times|one|some|slots|appointments after that|those|these|them|then",
        "a later",
        "push|move it|that back",
    ),
    "earlier": (
        "something|anything|any|some|a|an|one|bit|little|much|slightly|even|times|time|two|have|got|you|appointment "
        "earlier|sooner",
        "earlier|sooner in|on the|that|in day|afternoon|morning|evening",
        "earlier in the day|afternoon|evening|morning",
        "earlier that|the|same|on same? day",
        "earlier|sooner please|time|times|appointment|slot|one|ones|option|options|then|instead|date",
        "^ {filler}? earlier|sooner",
        "earlier|sooner $",
        "is|are|bit|little|much|way too late",
        "too late",
        "too far out|away|off",
        "not so|that late",
        "before that|those|these|them $",
        "anything|something|times|one|some|slots|appointments before that|those|these|them|then",
        "an earlier",
    ),
    "latest": (
        "as late as !that|this|possible",
        "as late as possible|you|it",
        "the? very? last|final slot|appointment|time|opening|available of|in|on|that|for|you|possible|available|$",
        "the? very? last|final slot|appointment|time|opening",
        "the? very? last one|thing you|of|in|available|possible",
        "the? very? latest one|slot|time|appointment|opening|option|you|possible|available|that|in|on|of|please|there|"
        "$",
        "the very? latest",
        "whatever|whichever|what|which|one is|are the? latest|last",
        "latest possible|available",
        "end of the|that day $",
    ),
    "earliest": (
        "the? very? earliest|soonest one|slot|time|appointment|opening|option|you|possible|available|that|in|on|of|"
        "please|"
        "there|$",
        "the very? earliest|soonest",
        "as early as possible|you|it",
        "the? very? first|next available|opening|slot|appointment|possible",
        "the? very? first one|thing|time you have|got",
        "whatever|whichever|what|which|one is|are the? earliest|soonest|first|next",
        "earliest|soonest possible|available",
        "first thing $",
        "first thing in the morning",
    ),
    "soonest": (
        "as soon as possible|you|it",
        "asap",
        "a s a p",
    ),
    "not_that_day": (
        "{weekday} does|do|will|is|would|can not",
        "{weekday} is|are bad|no|out|impossible|busy|terrible",
        "can|could|will? not do|make|come|manage|work|want|any on? any? {weekday}",
        "can|could|will? not make|do|manage|come it? on? any? {weekday}",
        "not able|free|available to? make|do|come? it? on? {weekday}",
        "no {weekday}",
        "not {weekday}",
        "not on {weekday}",
        "busy|working|away|off|out on? {weekday}",
    ),
    "other_day": (
        "can|could|will? not make|do|manage|come it|in? on? that|this|the day|date",
        "another|different|other|alternative|alternate|new day|days|date|dates|week",
        "not that|this|on day",
        "not on that|this day",
        "that|this day is|does|will not|bad|no|out",
        "not do|make|come|want on? that|this day|date",
        "change the day|date",
        "next|following day instead|please|$",
        "the? day after|before instead|please|$",
        "any|some|what other day|days|date|dates|week",
        "what|which other days|dates|day",
        "what about a|another|some different|other day",
        "a day later|earlier",
    ),
    "other": (
        "^ {filler}? {filler}? no|nope|nah|naw|none|neither {filler}? {filler}? $",
        "^ {filler}? {filler}? no|nope|nah no|nope|thanks|thank|sorry|please you|no? {filler}? $",
        "none of those|these|them|the|that|it",
        "none|nothing works|work|fits|fit|suits",
        "those|these|they|that|it is|are all|too|really? bad|inconvenient",
        "^ not those|these|them $",
        "^ next|others|other $",
        "none $",
        "none work|works|fit|suit|please|is|are",
        "neither",
        "those|these|they|that|it|either|any|times|one|ones do|does|will|would|did not really|quite|all? work|"
        "suit|fit|help|do|go",
        "those|these|they|times|ones are|is not good|any|going|convenient|great|possible|okay",
        "those|these|they|that|it|times|ones is|are|were no good|use|bad|inconvenient|impossible|out|terrible",
        "not work for|with me|us|my",
        "something|anything|what|somewhere else|different|other",
        "what else",
        "other|different|another|more|alternative|new times|time|options|option|slots|slot|openings|choices|"
        "opening|possibilities|hour",
        "any other|others|more|alternatives",
        "others $",
        "not make|want|like|do|take any|those|either|these|them",
        "not any|one|either of those|these|them",
        "can not make it|that|then !day|date|on|in|the",
        "^ can not make",
        "next options|ones|three|times",
    ),
}

CHOICE: Table = {
    "not": ("not", "except", "instead of", "rather than", "other than", "neither"),
    "none": (
        "none",
        "both",
        "either",
        "whichever",
        "the? first|next available",
        "first of all",
        "first|second thing|time i|in",
        "first|firstly i|let|can|could|do|what|how|when|tell|off|question|we|just|a|there|though",
        "at first|last",
        "last|first two|three|four|five",
        "last|first name|year|month|week|week's|visit",
        "one|a|just|wait|give second|sec",
        "second !one|option|choice|time|slot|please|$|is|works|thought",
        "number {n} {n}",
        "{ordinal} thought|opinion|floor|party|person",
    ),
    "later": (
        "the? later|latest one|option|time|appointment|slot|of",
        "the later|latest $",
        "the later|latest please|of",
        "the? latter one|$",
    ),
    "earlier": (
        "the? earlier|earliest|soonest|sooner one|option|time|appointment|slot|of",
        "the earlier|earliest|soonest|sooner $",
        "the? earlier|earliest|soonest please|of|possible",
        "the? former one|$",
        "^ earliest|soonest $",
    ),
    "last": (
        "the? very? last|final one|option|choice|time|of|slot|appointment|please",
        "the? very? last|final $",
        "bottom|end one",
    ),
    "middle": (
        "the? middle one|option|choice|time|slot|appointment|please|$",
        "the one in the middle",
        "in the middle",
    ),
    "strong": (
        "the? very? {ordinal} one|option|choice|time|slot|appointment|opening|of",
        "number|option|choice|nr|slot|no {n}",
        "choose|pick|take|want|like|do|prefer|for|with|have number|option|choice {n}",
    ),
    "weak": (
        "the? {ordinal} $",
        "^ the? {ordinal} !{ordinal}",
        "^ the? {ordinal}",
        "the {ordinal}",
        "choose|pick|take|want|prefer|do the? {ordinal}",
        "{ordinal} please|works|is|sounds|would|thanks",
    ),
    "bare": ("^ {filler}? {filler}? the? {n} {filler}? {filler}? $", "^ {n} please|thanks|works|is|sounds|would|then"),
}

CHOICE_NOISE = word_set(
    """
    the a an one ones on at for of in with and or to is that this i my it me please would like want take have dr
    doctor nurse 's be do appointment visit am pm option choice number day time not oclock s you
    """
)
"""Words that tell no option from another."""
