"""English wishes about the matter in hand: rules, no code.

Knows phrases; refuses to know what is decided from them (wishes).
"""

from .grammar import Table, word_set

ANY: Table = {
    "none": (
        "not any|either|whatever|whichever",
        "is|are|do|does|did|was any|either|that|anything|whatever",
        "any|anything other|else|later|earlier|sooner|but|except",
        "any day|time|one but|except|other",
        "have|has|got|there|need any|anything|something|either",
        "something|one|ones|anything|time|times|slot|day|nothing|none|what|how|if that works|work|fits|suits",
        "whatever|whichever is|the? latest|earliest|last|first|later|soonest",
        "whenever|whatever|whichever i|he|she|they",
        "not you choose|pick|decide",
        "can|could|may i choose|pick",
        "not that one",
        "that one is|does|will|would not",
        "that is|would|will|does not",
        "not matter why|how",
        "not care for|about",
    ),
    "any": (
        "anything|anytime|any|either|whatever|whichever|all is|are|would|will|works|work|does|do|goes|sounds|be? "
        "fine|okay|ok|good|great|perfect|works|work|do|be|for|with|suits|$",
        "any|either|whichever of? them|those|these|the|your !work|works?",
        "any|either|whichever|whatever one|ones|time|day|slot|appointment|option|doctor|hour !but|other",
        "^ {filler}? {filler}? any|either|anything|whichever|whatever|whenever|anytime $",
        "anything|whatever|whichever|any|whenever you have|got|want|like|say|think|can|prefer|choose|pick|suggest",
        "anything|whatever|whichever|whenever works|suits|fits|is|best|convenient|available",
        "anything at all",
        "whenever|anytime",
        "you choose|pick|decide|tell|can|could choose|pick|decide|me?",
        "you choose|pick|decide",
        "your choice|pick|call|decision",
        "up to you",
        "surprise me",
        "does|do|would|will not|never really|even|much? matter",
        "i|we do not really|even? mind|care $",
        "i|we do not really|even? mind|care which|what|when|who|either|any",
        "makes no difference",
        "make any difference",
        "no preference|preferences",
        "flexible",
        "not picky|particular|fussy",
        "all the same",
        "i|we am|are|is very|totally|pretty|really? flexible|easy|wide open|open",
        "that|this|it|those works|work",
        "that|this|it would|will|should|does|might be|work|do|suit !not",
        "that|this one|time|slot|day? works|is|will|would|sounds|looks be|do|work? fine|great|good|perfect|okay|ok|me|"
        "lovely|best",
        "^ {filler}? {filler}? that|this one|time {filler}? {filler}? $",
        "take|want|book|do|have|grab|with|prefer|like that|this one|time|slot",
        "take it|that",
        "sure|yes|yeah|okay|ok that|this one",
        "the? first|next|earliest|soonest available|opening|thing|slot|appointment|one|possible !on|next|in",
        "the? first|next one|thing|slot|opening|appointment|time you have|got",
    ),
}

_IT = "it|that|this|them|things|everything|mine|what"
_VISIT = (
    "appointment|appointments|visit|booking|checkup|physical|shot|slot|one|ones|time|day|date|reservation|exam|plan|"
    "original|old|current|existing|same"
)

KEEP: Table = {
    "none": (
        "not|never|unable ... keep|keeping|leave",
        "keep it|this|that|things short|simple|brief|quick|quiet|down|going|open|between|in|up|coming|handy|clean|"
        "private|confidential|secret",
        "keep my|the|your number|phone|doctor|shoes|clothes|shirt|insurance|records|mask|line|receipt|copy",
        "leave it|that|this at|in|on|with|to|by|for|here|there|off",
        "leave a|my|me|the|you|your|early|now|work|town|at|in|on|by",
        "if|when|while|should|must|how|why ... keep|leave",
        "not cancel it|that|this ... until|yet",
        "only want|need|like to keep",
    ),
    "keep": (
        f"keep|keeping {_IT}",
        f"keep|keeping the|my|our|his|her ... {_VISIT}",
        "keep|keeping the|my|our {weekday}",
        "keep|keeping {weekday}",
        "can|could|why|would|should not? i|we not? just? keep it|that",
        f"leave|leaving {_IT} as|alone|be|the|how|where|like|just|exactly|please|then|$",
        "leave|leaving the|my|our ... appointment|visit|one|booking as|alone|be|the|how|where|like",
        "let it|that|things be|stand|stay",
        "stay|stick|sticking|staying with it|that|what|my|the",
        "it|that|everything can|should|will|may stay|stays|remain",
        "do not|never you? dare? cancel|move|change|touch|reschedule|delete|alter it|that|this|them|my|the|anything|$",
        "not want|need|like|mean|going to? cancel|move|change|reschedule it|that|this|them|my|the|anything|"
        "anymore|now|$",
        "not cancel|move|change|touch|reschedule it|them|my|the|anything",
        "i|we will|would not cancel|move|change|reschedule now|then|anymore|it|after|please|$",
    ),
}

