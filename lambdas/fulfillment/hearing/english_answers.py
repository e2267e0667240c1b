"""English answers, choices and refusals: words and rules, no code.

Knows phrases; refuses to know what is decided from them (answers, choices).
"""

from .grammar import Table, word_set

ANSWERS: Table = {
    "unclear": (
        "i|we do not know|care|mind|remember|understand",
        "i am not sure|certain|ready|following",
        "not sure|certain|following|decided",
        "do not know|worry|understand|remember",
        "are you sure",
        "are|is|was that|it|this|you|everything ... right|correct|sure|fine|okay|good",
        "maybe|perhaps|possibly",
        "it|that? depends",
        "no problem|problems|worries|idea|clue|rush|hurry",
        "not a problem",
        "yes or no",
        "yes and no",
        "hold|hang on",
        "wait|just|one|give|a|gimme me? a|one? second|sec|minute|moment",
        "let me think|see|check|look",
        "right now|away|after|before|there",
        "no one|more|body|longer|insurance|appointment|pain|later|earlier|sooner|show|shows",
        "cancel|stop|correct no",
        "what do you mean",
        "i would|will have to think|check|ask|see",
        "that|it is a good|great|fine|right|nice question|point|day|time",
        "sure about|if|what|how|when|that",
    ),
    "yes": (
        "yes|yeah|yep|yup|yah|ya|yea|yeap|yess|aye|affirmative|absolutely|definitely|certainly|totally|exactly|"
        "indeed|sure",
        "yes|yeah sir|maam|indeed|please|correct|i|it|that do|am|is|would|please?",
        "sure thing",
        "sure? why not",
        "correct|confirmed|confirm|agreed|perfect|great|wonderful|excellent|lovely|super|ok|okay|k|fine|cool|good",
        "^ very|pretty|quite well|good $",
        "that|it|this|everything|all is|was|sounds|looks|seems|would|will be? just|all|totally|perfectly|"
        "exactly|absolutely? "
        "right|correct|fine|good|great|perfect|true|okay|ok|me|lovely|wonderful|ideal|it|cool|accurate|awesome|"
        "amazing",
        "that is|are the? right|correct|my|her|his|one|appointment|date|day|time|number|name",
        "that|it|this|all works|fits|suits|does",
        "that|it|this would|will|should|does|might work|do|be fine|great|good|perfect|lovely|okay?",
        "works for|great|fine|perfectly|well me|us|for?",
        "sounds|looks|seems good|great|fine|right|perfect|lovely|correct|okay|wonderful|awesome",
        "all right|good|correct",
        "right|good $",
        "^ right",
        "go ahead|for",
        "please? go ahead|for and|with|it? do|it|that?",
        "please do",
        "please do that|it|so",
        "^ please $",
        "do it|that|so",
        "let us do|go|book|keep it|that|with|ahead",
        "book|confirm|schedule|reserve|keep it|that",
        "of course",
        "by all means",
        "you bet|betcha",
        "you got it|that",
        "uh|um huh",
        "mm|m|um hmm|hm|mm|hmm",
        "mhm|mmhmm|uhhuh|mmhm|mmm|umhum|mhmm|uhuh",
        "i|we do",
        "^ i would|did|will|am|have indeed|please? $",
        "i would like|love that|to|it",
        "i think|believe|guess|suppose|hope|would so",
        "^ i want|need that|it|to $",
        "without|no a? doubt|question",
        "it does|is",
        "they are|do",
        "make it so",
        "i|we am|are sure|positive|certain|ready",
        "positive",
        "i agree|confirm|accept",
        "i will take it|that|them",
        "i can",
        "no objection|objections",
        "fine|good|okay by|with me|us",
    ),
    "no": (
        "no|nope|nah|naw|negative|nay|noo",
        "no|nope|nah sir|maam|thanks|way|never|please|not|no|thank you?",
        "no|nope|nah i am good|fine|okay|set|done|all",
        "no|nope|nah i|it|that|this|we do|does|is|would|will|am|did|was|can|should not",
        "no|nope|nah that|this|it|everything is|will|would be? all|totally|just|perfectly? fine|okay|ok|all|"
        "right|good|everything|it",
        "no|nope|nah that|it is all|it for|thank|thanks?",
        "uh|um uh",
        "nuh uh",
        "nuhuh",
        "mm mm mm",
        "not really|yet|now|today|quite|exactly|right|correct|that|this|necessary|true|necessarily|at",
        "not at all",
        "not that i know|am",
        "not for me|now|today|us",
        "i|we do not think|believe so|that|it",
        "i|we do not want|need|like that|it|to|this|anything|one|any",
        "i|we do not",
        "i|we|it|that|he|she would|will|did|does|is|can|should|have|am not",
        "that|this|it|everything is|was|sounds|looks|seems all|just|completely|totally|not? wrong|incorrect|false|not",
        "that|this|it|you|they is|was|are|were|got not|it|that? quite|exactly|at|all|even|the|my? wrong|right|"
        "correct|it|what|me|"
        "true|good|mine|day|time",
        "that|it|those|they does|will|do|did not work|suit|fit|sound|look|help",
        "wrong|incorrect|false",
        "the wrong",
        "please? do not",
        "do not do|book|cancel|change|move|confirm|make|touch it|that|this|anything|the?",
        "absolutely|definitely|certainly|of|probably|rather|obviously course? not",
        "i would rather|prefer not",
        "never mind",
        "never",
        "nevermind",
        "forget it|about|that",
        "stop",
        "stop it|that",
        "nothing else|more|further|today?",
        "that|this is|will|would be? all|everything",
        "i|we am|are all? good|set|done|finished",
        "i|we am|are all|doing fine|okay|good",
        "i am|are fine|okay",
        "none",
        "no? leave it|that|as",
        "not interested",
        "disagree",
        "i disagree",
        "hell|heck no",
        "no thanks|thank",
        "i changed my mind",
        "do not",
        "can not",
        "will not",
    ),
    "correction": (
        "oh? wait|actually|sorry|rather|correction",
        "i mean|meant",
        "on second thought|thoughts",
        "scratch|strike that",
        "i said",
        "i take that|it back",
        "let me rephrase|correct",
        "oops|whoops",
    ),
    "change": (
        "but !yes|yeah|that|please|go",
        "except|unless|although|however|though",
        "instead",
        "only if|when",
        "make|changed it|that|this to|for|at|on|a|an|earlier|later|friday|monday|tuesday|wednesday|thursday|"
        "tomorrow|with",
        "change|move|switch|push|rather ... to",
        "can|could|would|will you|i|we also|please|just|maybe? change|make|move|have|switch|do|get|also",
        "different|another|later|earlier|sooner",
        "how|what about",
        "not",
        "i would rather|prefer",
        "with dr|doctor|nurse instead",
        "what",
    ),
}
"""Of rules equally long, the first in this table counts."""

SOFT = word_set("ok okay k right fine good great perfect cool please sure so well lovely")
"""A yes of one of these words is only a beginning when a no follows."""

TURNING = word_set("yeah yea ya yah nah naw yep")
"""In "yeah, no" and "no, yeah" the last word counts."""

FILLERS = word_set(
    """
    um uh er erm ah ahem hmm hm well so like thanks thank you oh just hi hello hey okay ok and but also now then
    please excuse me i think guess say would alright listen look know honestly basically very much dear my god
    gosh man there really again ugh eh
    """
)
"""Words that say nothing before an answer."""

SHIFTS: Table = {
    "none": (
        "later|earlier|sooner this|that|next|in week|month|the|year !day",
        "later|earlier|sooner this|that|next|in the week|month|year",
        "{n} or later|earlier",
        "{hour} pm|am|oclock|{minute} or later|earlier",
        "or later|earlier|sooner",
        "no|not any? later|earlier|sooner than",
        "the? later|earlier one|option !if",
        "the later|earlier|latest|earliest one|option|time|of|appointment|slot|$",
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
        "too early",
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
    "other_day": (
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
        "none of those|these|them|the|that|it",
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
        "can not make it|that|then",
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
        "at first|last",
        "last|first {n}",
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
