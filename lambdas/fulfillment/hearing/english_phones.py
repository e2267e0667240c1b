"""English ways to speak of a telephone number: rules, no code.

Knows phrases; refuses to know digits and what is called (phones).
"""

from .grammar import Table, word_set

_PHONE = "number|phone|telephone|line|cell|mobile"
_WHERE = "cell|cellphone|cellular|mobile|work|office|job|home|house|landline"
_WHOSE = (
    "husband|husbands|wife|wifes|daughter|daughters|son|sons|mother|mothers|mom|moms|father|fathers|dad|dads|sister|"
    "sisters|brother|brothers|partner|partners|neighbor|neighbors|friend|friends"
)
_FINE = "fine|good|great|okay|ok|perfect|best|right|correct|alright|work|it"
_CALL = "call|ring|phone|try|use|reach|dial|get"

PHONES: Table = {
    "other": (
        f"another|different|other|new|second|separate {_PHONE}|one",
        f"other|different than|from? this|that {_PHONE}|one",
        f"not this|that|my {_PHONE}|one",
        f"{_CALL} me|us? back? at|on|to? my|our|his|her|the {_WHERE}",
        f"{_CALL} me|us? back? at|on|to? my|our {_WHOSE}",
        f"at|on my|our|his|her {_WHERE}|{_WHOSE}",
        f"no|but my|our {_WHERE}|{_WHOSE}",
        f"my|our {_WHERE} instead|please",
        "{call} me|us? back? somewhere else".replace("{call}", _CALL),
        f"not {_CALL}? me? at|on|to this|that|the|my {_PHONE}|one",
        f"this|that|the|my {_PHONE}|one is|was wrong|incorrect|old|disconnected|dead|broken|off",
        f"this|that|the|my {_PHONE}|one is|was|does|will not mine|good|right|correct|working|work|fine",
        f"not {_CALL} this|that|the|my {_PHONE}|one",
        f"not {_CALL}? me? at|on|to? the|this {_PHONE}|one i|we am|are? calling|call|called|using|on",
        f"the|this {_PHONE}|one i|we am|are? calling|call|called|using|on from|on|with? "
        "is|was|does|will not|wrong|incorrect",
        "give|gave|giving|leave|tell you a|another|my|the number",
        f"^ {{filler}}? my|our {_WHOSE} 's? {_PHONE}|{_WHERE}",
        f"give|leave|tell you my|our {_WHOSE} 's? {_PHONE}|{_WHERE}",
    ),
    "own": (
        f"this|that|same {_PHONE}|one is|will|would be|do? {_FINE}",
        f"this|that|same {_PHONE}|one works|suits|please",
        f"{_CALL}|keep|at|on|to the? this|that|same {_PHONE}|one !is|was|does|will|not|wrong",
        f"^ {{filler}}? {{filler}}? the? this|that|same {_PHONE}|one $",
    ),
    "called_from": (
        "the|this number|one|phone|line i|we am|are? calling|call|called|using from|on|with? "
        "!is|was|does|will|not|wrong",
        "the|this number|one|phone|line i|we am|are on !is|was|does|will|not|wrong",
    ),
    "area": ("area code is|of|being?", "area is"),
    "tail": (
        "at|in|on the end",
        "ends|ending|end in|with|on?",
        "the|my last two|three|four|digits digits?",
        "last digits",
    ),
    "plus": ("plus",),
    "denied": ("not",),
}

PHONE_NOISE = word_set(
    """
    um uh er ah hmm erm uhm well so okay ok yes yeah yep no sorry please it is that my our the number phone cell mobile
    telephone area code and then but a 's would be try use sure oh thanks thank you can wait
    actually mean i no not
    """
)
"""What may be said with a number without speaking of anything else."""
