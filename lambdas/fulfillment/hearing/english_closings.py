"""English ways to end a matter or to open the next, to ask who is speaking and for Spanish: rules, no code.

Knows phrases; refuses to know what is decided from them (closings, asides).
"""

from .grammar import Table, word_set

_DONE = "set|good|done|fine|okay|ok|great|through|finished|happy|satisfied|covered|sorted|well"
_NEEDED = "need|needed|want|wanted|have|had"
_PRAISE = "helpful|great|wonderful|kind|amazing|nice|lovely|good|perfect|sweet|awesome|patient|excellent|a"
_FINE = (
    "good|great|fine|okay|helpful|perfect|nice|right|useful|wonderful|awesome|cool|clear|excellent|interesting|lovely|"
    "fair|amazing|fantastic|correct"
)
_MOMENT = "minute|second|moment|sec|bit"

CLOSING: Table = {
    "declines": (
        "no|nope|nah|naw|none|negative|never",
        "never mind",
        "nevermind",
        "forget|drop it|that|this",
        "forget about it|that|this",
        "^ stop $",
        "not really|today|particularly|exactly|necessarily",
        "not right|for|at now|today|me|all|present|this|the time|moment?",
        "not that|as i|far know|am|can|could|as? think|aware|i? of|know?",
        "i|we can|could not think of anything|any|one|something else|more|right|other|questions|at? now|question|all?",
        "^ {filler}? {filler}? nothing|none thanks|thank|please|sorry|bye|forget|never|i|$",
        "nothing|none $",
        "nothing|anything else|more|further|comes|really|today|right|for|at to|me|i|now|all? mind|today|now|need?",
        "nothing at all",
        "that|this|it is|was|will|would|should be? all|it|everything|enough|plenty",
        "that|this|it is|was|will|would|should be? all|it|everything|what i|we|for|that|today|folks now|i|today|me? "
        f"{_NEEDED}|called|asked|know? to|for|about? know|do|ask?",
        f"all|everything|what i|we {_NEEDED} to? know|ask|for|today|now?",
        "that|it does|will|covers do|it|everything? it|me?",
        f"i|we am|are|is just|really|totally|doing|all|pretty|good? just|all|doing? {_DONE} "
        "for|right|with? now|today|everything|that|it? now?",
        f"all|feeling {_DONE} here|now|for?",
        "i|we got|have all|everything|what|it i|that|the|all? need|needed|wanted|want|information? now?",
        "i|we do|did not think|believe so|there|that|i there|so|do|is|have|anything? is|anything|else? anything? else?",
        "i|we? do|did|have|would|will not need|want|have|like|care|require any|anything|more|to|a|nothing|further "
        "more|else|further|other|questions|question|help|information|right? questions|question|help|information|today|"
        "now?",
        "not want|need|wish|like|care to hear|know|listen|learn anything|any? more|else|that|it|further about? "
        "that|it|this?",
        "no more|further|other|additional about|on|questions|question|info|information|help|things|please|$ "
        "that|this|it|for|from? me|now|today?",
        "no i|we do|am|would|will|have|did not",
        "i|we? just|only wanted|needed to know|ask|check|hear about? that|it|this|the?",
        "i|we do not $",
        "not interested",
        "you|they have|had? answered|told|helped|given all|everything|me|my|enough|us my|the|all|with|a|enough|"
        "everything? question|questions|lot|bunch|i|of? needed|need?",
        "i|we will|can|should|am|might just|maybe|going|to? call|phone|try|check|look|come|think|go back|again|later|"
        "online|you|it|there|in|about|about_it later|again|tomorrow|then|back|it|that|over?",
    ),
    "thanks": (
        "thank|thanks|thankyou|thx|cheers|gracias you|ya|u? so|very|again|a|ever? much|lot|bunch|million|ton|kindly|"
        "anyway|anyways|all|though|again|so? for|to? your|the|all|everything|that|helping|this|it|you|calling|"
        "answering? help|time|information|info|assistance|patience|me|your|of|that|dear? help|it|that?",
        "i|we? really|so|do|very|would|much? appreciate|appreciated it|that|your|you|this|the|all? "
        "help|time|much|information|assistance|your|all?",
        f"you|it|this|that are|is|was|were|have|has|had been? so|very|really|most|super|just|too|of? {_PRAISE} "
        "help|helpful|star|lifesaver|angel|great|dear|much|lot?",
        "you are welcome|awesome|amazing|great|wonderful|the",
        "the best",
        "good job|work|talk",
    ),
    "bids": (
        "bye|goodbye|byebye|farewell|adios|ciao|cheerio|laters|cya|adieu|toodles",
        "^ {filler}? {filler}? later $",
        "see|catch|talk you|ya|soon later|soon|around|then|tomorrow|again|there|next?",
        "talk|speak to|with you|ya later|soon|again|tomorrow|then?",
        "you? have a|an|yourself|the a? very|really? good|great|nice|lovely|wonderful|blessed|awesome|fantastic|"
        "pleasant|beautiful|happy|best|one|day day|one|evening|afternoon|night|weekend|morning|rest|time|holiday|"
        "holidays|thanksgiving? of? your|the? day|week?",
        "enjoy your|the day|evening|afternoon|weekend|rest of? your|the? day?",
        "take care of? yourself|now?",
        "i am|will|would|should|have just|going|about|gonna|to? to? hang|hanging|ringing|disconnect|disconnecting|"
        "signing|leaving|let up|off|you|now? now|go?",
        "good night|bye",
        "i|we have|need|got|had|should|must|better|really got|better|really? to? go|run|leave|head going|back|out|to? "
        "work|now?",
        "i|we have|need|got|should to? get going|back to? work?",
        "so long $",
        "you too|as",
        "until next time",
        "happy holidays|thanksgiving|new",
    ),
    "acknowledges": (
        "okay|ok|k|cool|great|perfect|awesome|fine|good|excellent|wonderful|lovely|super|nice|sweet|brilliant|fantastic|"
        "understood|gotcha|noted|interesting|aha|wow|amazing|terrific|neat|roger",
        "all right",
        "right $",
        "i|we? got|have it|that|you|ya|them !wrong",
        "i see|understand|know|get it|that|you|now? now?",
        "that? makes sense",
        "good|great|nice|fine|interesting to know|hear|have",
        f"sounds|looks {_FINE}",
        f"that|this|it|everything is|was|sounds|seems|looks|would|will be|a|very|really|so|all|pretty? {_FINE} "
        "to|then|with|by? know|hear|me?",
        "that|this|it helps|helped|works|answers|answered a|me|it|my|for? lot|out|question|me?",
        "no problem|problems|worries|biggie",
        "not a problem",
        "fair enough",
        "of course",
        "i guess|suppose|think|believe so|not|that?",
        "will do",
    ),
    "agrees": (
        "yes|yeah|yep|yup|yea|sure|absolutely|definitely|certainly|indeed",
        "yes|yeah|sure i|we|there|it do|have|would|is|are",
        "^ {filler}? {filler}? i|we do|would !not",
        "^ {filler}? {filler}? there is|are $",
        "go ahead",
        "please do",
    ),
    "continues": (
        "^ {filler}? {filler}? sure|yes|yeah|okay|ok|please? please? tell|show me|us please|then|about? it|that? $",
        "let me|us hear it|that? $",
    ),
    "waits": (
        "not hang|hanging|disconnect|disconnecting|go|leave|end up|yet|away|the|this|on|$ yet|on|call? me|yet?",
        "i|we am|are|is not quite|really|even? done|finished|through|ready yet|here|with|speaking|talking? you?",
        "not quite? done|finished|through yet?",
        "not yet|quite $",
        "not yet done|finished",
        f"wait|hold|hang on|up|for|a|one|just? a|one|just? {_MOMENT}?",
        f"just? a|one|gimme|give|another me? a|one|quick|little? {_MOMENT}",
        "one|another|just|some|there more|last|other|final|quick|one thing|question|questions|matter|more thing|"
        "question?",
        "there is|was one|something|another|also|still more|else|thing|something|one? thing|else|question?",
        "i|we do|did|also|still|actually? have|had|got|need|want something|one|another|more|some|a|few|couple else|"
        "more|other|thing|questions|things thing|questions|request?",
        "before you|i|we go|hang|leave|end up|the|this? call?",
        "let me think|see|check|look",
        "let me just|quickly? write|jot|note|put|type that|it|this|them down?",
        "i|we am|are still|right here|there|thinking|talking|on|speaking",
    ),
    "announces": (
        "^ {filler}? {filler}? {filler}? my name is|'s {word} {word}? here|and|calling? $",
        "^ {filler}? {filler}? {filler}? this is {word} {word}? calling|speaking|here $",
        "i|we have|had|got a|another|one|some|quick|couple|just|few|two of|quick|more|other|last|a|short? "
        "quick|more|other|last? question|questions|inquiry for|to? you|ask?",
        "a|one|another|just|quick|last|my|next|more quick|more|last|next? question|questions",
        "quick question|one",
        "can|could|may|might|let|would i|me|you please|just|also|quickly|mind? ask|answer|help you|me|us|with|a? "
        "a|one|another|some|few|about? quick|more|other? something|question|questions|thing else?",
        "can|could|may i just|please? ask you|something? else? $",
        "i|we want|wanted|need|would|like|was like|to|hoping|just|wanting? to? ask you? something|a|about|one|some "
        "question|questions|something|else|thing?",
        "i|we am|was calling|wondering about|with|because something|a|of question|questions?",
    ),
    "leads": (
        "i|we said|meant|mean|asked|told",
        "i am|was asking|talking|saying about|for?",
        "no|not|without a|any|the|real? person|people|agent|agents|representative|operator|human please|needed|thanks?",
        "i|we do not want|need|like|wish to? talk|speak|be|chat|a|an to|with|transferred|person|agent|human a|an|the|"
        "any? real|live? person|agent|human|representative|operator|someone|somebody|anyone|anybody|nobody?",
        "not transfer|connect|put me|us through|to|please? a|an|the? person|agent|human|representative?",
        "just? tell me instead",
        "excuse|forgive|pardon me",
        "what i|we want|wanted|need|meant|asked is|was",
    ),
    "reopens": ("but|actually|also|although|except i|we|you|what|can|could|how|do|is|my|where|when|the|it|there",),
}
"""A phrase counts wherever it stands; `announces` as in the table of counted questions."""

