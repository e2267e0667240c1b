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

PARTICULARS = {
    "adds": (
        "about|regarding|concerning my|our|his|her|the|a|an|this|that|something",
        "my name is",
        "ask for",
        "not? before|after|until|till {n}",
        "not? before|after|until|till noon|lunch|work|school|the|a|half|tomorrow|today",
        "today|tomorrow|tonight",
        "in the morning|afternoon|evening",
        "this morning|afternoon|evening",
        "not forget",
        "as soon as",
        "tell|let them|him|her|somebody|someone",
        "it is|was urgent|important",
    ),
}

RESUME = {
    "not": (
        "not continue|proceed|finish|pick|start",
        "not want|wish|like|need to? continue|proceed|resume|keep|go|carry",
        "continue|keep|finish taking|using|treatment|my",
    ),
    "restarts": (
        "^ {filler}? no|nope? i? do? not want to? continue|proceed|resume|that|it|this $",
        "^ {filler}? no|nope? {filler}? lets? let? us? just? start|begin over|again|fresh|anew please? $",
        "^ {filler}? no|nope? {filler}? lets? let? us? just? start|begin from the beginning|start|scratch please? $",
        "^ {filler}? no|nope? {filler}? lets? let? us? start|begin all over please? $",
        "^ {filler}? no|nope? {filler}? its? it? is? something|anything else|different|new please? $",
        "^ {filler}? no|nope? {filler}? from the beginning|start|top please? $",
        "^ {filler}? no|nope? {filler}? a? new call|question|thing|matter|one please? $",
        "^ {filler}? no|nope? {filler}? another call|question|thing|matter please? $",
    ),
    "continues": (
        "continue|resume|proceed",
        "keep going",
        "carry|go on",
        "go ahead",
        "pick it|that? up where",
        "where we left|were|stopped|was",
        "where i left|was|stopped",
        "got|was|were cut|disconnected|dropped",
        "hung up on|me|us|$",
        "i guess so|$",
        "might|may as well",
        "if you want|like|wish|say",
        "line|call|connection was|got|went|just? cut|dropped|dead|disconnected|broke|died",
        "finish it|that|this|what|up",
        "like|want|need to finish|complete",
    ),
    "asks": (
        "what was|were it|that|this|i|we about|doing|saying|talking?",
        "where did|were|was we|i leave|left|stop|be?",
        "go on|continue with what",
        "left off what|where",
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
        "^ {filler}? pardon|what|sorry|huh|excuse me? $",
        "i beg your pardon",
        "come again",
        "what did|was you|that just? say|said|again?",
        "what day|time|date is|was that|it again? $",
        "when is|was that|it again? $",
        "what was that|it|the again|first|last|second|question|time|day|options? one? $",
        "did not catch|hear|get|understand that|it|you|what",
        "did not catch|hear|understand a",
        "not hear|understand|follow you|that|it !well|here",
        "^ {filler}? {filler}? i|we do|did|can|could not understand|follow|hear|get|catch please|sorry|$",
        "one more time",
        "once more please",
    ),
}

_IT = "it|that|this|them|those|these"
_OPENS = "yes|yeah|yep|ok|okay|sure|please|um|uh|so|well|and|oh|hmm|no|sorry|just|wait|but"
_ENDS = "please|thanks|thank|then|maam|sir|if|though|$"
_DETAIL = "detail|details|info|information|specifics|context|explanation|background"

