"""English greetings, ways to leave off, to hear it again and to ask for help: rules, no code."""

GREETING = {
    "greets": (
        "hi|hello|hey|howdy|greetings there|again?",
        "hi|hello|hey|howdy|greetings",
        "good morning|afternoon|evening|day",
        "morning|afternoon",
        "how are you doing|today?",
        "is anyone|anybody|someone there?",
        "can you hear me",
        "are you there",
    ),
    "filler": ("um|uh|so|well|er|ah|oh",),
}

GIVE_UP = {
    "keeps": (
        "never mind the|that|what|about",
        "not stop|quit|forget|cancel",
        "not the? wrong number",
        "have|had|got|gave|wrote|put the|a|you|my wrong number",
        "stop by|in|taking|smoking",
    ),
    "drops": (
        "never mind",
        "nevermind",
        "forget it|that|this|about",
        "forget the whole thing",
        "^ {filler}? {filler}? just|please|lets? cancel that|this|it please|thanks|then|instead? $",
        "can|could|want you|we|to just|please? cancel that|this please? $",
        "wrong number",
        "^ stop|quit|abort $",
        "stop this|it|that",
        "drop it|that",
        "leave it|that $",
        "leave it be|alone|as",
        "changed my mind",
        "not want that|this|it anymore|any",
        "start over",
    ),
}

REPEAT = {
    "not": ("repeat prescription|refill|visit|appointment|customer|order|offender|patient",),
    "again": (
        "say|tell|read me? that|it|this again",
        "say|tell|read me? that|it|this once more",
        "say|tell|read me? that|it|this one more time",
        "repeat that|it|this|please|the|yourself",
        "^ repeat $",
        "can|could|would|will you repeat",
        "^ pardon|what|sorry|huh|excuse me? $",
        "i beg your pardon",
        "come again",
        "what did|was you|that just? say|said|again?",
        "what day|time|date is|was that|it again? $",
        "when is|was that|it again? $",
        "what was that|it|the again|first|last|second|question|time|day|options? one? $",
        "did not catch|hear|get|understand that|it|you|what|a",
        "not hear you|that|it",
        "one more time",
        "once more please",
    ),
}

HELP = {
    "not": ("help me|with|you book|move|cancel|find|change|with|someone|somebody|my",),
    "wants": (
        "^ help me? please? $",
        "^ i need help $",
        "what can you do",
        "^ {filler}? what can i do|say|ask here|with|$",
        "what|which are|do my|the|you|your? options|choices|have !to|for",
        "what else can you|i do|$",
        "how does|do this|it|you work",
        "what|who are you",
        "what is this $",
        "^ options|menu|main menu? $",
    ),
}

OTHER_ONE = {
    "other": ("the|that|my other one|appointment|visit|time",),
}

_PEOPLE = "agent|agents|person|human|representative|operator|someone|somebody|anyone|anybody|people|machine"

NO_PERSON = {
    "refuses": (
        f"not want|need|like|care|have to? talk|speak|chat|be? to|with? a|an|any|the|another? real|live? {_PEOPLE}",
        "no agent|agents|person|representative|operator",
        f"without a|an? {_PEOPLE}",
    ),
}

EXCEPTION = {
    "all_but": ("any|anything|anytime|all|everything|every|day|time but|except|besides", "except|besides"),
    "excepts": (
        "not|except|but|besides|without|none|neither|only",
        "no good",
        "later|earlier than",
        "before|after",
        "keep|keeping",
    ),
}

SAME_DAY = {
    "same": (
        "same day",
        "day stays|staying the? same",
    ),
}

WRONG = {
    "wrong": (
        "that|this|it is not right|correct|true|it|me|mine|what",
        "not what i said|meant|wanted|asked|want|mean",
        "did not mean|say|want|ask that|it|this|for",
        "that|this|it is|was wrong|incorrect",
        "wrong answer|one|appointment|person|patient",
    ),
}