CLOSING_NOISE = word_set(
    """
    um uh er erm ah ahem hmm hm huh oh well so and but then just now please hi hello hey sir maam dear there really
    actually anyway honestly again today like know very much sorry excuse my friend man god gosh guess look listen
    also though mister miss i'll for still
    """
)
"""Words that tell nothing of their own."""

PERSONA: Table = {
    "not": ("are you a|an patient|member|doctor's",),
    "asks": (
        "am|are i|we actually|really|just? talking|speaking|chatting to|with a|an|another|some|somebody|someone|"
        "anybody|anyone|the? real|live|actual|human|computer|recorded|automated? real|live? "
        "person|human|being|robot|machine|bot|computer|recording|ai|voice|system|assistant|chatbot|real|program|someone",
        "are|is you|this|it really|actually|even|just|like? a|an|the|some real|live|actual|human|automated|virtual|"
        "recorded? real|live? person|human|robot|machine|bot|computer|recording|ai|voice|chatbot|being|assistant|"
        "answering|system|program|siri|alexa|chatgpt",
        "are|is you|this|it really|actually|even|just? human|real|alive|automated|live|ai|siri|alexa|chatgpt $",
        "who|what are|is you|this $",
        "who|whom|what am i speaking|talking to|with",
        "who is|am this|speaking|calling|there|that|it $",
        "what is|'s your name",
        "do|have you have|got a name",
        "you|this are|is|sound|sounds not|like|just|only|such|so? a|an|some|the? really|damn|dumb|stupid|useless|"
        "idiotic|terrible|horrible|bad|lousy|awful|real? machine|robot|computer|recording|bot|ai $",
    ),
}