_VERBS = "cancel|cancelling|canceling|move|moving|reschedule|rescheduling|book|booking|change|postpone|swap|rebook"
_MY = "my|the|our|his|her|their|that|this|one"

ACTION: Table = {
    "policy": (
        f"if|how|what|why|until|unless|whether|whenever|before|after|late|policy|cost|costs|charge|fee|penalty "
        f"... {_VERBS}",
        f"{_VERBS} ... later|fee|fees|policy|charge|penalty|free|notice|if|policies|somebody|online|portal",
        f"is|was|are there ... {_VERBS}",
        f"do|does|did|would i|you|they|we|it have|need|cost|charge|let|allow|always? ... {_VERBS}",
        "late cancellation|cancellations",
        f"am i|people|patients|one allowed|able to {_VERBS}",
        f"can|could people|patients|somebody|someone|anyone {_VERBS}",
        "who|when moved|cancelled|canceled|rescheduled|can",
        f"can|could|may i still|always ... {_VERBS}",
        "have|has|had to cancel|move|reschedule ... last|yesterday|before|twice",
    ),
    "none": (
        f"not|never|nothing ... {_VERBS}|push|switch|shift",
        "not|never|nothing ... make|schedule|need|want",
        f"rather|other than ... {_VERBS}",
        f"instead of {_VERBS}",
        "cancel that|this $",
        "cancel that|this please|request|order|one",
        "move|push|put on|forward|ahead|along",
        "change|switch|swap the time|day|date|hour",
        "book|confirm|schedule it|that|this",
        "move my|the|our car|house|arm|leg|neck|number",
        "cancel my|the|our order|prescription|insurance|subscription|account",
    ),
    "move": (
        f"reschedule|rescheduling|rebook|postpone|postponing {_MY}|it|them|$|instead|for|to|until|rather?",
        "reschedule|rescheduling|rebook|postpone|postponing|swap",
        "move|moving|shift|switch|push|delay|bump|bring|put it|them|that|this|one|mine to|for|back|up|forward|until|"
        "instead|out|off|around|over|a|earlier|later|please|rather|$",
        "move|moving|shift|push|delay it|them",
        "move|moving|shift|switch|push|delay|change|swap my|the|our|his|her|their|that|this ... "
        "appointment|visit|booking|checkup|physical|shot|slot|one|exam|vaccination",
        "move|moving|shift|switch|push|delay|change|swap my|the|our|his|her|their|that|this? {weekday}",
        "want|like|need|prefer|rather to? move !it|to|my|the|our|that|this",
        "change it to another appointment",
    ),
    "cancel": (
        "cancel|cancelling|canceling|scrap it|them|everything|all|both|instead|altogether|completely|$",
        "cancel|cancelling|canceling|scrap|drop|delete my|the|our|his|her|their|that|this ... "
        "appointment|appointments|visit|booking|checkup|physical|shot|slot|one|exam|vaccination|whole|thing",
        "cancel|cancelling|canceling my|the|our|that|this? {weekday}",
        "call|calling it|the|that off",
        "cancel|cancelling|canceling instead|rather|please",
        "get rid of it|the|my|that",
    ),
    "book": (
        "book|booking|schedule|scheduling|make|making|reserve|arrange|set|get|need|want|like|have|add up|me|us? "
        "another|new|second|additional|different|separate|a|an|one new|second|additional|more|separate|different? "
        "appointment|visit|checkup|booking|exam",
        "book|booking|schedule|scheduling|make|reserve|arrange|add me|us? another|new|second|additional|one|a|an "
        "new|second|more|one|separate|additional one|$?",
        "book|booking|schedule|scheduling|reserve me|us|in? a|an|another|some|something|one",
        "new|another|second|additional|separate appointment|visit|booking",
        "book instead",
        "want|like|need|wanted to book|schedule $",
    ),
}
"""`policy` anywhere takes the rest back; a question about rules asks for nothing."""

_AGREE = "yes|yeah|yep|yup|sure|ok|okay|right|fine|well|um|uh|so|please|just|do"
_BEFORE = f"{_AGREE}? {_AGREE}? {_AGREE}? go? ahead? and?"
_WISH = f"yes|yeah|yep|yup|sure {_AGREE}? i want|need|would like|love? to"
_AFTER = "for? me? please|thanks|thank|now|then? you|please?"
_OWN = (
    "it|mine",
    "my|the|that|this {weekday}? flu|follow|annual|blood? appointment|visit|booking|checkup|physical|shot|up|exam|"
    "vaccination",
)
_AND = "and|then|also"


