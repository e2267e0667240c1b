"""English yes and no: words and rules, no code.

Knows phrases; refuses to know what is decided from them (yes_no).
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
        "go ahead|for|on",
        "please? go ahead|for and|with|it? do|it|that?",
        "please do",
        "please do that|it|so",
        "^ please $",
        "do it|that|so",
        "send|text|email it|that|me|one !to",
        "let us do|go|book it|that|with|ahead",
        "book|confirm|schedule|reserve it|that",
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
        "that|this|it|you|they is|was|are|were not quite|exactly|at|all|even|the|my? wrong|right|correct|it|what|me|"
        "true|good|mine|day|time",
        "that|this|it|you|they is|was|are|were|got|have it|that|this|the|all|quite|completely? wrong",
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
        "i|we am|are all? good|set|done|finished !with",
        "i|we am|are all|doing fine|okay|good !with",
        "i am|are fine|okay !with",
        "none",
        "no leave it|that as? it|that|is? is|was?",
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
        "can|could|would|will you|i|we also|please|just|maybe? change|make|move|have|switch|get|also",
        "can|could|would|will you|i|we also|please|just|maybe? do !that|it|so|this",
        "keep|leave|wait|hold|if|unless|also|until",
        "different|another|later|earlier|sooner",
        "how|what about",
        "not",
        "i would rather|prefer",
        "with dr|doctor|nurse instead",
        "what !i|we",
    ),
}
"""Of rules equally long, the first in this table counts."""

ECHOES: Table = {
    "repeats": (
        "i|we do? want|need|would|wanted|wish|like like|love|want|need? to? book|cancel|move|change|reschedule|confirm|"
        "reset|do|have|schedule|take|that|this|it it|that|this|one?",
        "i|we do? want|need|would|like|love like|want? that|this|it one?",
        "please? just? go|book|cancel|move|change|reschedule|confirm|reset|do|schedule|send|take|make|update it|that|"
        "this|"
        "them|so|now|for|please|me me?",
        "book|cancel|move|change|reschedule|confirm|reset|schedule|send|take|have|see|need|want my|the|that|this|a|an|"
        "it "
        "... appointment|visit|checkup|physical|shot|one|password|slot|exam|time|text|message|link|day appointment|"
        "visit|link?",
        "would|will|could|can|if you would|will|could|can? please? do? that|it|this? $",
        "would|will|could|can you please|just? do|book|cancel|move|confirm|reset|schedule|send|go it|that|this|ahead",
        "that|this|it|which|<day>|<time> is|would|will|works|sounds|are be|works? just|absolutely|totally|really|very? "
        "perfect|fine|good|great|okay|ok|right|correct|me|lovely|best|ideal|for?",
        "on|at|for|to|around <day>|<time>",
        "at|on|for|to? <day> at|and|in? <time>?",
        "in|of? the? morning|afternoon|evening",
        "the? {ordinal} one|option|time|appointment|slot?",
        "the? last one|option|time|appointment|slot",
        "with dr|doctor|nurse {word}",
        "you are|have|got correct|right|it?",
        "my|the name|number|appointment|date",
        "i|we am|are sure|positive|certain|ready",
        "for me|us|him|her",
        "as i said",
        "i said",
        "you can|may|could do|book|go? it|that|ahead?",
        "please? call|text|send|ring|phone me|us the|a? back|link|text|message|code? please?",
        "on|at|to|with|use? that|this|my|the same? number|phone",
        "that|this|it is the right|correct|same|best number|phone|name|day|one|date|appointment",
        "that|this|the number|phone|name|day|one|date|appointment is right|correct|fine|good|okay|it|mine",
        "the callback|call|text|link|same|flu|usual appointment|visit?",
        "what i|we want|wanted|need|needed|said|asked|meant|would for|like?",
        "that|this time|day|one works|is|sounds|would|will be|work? fine|good|great|perfect|for?",
    ),
}
"""What a yes may be followed by: it says the question again."""

FAINT = frozenset(("ok", "okay", "k", "right", "fine", "all right", "good", "cool", "well", "so"))
"""A yes of one of these only shows that one listens, unless nothing else is said."""

THINKING = word_set("so and but wait")
"""After a faint yes, words with which one goes on thinking aloud."""

FAINT_NOISE = word_set("um uh er ah oh well hmm please then yeah sir maam")

YES_NOISE = word_set(
    """
    um uh er erm ah hmm hm well so like thanks thank you oh just hi hello hey okay ok and then now please sir maam
    dear very much again really honestly definitely god gosh man think guess i say would a the is it that this to
    sure yes yeah my lot but indeed totally all go ahead do one right perfect great good fine awesome cool
    """
)
"""Words that add nothing to a yes."""

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
