"""English for a call after one that broke off: who still waits, who never called, what is one more: rules, no code."""

_PEOPLE = "agent|agents|person|human|representative|operator|someone|somebody|anyone|anybody|nurse|staff"
_WAITED = "waiting|holding|queuing|queueing"
_LONG = "long|while|ages|forever|hours|hour|minutes|minute|time"

WAITING = {
    "not": (
        "not want|like|wish|care|need|going|have|plan to? wait|hold|be|go|stay|sit|queue back? on|in? the|a? "
        "hold|line|queue?",
        f"not {_WAITED}|sitting|going back? on|in? the|a? hold|line|queue?",
        f"not|no|never ... anymore|longer {_WAITED}?",
        f"how long|much ... ... hold|wait|line|queue|{_WAITED}",
    ),
    "waits": (
        f"i|we am|are|was|were|have|had|will|would|just? still|just|only|be|been? been? {_WAITED} !for|on|to|until|too",
        f"still|was|been|keep|kept {_WAITED} !for|on|to|until",
        f"{_WAITED} for|on|to? speak|talk? to|with? a|an|the|some|another|one? of? your? live|real? {_PEOPLE}",
        f"{_WAITED} for about|over|like|almost|nearly|at|a|so|such|quite? least|a? {{n}}? {_LONG}",
        f"{_WAITED} in|on the|a|your? line|queue|hold",
        "keep|keeping|rather|will|still want|wants? to? wait|waiting|hold|holding $",
        "on hold",
        "was|were|am|are|been|still|back|next|stay in|on the|your|that? line|queue !of",
        "back|still in|on|to the|your? line|queue",
        "my place|spot|turn in the? line|queue",
        "lost my place|spot|turn",
        f"no|nobody|noone|not one|a|any? single? {_PEOPLE}? ever|has|have|had|did|still? "
        "came|come|answered|answer|picked|pick|showed|took|responded",
        f"not|never got|get|reach|reached|got|gotten through|a|an|any|to|hold|your? of|a|an|any? {_PEOPLE}|through",
        f"transferring|transferred|connecting|connected|putting|put|finding|getting me|us? to|with|through|on? "
        f"a|an|the? {_PEOPLE}|hold|through",
        "was|were being? transferred|connected",
        "not hang|leave|cut|go|drop",
        "^ no wait|please $",
    ),
}

DENIAL = {
    "denies": (
        "that|it|this was|is|were|must|had have|be? been? not me|us !who|that|hanging",
        "^ {filler}? not me|us $",
        "i|we never|not ever? call|called|rang|phoned|spoke|talked you|here|before|to|today|anyone|anybody|anything|$",
        "i|we have|did|do never|not ever? call|called|calling|rung|phoned|spoken|talked|talk you|here|before|to|today|"
        "anyone|anybody|anything|earlier|$",
        "not|never called you|here|before|today|earlier|$",
        "that|it|this was|is|must|had|have have|be? been? another|a|the|somebody|someone different|other|wrong|else "
        "person|caller|number?",
        "that|it|this was|is|must|had have|be? been? my husband|wife|partner|mother|mom|father|dad|son|daughter|"
        "brother|sister|roommate|neighbor|boss|friend",
        "somebody|someone else called|did|was|has|must|made|used|rang",
        "my|the|our first call",
        "first time calling|i|that am|was|have|call|called|calling?",
        "have|has|got|reached the|a wrong person|caller|number",
    ),
}

ONE_MORE = {
    "another": (
        "another|different|new|second|third|separate|additional|extra|more|other "
        "appointment|appointments|visit|booking|order|one|shot|checkup|password",
    ),
}

ALL_WELL = {
    "not": (
        "not|never ... fine|okay|ok|good|well|better|safe",
        "is|are|am he|she|i|we|they|it fine|okay|ok|good|well|better|safe",
    ),
    "well": (
        "is|am|are|feel|feels|feeling|doing|was|were|got|getting|everything all|much|now|just|doing|feeling|quite|a? "
        "lot|right? fine|okay|ok|good|well|better|safe|great !but|except",
        "all right|good|fine|well|over !but",
        "fine|okay|ok|better|safe now !but",
        "ambulance|they|help|somebody|someone|paramedics|police is|are|has|have here|arrived|come",
        "ambulance|they|help|somebody|someone|paramedics|police just? came|arrived",
        "false alarm",
    ),
}