MORE = {
    "not": (
        "no|nothing|not more|further|else|anything|any thank|thanks|please?",
        f"not want|need|have|like|wish|require|care ... more|else|further|{_DETAIL}",
        "not tell|give|say|explain|go|continue|elaborate",
        "no need to|for",
        "enough",
        f"what|which|how|where|when|who ... more {_DETAIL}",
    ),
    "more": (
        f"tell|give|told|show me|us a|some|any|little|bit|lot|the? little|bit|lot|few? bit? more {_ENDS}",
        f"tell|give|told|show me|us a|some|any|little|bit|lot|the? little|bit|lot|few? bit? more {_DETAIL} {_ENDS}",
        f"more {_DETAIL}? about|on|regarding {_IT} {_ENDS}",
        "more about|on what you just? said",
        f"^ {_OPENS}? {_OPENS}? a|some|any? little|bit|few|lot? bit? more {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? a|some|any|the? little|bit|few|lot? bit? more|further|additional? {_DETAIL} {_ENDS}",
        f"know|hear|learn|understand|get|have|want|need|like|some|say a|some|any|little|bit|lot? bit|little? bit? "
        f"more|further|additional {_DETAIL}? {_ENDS}",
        f"give|tell|get|have|hear me? all|the|full|whole|complete|some? full|whole|complete|long|rest|other? "
        f"{_DETAIL}|story|version|answer {_ENDS}",
        "what are|is all? the details|specifics $",
        f"say|tell me? more {_ENDS}",
        f"tell me|us everything|all about? {_IT}? {_ENDS}",
        "elaborate !on",
        f"elaborate|expand on {_IT} {_ENDS}",
        f"explain {_IT} to|for me|us {_ENDS}",
        f"explain {_IT}? to|for? me|us? more|further|better|again|clearly|a|some|in? little|bit|more? bit|detail|more|"
        f"further? {_ENDS}",
        f"clarify {_IT}? for? me? a|some? bit|little? {_ENDS}",
        f"break|walk|take {_IT}|me down|through {_IT}? {_ENDS}",
        f"go on {_ENDS}",
        f"go|going deeper|further|into|over {_IT}? more? detail|details? {_ENDS}",
        f"keep going|talking|reading|explaining {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? continue|proceed {_ENDS}",
        f"can|could|would|will|please you? please? continue {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? then what $",
        "what comes|happens next $",
        f"what else {_ENDS}",
        f"what else should|do|must|might|would i|we need|have|want? to? know about? {_IT}? {_ENDS}",
        f"what else is|are there to? know? {_ENDS}",
        f"what else can|could|do you tell|say|know me|us? about? {_IT}? {_ENDS}",
        f"what else about {_IT}",
        f"^ {_OPENS}? {_OPENS}? is|was? there? anything|something more|else|further {_ENDS}",
        f"anything|something more|else|further about|on|to {_IT} {_ENDS}",
        "anything|something more|else i|we should|need|have|ought|must to? know",
        "anything|something more|else to know $",
        "anything|something more|else you|they can|could tell|add|say",
        f"what more can|could|do you tell|say|know me|us? about? {_IT}? {_ENDS}",
        f"is that|it all|everything {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? and then|after|afterwards that? {_ENDS}",
        "give|have me|us? an|another|some example|examples $",
        "fill me|us in $",
        f"want|need|like|love all? the details|specifics {_ENDS}",
        "go on i am listening|here",
        "explain|clarify what you mean|meant by? that|it|this? $",
        "not sure|certain|know|understand what that|it|this means $",
        "how does|would that work $",
        f"is there any? more to? {_IT}? {_ENDS}",
        f"in more|greater|further detail|depth {_ENDS}",
        f"more|a specific|precise|detailed|explicit|in|bit depth|more? specific? {_ENDS}",
        f"what do you mean by? {_IT}? {_ENDS}",
        f"what exactly? does|did {_IT} exactly? mean|involve|include {_ENDS}",
        f"^ {_OPENS}? {_OPENS}? how so|come $",
        f"^ {_OPENS}? {_OPENS}? in what way $",
        f"^ {_OPENS}? {_OPENS}? why is {_IT} $",
        f"^ {_OPENS}? {_OPENS}? why $",
        "the rest of? it|that|this|please|$",
    ),
}

_TALK = "speak|speaking|talk|talking|say|saying|said|tell|read|reading|repeat|explain|go|going|give|ask|do"
_BODY = "heart|pulse|breathing|breath|beating|heartbeat|growing|he|she|driving|drove|running|healing|heal|walk|walking"

