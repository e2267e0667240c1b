"""English alarms and what takes their meaning back: the table, and excuses. Words and rules, no code.

Knows phrases; refuses to know what is decided from them (signals).
"""

from .english_dangers import ALARMS
from .english_idioms import IDIOMS
from .english_self_harm import SELF_HARM
from .grammar import Table

EMERGENCY: Table = {"idiom": IDIOMS, "self_harm": SELF_HARM, "alarm": ALARMS}

EXCUSES: Table = {
    "denied": (
        "no|without any|more|longer|real|signs|sign|symptoms|kind|history? of|having? <alarm>",
        "no|without|never|not|any had|have|having? any? thoughts|thought|intention|plans|ideas of|about|to? <alarm>",
        "not having|have|had|feeling|feel|experiencing|experience|in|calling|suffering|need|needing|got any|a|"
        "an|about|from|"
        "for|because|severe|my|the|actual|to|with? any|a|an|of|about|call? <alarm>",
        "not a|an|any|really|actually|about|because|for|suicidal|even? a|an|of? <alarm>",
        "not think|believe|say|saying it|this|that|i|he|she? is|am|was|qualifies|counts|had|have? as|having? a|"
        "an? <alarm>",
        "not consider|call it|this|that a|an? <alarm>",
        "never had|have|been|felt|experienced any|a|an? <alarm>",
        "denies <alarm>",
        "not|never been|took|taken|take|tried in|to|an? a|an|any? <alarm>",
        "stopped|quit|done having|feeling <alarm>",
        "<alarm> is|has gone|better|stopped|over|resolved|cleared",
        "nothing like a|an? <alarm>",
        "neither <alarm>",
        "instead|rather of|than <alarm>",
    ),
    "past": (
        "<alarm> ... last|previous year|month|summer|winter|spring|fall|autumn|january|february|march|april|may|"
        "june|july|"
        "august|september|october|november|december",
        "<alarm> ... ... last year|month|summer|winter|spring|fall",
        "<alarm> ... in|back|since|during in|about|around? {full_year}",
        "<alarm> ... in|back|since last? {month}",
        "<alarm> ... years|year|months|month|weeks|decades|decade ago|back",
        "<alarm> ... as|when a|i|he|she was? a|young|child|kid|younger|baby|teenager|pregnant",
        "last|previous year|month|summer|winter|spring|fall ... ... <alarm>",
        "in|since|back {full_year} ... ... <alarm>",
        "years|year|months|weeks ago ... ... <alarm>",
        "history|survivor|record|records|results|diagnosis of|for|about a|an|my|the? <alarm>",
        "used to ... <alarm>",
        "<alarm> since childhood|birth|i|he|she",
        "after|since|following|from my|his|her|the|a|an|that|i|he|she|when? old|previous|last|first|recent|mini|i|he|"
        "she? "
        "<alarm>",
        "cast|stitches|xray|sling|crutches|brace ... <alarm>",
        "<alarm> ... cast|sling|crutches|brace",
        "past|previous|prior|old|earlier|childhood <alarm>",
        "died|passed|recovering|recovered|recovery|rehab of|from|away of|from|after? a|an|his|her|my|the? <alarm>",
        "follow|checkup|appointment|up up|for|about|after|on visit|appointment? after|for|about|on|from? my|a|"
        "his|her|the|an? <alarm>",
        "<alarm> a while|long ago|back|time",
    ),
}

PRESENT: Table = {
    "now": (
        "now !that",
        "right now",
        "just",
        "currently|again|suddenly|immediately|happening|urgent|help|still|started|hurry",
        "this morning|afternoon|evening",
        "minutes|hours|hour|minute ago",
        "this is an emergency",
    ),
}
"""Whatever was said about the past, it is about the present."""
