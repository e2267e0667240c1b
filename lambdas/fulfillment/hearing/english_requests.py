"""English wishes for a person, and questions: words and rules, no code.

Knows phrases; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_PEOPLE = (
    "person|human|agent|representative|rep|operator|receptionist|nurse|doctor|manager|supervisor|somebody|"
    "someone|desk|"
    "secretary|assistant|attendant|associate|employee|staff|member|humans|people|being|reception|coordinator"
)
_KIND = "real|live|actual|human|living|different|staff|customer|service|front|medical|billing|nice|office|clinic"

PERSON: Table = {
    "not": (
        "is|are anyone|anybody|someone|somebody there|here $|at|on|in|who|now|today|tonight",
        "talk|speak to|with a|the|my|your? doctor|nurse|provider on|by|over|via video|zoom|telehealth|computer",
        "is|are there anyone|anybody|someone|somebody|staff|doctor|nurse|people|person who|that speak|speaks",
        "will|would|does|did a|an|the|some|real? person|human|someone|somebody|anyone|anybody|nurse|doctor|agent|you "
        "call|"
        "phone|ring|contact me|us? back?",
        "not ... want|need|wish|like|have|trying to? talk|speak to|with a|an|any|the? agent|human|person|"
        "representative|"
        "operator|someone|somebody|anyone|anybody|nurse",
        "do|does|will|should|must|did i|we have|need? to? talk|speak to|with a|the|an|someone|somebody person|"
        "nurse|doctor|agent?",
        "are|is you|this|it|that a|an|really|actually? real|human|live|actual|person|robot|machine|bot|computer|"
        "recording|ai|"
        "someone|somebody person|human|being?",
        "are you human|real",
        "am i talking|speaking to|with a|an ... person|human|robot|machine|bot",
        f"not|never want|need|have|like|wish|trying|asking|ready|wanna|asked|going|got|for|an|a to|for|a|an|"
        f"any? talk|speak|"
        f"be|a|an|the|any? to|with|transferred? a|an|any|the? {_KIND}? {_PEOPLE}",
        f"not an|a|another|any|the {_KIND}? {_PEOPLE}",
        f"spoke|talked|spoken|chatted|told|had|was|saw|met to|with|by|talking|speaking to|with? a|an|the|your|"
        f"one|some? {_KIND}? "
        f"{_PEOPLE}",
        f"have|has|been|was|were|had been? speaking|spoken|talked|talking|told to|with a|an|the|your|one|"
        f"some? {_KIND}? {_PEOPLE}",
        f"the|that|which|a|an|your|one|last {_KIND}? {_PEOPLE} i|who|that|told|said|called|drew|gave|was|did|"
        f"took|hung|"
        "answered|on|at|helped|wrote|is|has|had|there|from",
        "person|someone|somebody who|that|else|told|called|said|left",
        "an|a|one agent|representative|operator|nurse|person told|called|said|gave|was|hung|who",
        "^ {filler}? {filler}? agent|representative|operator|receptionist i|we just? spoke|talked|met",
        "travel|insurance|estate|booking|cleaning|leasing|ticket|contrast|chemical agent|agents",
        "insurance|sales|drug|pharmaceutical representative|rep",
        "per|each|another|other|same|only|one|old|new|every|third|first|second person|people",
        "in person",
        "front desk told|said|gave|called|lady|person|hours|open|close|located",
        "is|are|where|when|how|what the front desk|reception",
        "sewing|machine|heavy|camera|smooth|tour operator",
        "human resources|resource|papillomavirus|error|body",
        "smooth|telephone operator",
        "customer service is|was|hours",
        "talk|speak|chat to|with you|him|her|them|my|me|us",
        "does|do|did anyone|anybody|someone|somebody|people",
        "see a|an|the|my nurse|doctor|dr",
        "when|what|where|how|why|which ... agent|operator|representative|person",
    ),
    "wants": (
        "^ {filler}? {filler}? the? billing|scheduling|records|referral|referrals|appointment|nursing|medical "
        "department|"
        "desk|office|team|line please|$",
        "^ {filler}? {filler}? billing please",
        "can|could|may i|we please? have|get|speak|talk|reach to|with? the|your? front|billing|scheduling|nurses desk|"
        "department|office|station",
        "is|are there a|an|any|some? real|actual|live? human|living? person|being|beings|people there|here|around|in? "
        "i|we|who|to|that|available|$",
        "can|could|would|will someone|somebody|anyone|anybody just|please just|please? pick|answer|talk|help|take",
        "explain|tell|describe|discuss|say|talk it|this|that|about|everything it|this|that? to|with|through a|an|the|"
        "your|"
        f"one|some|any|someone|somebody of? your|the? {_KIND}? {_PEOPLE}|$",
        "^ {filler}? {filler}? someone|somebody|anyone|agent|representative|operator|person who|that can|could? "
        "speaks|speak|knows spanish|"
        "english|my",
        "get|find someone|somebody|anyone on|to|for|who",
        "talk|speak to|with the|your|a? billing|scheduling|appointment|front|help|records|medical? department|"
        "scheduling|"
        "desk|office|team|staff|people",
        "want|need|like to talk|speak $",
        "human being|beings",
        "can|could the|a|my nurse|doctor|receptionist call|phone|ring me",
        "^ {filler}? {filler}? agent|representative|operator|human|person|receptionist|attendant|supervisor|"
        "manager|someone|"
        "somebody|reception|humans|rep|people {filler}? {filler}? $",
        f"^ {{filler}}? {{filler}}? a|an|the|some|any {_KIND}? {_KIND}? {_PEOPLE} {{filler}}? {{filler}}? $",
        "^ {filler}? {filler}? agent|representative|operator|receptionist !told|said|says|who|that|was|is|has|had|did|"
        "does|called|hung|gave|named|name|names|on|from|at|in|of|or|and|number|error|hours|left|never|just|answered|"
        "picked|put|payee|form|fee|fees|s|'s|took|tried|promised|will|would|wrote|sent|mentioned|helped",
        f"a|an|some {_KIND}? {_PEOPLE} please",
        "agent|representative|operator|human|receptionist|supervisor please|now|agent|representative|operator|human",
        "real|live|actual|living person|human|agent|being|people|representative|operator|voice|someone|somebody|"
        "humans|rep|nurse",
        "someone|somebody|anyone real|human|alive|live",
        "talk|speak|talking|speaking|chat|chatting|conversation to|with someone|somebody|anyone|anybody|people|"
        "humans|staff|"
        "reception|management|human|agent|operator|representative|representatives|agents|billing|scheduling",
        f"talk|speak|talking|speaking|chat|chatting to|with a|an|the|your|one|some|any|another|"
        f"an_actual {_KIND}? {_KIND}? {_PEOPLE}",
        "talk|speak to|with dr|doctor|nurse|customer|human",
        "customer service|support|care representative|agent|please|$",
        "^ customer service|support|care",
        "^ {filler}? the? front desk {filler}? $",
        "transfer|connect|forward|redirect|patch me|us",
        "transfer|connect|forward|redirect this|my|the? call",
        "put me|us through|on",
        "transfer|transferred please|$",
        "be|get|like|want transferred|connected",
        f"get|give|find|pass|bring|fetch me|us a|an|the|your|some|any? {_KIND}? {_KIND}? {_PEOPLE}",
        f"want|need|prefer|like|have|get|wanted|rather|let|just an|a|the|some|your|"
        f"speak_to {_KIND}? {_KIND}? agent|human|"
        "representative|rep|operator|receptionist|manager|supervisor|person|being|humans",
        "want|need|get human|humans|operator|representative|agent|somebody|reception",
        "want|need someone|somebody to|who talk|speak|help|can|answer|call|assist|listen|knows|actually|real",
        "not|stop|hate|tired|sick|enough|done want|like|need|talking|speaking|with|of|going|here? to|of|with|"
        "talking|talk? "
        "talk|speak|deal|talking|speaking|dealing|to|with|this? to|with? to|with|a|an|this|the|you? a|an|this|"
        "the|stupid|some? "
        "machine|machines|robot|robots|computer|computers|bot|bots|ai|recording|recordings|system|automated|you|"
        "thing",
        "is|are there a|an|any|some? real|live|actual? someone|somebody|person|human|agent|operator|anyone|"
        "anybody|people|"
        "representative|nurse i|who|to|that|available|around|there|here",
        "is|are there a|an|any|some? real|live|actual someone|somebody|person|human|agent|operator|people",
        "is|are anyone|anybody|someone|somebody there|available|around|here",
        "can|could|may i|we have|get|speak|talk|reach to|with? a|an|the? real|live|actual|human? person|human|agent|"
        "representative|operator|receptionist|nurse|someone|somebody|supervisor|manager",
        "can|could|may someone|somebody|a|an|one person|agent|human|representative|nurse? help|call|talk|assist|"
        "speak|pick|take",
        "have|let|make someone|somebody|a|an|one person|agent|human|representative|nurse? call|help|phone|ring|"
        "contact|talk",
        "let me talk|speak",
        "call me back !later",
        "press zero",
        "no more robots|robot|bots|bot|machines|machine",
        "you are not human|helping|understanding",
        "talk|speak to|with one $",
        "this is useless|ridiculous|stupid",
    ),
}

QUESTION: Table = {
    "not": (
        "^ when|what|how|where|why|who i|we|he|she|they|you|it !really",
        "^ whatever|whichever|whenever|wherever",
        "^ will|would|can|could do !you|i",
        "^ do it|that|the|not|this",
        "^ have a|an|it",
        "^ how|what about|if? i|we|on|for|at|in|the|a|maybe|is|say|come|do? i|we|on|for|at|in|the|come? <day>",
        "^ how|what about|if? i|we|on|for|at|in|the|a|maybe|is|say|come|do? at|the? <time>",
        "^ how|what about in|the|an|a? in|the? morning|afternoon|evening|later|earlier|noon",
        "^ how|what about the {ordinal}",
        "^ who cares|knows",
        "^ is|was that|it|all right|correct",
        "^ which one|ever? $",
    ),
    "asks": (
        "^ what|where|who|why|how|which|whose|when|whom",
        "^ do|does|did|is|are|was|were|can|could|would|will|should|am|has|have|had|may|might|shall not? "
        "i|you|we|they|he|she|it|this|that|there|my|your|our|a|an|any|anyone|anybody|someone|dr|doctor|nurse|"
        "those|these|"
        "everything|his|her|their|insurance|parking|medicare|medicaid|patients|children|kids|telehealth|walk|"
        "cedar|masks|people",
        "^ is|are|does|was|were|will|would|should|can|could|may|has the",
        "any chance|idea|way|possibility",
        "^ any !day|days|time|times|of|one|weekday|morning|afternoon|other|doctor|provider|available|thing|$",
        "^ you|they guys|all? take|accept|offer|open|have|do|close|see|charge|still",
        "i|we am|was|were|have|just? just|been? wondering|curious",
        "wondering|curious if|about|whether|what|how|when|where|why",
        "i wonder",
        "want|like|need|love|have|wanted to know|ask|find|check|understand",
        "i|we|me have|got|had a|another|one|some|couple|few|two|an|just|quick a|quick|more|other|few|"
        "of? question|questions",
        "^ quick|another|one|just|a quick|more|last|other? question",
        "can|could|would|will you please|just|also|maybe|quickly? tell|explain|say|remind|clarify",
        "^ tell me about|what|how|when|where|why|who|if|which|more|your|the",
        "^ explain",
        "do|does you|they|the|your guys|clinic|office|doctor|doctors? know|have|take|accept|offer|allow|provide|"
        "charge|do|need|"
        "require|see|give|keep|send|open|close|still|also|cover|validate|speak|treat",
        "do i|we have|need|get|pay|owe|bring|still|also|really",
        "what time|day|are|is|about|if|kind|happens|does|do|was|forms|documents|insurance|else|should|can|would|"
        "will|else",
        "how much|many|long|late|far|early|soon|do|does|can|is|are|should|would|often|come|about|old|did|will",
        "where is|are|do|can|should|did|exactly|would",
        "when is|are|do|does|can|should|will|did|would",
        "who is|are|do|can|should|does|will",
        "why is|are|do|does|did|can|would|was|should",
        "is there|it|that a|an|any|okay|possible|parking|somewhere|some|someone|free|true|open|safe|covered|"
        "required|still|also",
        "are there any|other|some|different",
        "are|is you|the|your|parking|it clinic|office|garage|pharmacy|lab? open|closed|free|covered|closing|"
        "accepting|taking|able",
        "not know|sure what|why|how|where|when|if|whether|which",
        "can|may|could|should|must|will i|we|my|he|she son|daughter|wife|husband|mother|father|kids|child|mom|"
        "dad? bring|eat|"
        "drink|pay|get|use|take|ask|still|also|come|see|park|be|need|owe|wear|drive|walk|just|make|have|reach|"
        "find|leave|send",
        "^ about the|my|your|parking|insurance",
    ),
}