THE_TIME: Table = {
    "asks": (
        "^ {filler}? {filler}? what time is it now|there|right|currently|please? now? $",
        "^ {filler}? {filler}? what is|'s the time now|right|there|please? now? $",
        "do|have you have the time now|please|right|on|$",
    ),
}

NO_ENGLISH: Table = {
    "spanish": (
        "^ {filler}? {filler}? in? spanish please|$",
        "habla|hablas|hablan|hablo|hable|hablar en? espanol",
        "en espanol",
        "^ {filler}? espanol",
        "no hablo|entiendo|se|puedo|comprendo|habla|hablar mucho|muy|bien|nada? de|el? hablar? ingles",
        "^ {filler}? spanish only|speaker|language|line",
        "i|we only? speak|want|need|prefer|understand only? spanish $",
        "i|we do|can not really? speak|understand|know|talk much|any|good|very? english",
        "speak|talk|continue|answer|this|call in spanish",
        "no english",
        "spanish spanish",
    ),
}

_TASK = "appointment|appointments|visit|booking|checkup|physical|shot|slot|exam|password|order|spot"
_CHANGED = "cancelled|canceled|moved|changed|rescheduled|confirmed|booked|scheduled|postponed"
_CHANGE = "cancel|move|reschedule|change|book|reset|schedule|postpone|cancelling|canceling|moving|rescheduling|booking"

