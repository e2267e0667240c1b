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
        "not at|on this|that number|phone|line|one",
        "give|gave|giving|leave|tell you a|another|my|the number",
    ),
    "own": (
        f"this|same {_PHONE}|one",
        "the number|one|phone|line i|we am|are? calling|call|called|using from|on?",
        f"that {_PHONE}",
    ),
    "area": ("area code is|of|being?", "area is"),
    "tail": (
        "at|in|on the end",
        "ends|ending|end in|with|on?",
        "the|my last two|three|four|digits digits?",
        "last digits",
    ),
    "plus": ("plus",),
}

PHONE_NOISE = word_set(
    """
    um uh er ah hmm erm uhm well so okay ok yes yeah yep no sorry please it is that my our the number phone cell mobile
    telephone area code and then but a 's would be try use sure oh thanks thank you can wait
    actually mean i no not
    """
)
"""What may be said with a number without speaking of anything else."""
