"""English ways to begin a question, for counting them: words and rules, no code.

Knows phrases; refuses to know how they are counted (questions).
"""

from .grammar import Table, word_set

_SOMEBODY = "i|we|you|he|she|they"
_SUBJECT = (
    "i|we|you|he|she|they|there|these|those|the|your|my|our|his|her|their|a|an|any|anyone|anybody|someone|somebody|"
    "everyone|everything|insurance|parking|medicare|medicaid|kids|children|patients|people|masks|telehealth|walk|dr|"
    "doctor|one|all|both|appointments"
)
_IT = "it|this|that"
_ASKING = "know|ask|find|check|understand|hear|learn|figure|confirm|verify"

COUNTED: Table = {
    "greets": (
        "how are you doing|today?",
        "can|do you hear me",
        "are you there|real|human",
        "is anyone|anybody|someone|somebody there?",
        "what is up",
    ),
    "tags": (
        "is|was it|this|that right|correct|okay|ok|true|fine|all right? $",
        "does that make sense",
        "right|correct|okay|huh|really|seriously|yes|no $",
        "you know $",
        "are|do you not? $",
    ),
    "announces": (
        "i|we|me have|got|had got? a|an|another|one|some|just|two|three|couple|quick|few? couple|quick|few|more|other|"
        "last|of|different? of|quick|more? question|questions !about|on|regarding|concerning|for",
        "can|could|may i please|just|also|quickly? ask you? a|one|another|two? quick|more|few? something|question|"
        "questions|this",
        "a|one|two|another|last|quick|just? quick|more|last|other|final? question|questions !about|on|regarding|for",
        "one|another|other more|other? thing",
        "my question|questions is|are",
    ),
    "asks": (
        f"what|which|whose !{_SOMEBODY}",
        f"where|when|how !{_SOMEBODY}|it|the|my|your|our|his|her|their|ever",
        f"why !{_SOMEBODY}|it",
        f"who|whom !{_SOMEBODY}|knows|cares",
        f"for|at|in|on|to|with|from|until|till|by|about|under|since what|which|whom|how|when|where !{_SOMEBODY}",
        f"does|did|is|are|was|were|can|could|would|will|should|has|may|might|shall|am not? {_SUBJECT}|{_IT}",
        f"do not? {_SUBJECT} !want|have|get|the|need",
        "do you|they|i|we|people|patients|kids|children",
        f"have|had {_SOMEBODY}",
        "any chance|way|idea|possibility",
        "whether",
    ),
    "wonders": (
        "i|we|me was|am|were|have|just? just|also|been|really|kind? of? wondering|curious",
        "just? wondering|curious",
        "i wonder",
        f"i|we am|would|just|also|really|do? just|also|really? want|wanted|like|love|need|trying|hoping|calling to "
        f"also|just? {_ASKING} out?",
        "i|we am|would|just? calling|want|wanted|like|need|trying to see if|whether|what|when|how|where",
        f"can|could|would|will|do|does|did you|they|anybody|anyone please|also|just|maybe|happen|possibly? to? "
        f"tell|explain|remind|clarify|{_ASKING} me|us?",
        "please? also|just? tell|remind me|us !more|again|$",
        "please? let me know",
        "i|we do not|really know|understand what|why|how|where|when|if|whether|which|who",
        "i|we am not sure|certain what|why|how|where|when|if|whether|which|who",
        "question|questions about|on|regarding|concerning",
        "i|we have|had|got a|another|one|some|two|quick? quick|more? question|questions about|on|regarding|concerning",
    ),
    "if": ("if|what|where|when|why|how|which|who",),
}
"""Looked up where a clause begins. One of `if` begins a question only after one of `wonders`: "and when you open"."""

JOINS = word_set("and also plus but then secondly second next finally lastly")