SLOWER = {
    "not": (
        f"{_BODY} ... ... slow|slower|slowly|fast|quickly",
        "when|what|where|why|which|how ... ... slow|slower|slowly|fast|quickly",
        "is|does|did|do it|things|business|traffic|clinic|the ... slow|slower|fast",
        "not ... too fast|slow !please",
        "as fast|slow|slowly as",
        "too fast for|to me? to book|drive|heal",
    ),
    "slower": (
        f"{_TALK} ... slower|slowly|slow",
        f"{_TALK} ... ... more slowly",
        f"^ {_OPENS}? {_OPENS}? a|much|little|way|lot|bit|more? little|bit|lot|more? bit|more? slower|slowly {_ENDS}",
        f"a|much|little|bit|lot slower|slowly {_ENDS}",
        "slower|slowly please|$",
        f"more slowly {_ENDS}",
        "slow|slowing it|that|this|things? down",
        f"slow down {_ENDS}",
        "you|that|this|it are|is|was|were|go|talk|speak|said|read|all? going|talking|speaking|reading|saying|it|that|"
        "just? way|a|much|little|so|kind? bit|little|of? too|so fast|quick|quickly|rapidly",
        f"^ {_OPENS}? {_OPENS}? way|much|a? little|bit? too fast|quick|quickly for|to? me? to? follow? {_ENDS}",
        "talk|talking|speak|speaking|go|going|read|reading so|that|too|this fast|quickly|quick",
        f"^ {_OPENS}? {_OPENS}? not so|that|too fast|quick|quickly {_ENDS}",
        "not talk|speak|go|read|say it|that|them? so|that|too fast|quickly",
        f"not keep up with? you|that|this|it? {_ENDS}",
        "at a slower pace|speed|rate",
        "slower pace|speed|rate please|$",
        f"take it slow|slower|slowly|easy {_ENDS}",
        "one word|number|digit|thing|step|sentence at a time",
        "word by word please|$",
        "it|that|this|them|again word for word please|$",
        "reduce|lower your|the speed",
    ),
}

_MINE = (
    "card|calendar|calender|diary|planner|schedule|glasses|pen|pencil|paper|papers|wallet|purse|bag|phone|letter|bill|"
    "number|email|notes|id|date|order|confirmation|insurance|computer|wife|husband|mom|mother|dad|son|daughter"
)
_SHORT = "sec|secs|second|seconds|moment|moments|minute|minutes|min|mins|bit"

WAIT = {
    "waits": (
        "hold|hang on !to|until",
        "hold the line|phone",
        "wait up|for? me?",
        f"a|one|two|just|couple|few|another|half of|more|a? few|couple|of? {_SHORT}",
        f"give|need|want|wait me|for? just? a|one|another|two|few|couple|some few|couple|more|of? {_SHORT}|time",
        f"for? just? a|one {_SHORT}",
        "bear with me",
        f"let me just|quickly|first|go? get|find|grab|fetch|check|see|look|ask|open|read|dig|pull "
        f"up|out|at|for|in|with? it|my|the|this|that|her|him insurance|order|driver's? {_MINE}?",
        "let me just|quickly? check|see|look|think about|for|at? it|that|this?",
        f"still|just|almost looking|searching|checking|trying|finding|hunting|digging for|to? find? "
        f"it|that|my|the? insurance|order? {_MINE}?",
        f"looking|searching|checking for? it|that|my|the insurance|order? {_MINE}?",
        f"have|got|need|going|trying to get|find|grab|fetch|check|look for|at|in? it|my|the insurance|order? {_MINE}?",
        "not found|find|got it yet?",
        "almost there|got|have it?",
        "be|coming right back",
    ),
    "filler": (
        "um|uh|er|ah|oh|hmm|ok|okay|yes|yeah|sorry|please|so|well|and|but|just|i|am|will|would|to|thanks|thank|you|wait|"
        "for|me|here|now|right|sure|can|could|do|have|still|then|the|while|there|maam|sir|yet",
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
        "that|this|it is|was a|an mistake|error",
        "you made a mistake",
        "you got it|that|this wrong",
        "wrong answer|one|appointment|person|patient",
        "that|this|it is|was|did not very|really|at|all|too|much|so? all|much? helpful|useful|help",
        "not helpful|useful $",
    ),
}