def _bidding(verbs: str, objects: tuple[str, ...]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The rules of a verb that is all that is said, and of one after which something follows."""
    bids = [f"^ {before} {verbs} {thing} {_AFTER}" for thing in objects for before in (_BEFORE, _WISH)]
    return tuple(f"{bid} $" for bid in bids), tuple(f"{bid} {_AND}" for bid in bids)


_CANCEL, _CANCEL_FIRST = _bidding("cancel", _OWN)
_MOVE, _MOVE_FIRST = _bidding("move|reschedule|change", _OWN)
_BOOK, _BOOK_FIRST = _bidding("book|schedule|reserve", ("that|this", *_OWN))
_SEND, _SEND_FIRST = _bidding("send|reset", ("it|that|this", "my|the|that password|reset|link|message"))

BIDDING: Table = {
    "cancel": _CANCEL,
    "cancel_first": _CANCEL_FIRST,
    "move": _MOVE,
    "move_first": _MOVE_FIRST,
    "book": _BOOK,
    "book_first": _BOOK_FIRST,
    "send": _SEND,
    "send_first": _SEND_FIRST,
    "wanted": (
        "i|we still|do|really|might|may? want|need|like|love|would? want|need|like|love|have? it|mine|this|them "
        "!cancelled|canceled|moved|changed|gone|off|done|dropped",
        "i|we still|do|really|might|may? need that $",
    ),
    "own": tuple(f"{_VERBS}|scrap|drop|push {thing} !one|other" for thing in (*_OWN, "that|this one?")),
}
"""What is read back bidden: as all that is said, with something after it (`_first`), or anywhere (`own`);
and said to be `wanted`."""

_KIN = (
    "husband|wife|son|sons|daughter|daughters|mother|mom|mum|mama|father|dad|papa|brother|sister|child|children|kid|"
    "kids|baby|grandmother|grandma|grandfather|grandpa|grandson|granddaughter|grandchild|partner|fiance|fiancee|"
    "boyfriend|girlfriend|aunt|uncle|niece|nephew|cousin|friend|friends|neighbor|roommate|spouse|twins|parents|"
    "parent|boy|girl|toddler|infant|stepson|stepdaughter|boss|client|teenager|family"
)
_KIN_OF = (
    "little|older|younger|elderly|new|old|oldest|youngest|other|newborn|late|dear|in|best|year|teenage|step|mother"
)
_THINGS = (
    "appointment|appointments|visit|booking|checkup|physical|shot|shots|slot|exam|order|orders|password|account|"
    "vaccination|vaccine|vaccines|vaccinations|follow|prescription|refill|results|portal|login|annual"
)

SOMEBODY: Table = {
    "none": (
        f"not for|about|my|his|her my|his|her|a? {_KIN}",
        f"not my|a {_KIN} 's",
        "for someone|somebody who|to|that",
        "his|her|their next|first|schedule",
        f"for|about my|our|a {_KIN} 's|to",
        f"contact|called|care for my|our {_KIN}",
        f"my|our {_KIN} needs|wants me|to|the drive|pick|take|car|come|know|be|bring?",
        "someone|somebody else answer|help|pick|drive|told|called|there|here|available|is|was|can|to",
        "someone|somebody else $",
    ),
    "other": (
        f"my|our|a {_KIN_OF}|year|old? {_KIN_OF}|old? {_KIN} 's|is ... {_THINGS}",
        f"my|our {_KIN} 's $",
        f"for|about|regarding my|our {_KIN_OF}? {_KIN_OF}? {_KIN}",
        f"my|our {_KIN_OF}? {_KIN_OF}? {_KIN} needs|wants|need|want|has|would|is|also|should like|love|due|to|"
        f"have|get|needs|wants? ... {_THINGS}|seen",
        f"my|our {_KIN_OF}? {_KIN_OF}? {_KIN} needs|wants",
        f"my|our {_KIN_OF}? {_KIN} have|has an|a|to|another ... {_THINGS}|come|see",
        "my|our {n} year|years|month|months|week|weeks olds? old? ... needs|wants|has|needs|for|appointment|visit|"
        "checkup",
        "for|about my|our {n} year|years|month|months|week|weeks old|olds",
        f"book|schedule|bring|sign|register|move|cancel|reschedule my|our {_KIN_OF}? {_KIN} for|in|up|an|a|'s|to",
        "on|in behalf of",
        "calling|call|booking|scheduling for my|another|someone|somebody|a",
        "not for me|myself",
        "for him|her|them|someone|somebody|another else|person|patient|$",
        "for someone|somebody else",
        "for another|a different|other? person|patient|member|friend|relative|coworker|colleague",
        f"his|her|their|someone|somebody else? 's? {_THINGS}",
        "he|she needs|wants|has a|an|to|another|his|her ... appointment|visit|checkup|physical|shot|exam|vaccination|"
        "seen|come",
        "book|schedule him|her|them for|in|an|a",
    ),
    "named_before": (f"'s {_THINGS}",),
    "named_after": ("~calling|call|appointment|visit|booking for",),
}
"""`named_before` counts when the word before it can be a name, `named_after` when the word after it is one."""

NOT_OWNERS = word_set(
    """
    today tomorrow yesterday week weeks month year day morning afternoon evening doctor nurse clinic monday
    it that what there here who he she let everyone everybody person patient next last this new year's valentine
    christmas thanksgiving easter mother father labor memorial veterans president st patrick new years eve one
    other someone somebody anybody anyone nobody noon tonight weekend season summer winter spring fall practitioner
    office hospital lab pharmacy insurance world men women driver children kids patients practitioners dentist
    physician therapist provider specialist surgeon husband wife son daughter mom dad
    """
)