ABOUT_TASK: Table = {
    "checks": (
        f"^ {{filler}}? {{filler}}? has|have|is|was|were|did|are my|the|our|any ... {_TASK} ... {_CHANGED}",
        f"^ {{filler}}? {{filler}}? did|have|has you|someone|somebody|anyone|anybody|they|we|i|she|he|doctor|dr ... "
        f"cancel|cancelled|canceled|move|moved|reschedule|rescheduled|change|changed ... {_TASK}",
    ),
    "asks": (
        f"what|how would|will|does|is|much|do ... cost|costs|charge|charged|charges|fee|penalty ... ... {_CHANGE}",
        f"what|how would|will|does|is|much|do ... cost|charge|fee me|us to|for {_CHANGE}",
        f"^ {{filler}}? {{filler}}? if i|we {_CHANGE} ... {_TASK} do|does|will|would|is|am|are|can|what|how|must",
        f"if i|we {_CHANGE} ... {_TASK} ... ... fee|charge|charged|pay|lose|cost|penalty",
        f"^ {{filler}}? {{filler}}? what|which do|does|would|will|must|should i|we|one need|have|require|bring ... "
        f"{_CHANGE}",
        f"is|would it be? possible|okay|ok|allowed|free|hard|difficult to {_CHANGE} ... online|portal|website|app|free|"
        "late|web",
        f"can|could|may|do|should i|we|people|patients|one also|still? {_CHANGE} ... ... online|website|app|web|free",
        f"^ {{filler}}? {{filler}}? you|they|someone|somebody {_CHANGED} my|our|the {_TASK} ... ... why|how",
        f"^ {{filler}}? {{filler}}? why was|is|were|did|has|have|would|do ... ... {_CHANGED}|{_CHANGE}",
        f"is|are there a|an|any fee|charge|cost|penalty|deadline|limit|rule ... ... {_CHANGE}",
        f"^ {{filler}}? {{filler}}? do|should|must i|we need|have? to? {_CHANGE} ... ... if|when|before|because",
        f"what happens|is|are if|your|the ... {_CHANGE}|cancellation|cancelation|rescheduling",
    ),
}
"""Questions about a task, to which the task is no answer; `checks` are answered by looking the appointment up."""
