"""English words of self-harm, and of what it is done with: words and rules, no code.

Knows phrases; refuses to know what takes their meaning back (english_idioms, english_signals).
"""

WEAPONS = "gun|guns|knife|pistol|rifle|shotgun|revolver|handgun|machete|weapon|firearm"
DRUGS = (
    "pills|pill|tablets|tylenol|acetaminophen|ibuprofen|advil|aspirin|insulin|xanax|ambien|benadryl|oxycodone|percocet|"
    "vicodin|valium|medicine|medication|meds|gabapentin|trazodone|fentanyl"
)
MANY = "|".join(
    (
        "ten|twelve|fifteen|twenty|thirty|forty|fifty|sixty|hundred|dozen|dozens",
        *(str(count) for count in range(10, 201)),
    )
)
"""Pills that nobody takes at once."""

SELF_HARM = (
    "suicide|suicidal hotline|lifeline|helpline|line|thoughts?",
    "suicide prevention hotline|lifeline|helpline|line|number",
    "kill|killing|kills|harm|harming|hurt|hurting|shoot|shooting|hang|hanging|stab|drown "
    "myself|himself|herself|themselves|themself|yourself",
    "cutting myself|himself|herself|themselves !some|a|off|shaving|while|on",
    "cut|cutting|slit|slitting|slash my|his|her|their wrists|wrist|veins",
    "end|ending my|his|her|their|it life|lives|all",
    "want|wants|going|ready|just|gonna to? end it $",
    "take|taking my|his|her|their own life",
    "want|wants|wanted|wish|wishes|ready|rather to|i|he|she|they|was|were|be? be|was|were? die|dead",
    "going to be dead",
    "i am|was? going to die tonight|today",
    "not want|wants to be alive|here|around anymore|$",
    "not want|wants to be alive",
    "not want|wants to live|exist anymore|$",
    "not want|wants to live|exist !in|near|far|so|there|downtown|alone|by",
    "not want|wants to wake up tomorrow|again|anymore|$",
    "no|any reason|point|purpose to|in|for live|living|exist|existing !in|near|so|far|there|with|at|close",
    "no reason|point to|in go|going|keep|carry|carrying going? on $|anymore|living|like|any",
    "no|any reason|point to|in keep|keeping|carry|carrying going|on !with|to|back|there",
    "not|never see|have|find|feel|get a|any|the|much|real? reason|point|purpose to|in|of|for go|going|keep|carry|"
    "carrying going? on $|anymore|living|like|any",
    "not|never see|have|find|feel|get a|any|the|much|real? reason|point|purpose to|in|of|for live|living|life|exist|"
    "existing !in|near|so|far|there|insurance",
    "nothing|anything left? to live for",
    "not go|keep on|going anymore|living|like",
    "better off dead",
    "better off without me",
    "jump|jumping off a|the|my? bridge|building|roof|balcony|cliff",
    "jump|jumping in front of a|the train|bus|car|truck|subway",
    "self harm|harming|injury",
    "goodbye|bye forever|cruel",
    "say|saying|said goodbye|goodbyes to everyone|everybody|life|this|the world?",
    "can|could not take it|this|life|living|things|everything anymore",
    "can|could not take this|my|the life|world|living anymore",
    "wish|wishing i|he|she could|would just? die",
    "wish|wishes i|he|she was|were not alive|living|here !for|in|on|at|with|by|so",
    "can|could not do this|it life|world|living anymore|any",
    "can|could not do this|life anymore $",
    "better off if|when i|he|she am|was|were|is|died dead|gone|$",
    "going|want|wants|about|ready|thinking to|of just? take|taking|swallow|swallowing them|these|it|those all "
    "$|now|tonight|at",
    "want|wants|going|urge|urges|thinking|need|like to|of|about? cut|cutting|burn|burning myself !some|a|off|"
    "on|short|shaving",
    f"i have|had|has|got|am|bought with|got|holding|a? a|my|the? {WEAPONS}|razor|rope ... ... ... use|using it|"
    "this|them on "
    "myself|me",
    "can|could not take it|this|life|living|things|everything any longer|more",
    "can|could not go on|living like|with this|myself",
    "can|could not live|living with myself",
    "can|could not live|living like|with this pain? anymore|any|$",
    "done|finished|through with life|living|this life? !insurance|in|at|there|here|alone|sciences|support|skills|room",
    "tired|sick|exhausted of life|living|existing|being alive? !in|at|there|here|near|next|so|far|a|home|sick|tired|"
    "insurance|out|told|on|put|late|overcharged|ignored|room|with|off|the",
    "tired|sick of being alive",
    "giving|given|gave|give up on life|living",
    "nobody|nothing would|will|d even|ever? miss|notice|remember me !at|in|if|when|on|there|for",
    "nobody|one would|will even|ever? miss me|us if|when i|we was|were|am|are gone|dead|died",
    "no one would|will even|ever? miss me !at|in|on|there|for",
    "not even? miss me if|when i was|were|am gone|dead",
    "miss me when|if|once i am|was|were gone|dead",
    "nobody|one would? cares|care if|whether i live|lived|die|died|am|was|were",
    "going|want|wants|ready|about|planning|tempted|might|thinking|think to|of|about? just? take|taking|swallow|"
    "swallowing|down all|whole|every|entire of|the|my|his|her|these|this|those|bottle? of|my|his|her|the|sleeping? "
    "bottle|pills|pill|tablets|meds|medication|medications|xanax|tylenol $|now|tonight|and|at|i|in once|have|one|got?",
    f"{WEAPONS}|razor|rope|blade ... ... ... use|using it|this|them|that on myself|me",
    f"i am|have|had|has|got|put|putting|holding|with got|holding|holding? a|the|my? {WEAPONS}|razor|blade ... to|at|"
    "against|in my head|throat|wrist|wrists|neck|temple|mouth|chest",
    f"have|got|bought|loaded a|my|the|loaded {WEAPONS}|rope|razor ... ... end it|my|everything",
    "razor|blade|knife to|on|against my|her|his wrist|wrists|throat",
    "not worth living !in|there|here|near|with",
    "life is not worth it|anything|$",
    "life is|has|feels|seems just|so|completely|no? meaningless|pointless|worthless|hopeless|purpose|meaning",
    "my|her|his life is over",
    "life|living is|gets just|so|too|way? too? hard|painful|unbearable $|anymore|right|now|to|for",
    "am|feel|feeling|just|like such|just|nothing|only|like? but? a burden to|on everyone|everybody|my|them|"
    "the family|kids?",
    "to|will|could|might|should|almost just? off|unalive myself|himself|herself|themselves|themself",
    "unalive|unaliving|unalived|kms",
    "end|ending myself|himself|herself|themselves",
    "end|ending my|his|her|the|this|all|everything|it suffering|misery|pain|existence tonight|now|forever|myself|$",
    "ending things|everything|it !with|early|soon|at|for|on|by|there|here|now",
    "end everything|things tonight|forever|myself",
    "do|doing myself|himself|herself in",
    "kill|killing|kills|hurt|hurting|harm|harming|shoot|hang my|his|her|them|him self|selves",
    "going|might|will|could to? do something stupid|drastic|desperate|terrible $|tonight|now|if|to|today",
    "last day|days|night|hour on earth|this",
    "last day|night alive",
    "wish|wishes|wished ... never|not ... born",
    "should|would never|not have? ... born",
    "sorry|hate|regret ... was ever? born",
    "i|he|she|to|could|just|would disappear|vanish forever|and|completely|$",
    "want|wants|going|wish|ready|like|need|rather to|i|he|she|could? just? disappear|vanish forever|and|completely|$",
    "disappear|vanish from|off this|the? world|earth|planet|life",
    "want|wants|wish|like it|this|everything|life all|everything? to? just? end|stop forever|$|now|already",
    "want|wants|wish it all to|would? just? be|end|stop over?",
    "sleep|asleep|bed and|to never|not wake|waking up",
    "sleep|sleeping forever",
    "hope|wish|wishing|pray i|he|she do|does|did|could|would? not|never wake|woke up tomorrow|again|anymore|"
    "ever|$|in|one",
    "standing|stood|sitting|climbed|climbing|up on a|the|an|my|this top|edge|side|railing? of|the? bridge|"
    "overpass|ledge|"
    "roof|rooftop|tracks|railing|cliff|balcony",
    "am|is out? on a|the|an edge|side? of|the? ledge|tracks|railing|cliff",
    "edge of a|the|this bridge|roof|building|cliff|balcony|overpass",
    "suicide|goodbye|farewell note|notes|letter|letters !from|for",
    "jump|jumping|leap|leaping out|from|off|into of|from? a|the|my|this? window|roof|bridge|building|overpass|ledge|"
    "cliff|balcony|river|traffic",
    "throw|throwing myself|himself|herself off|in|under|from|out|into",
    "want|wants|going|about|feel|feels|thinking|thought|think to|like|of|about just? drive|driving|crash|crashing|run|"
    "running my|his|her|the? car|truck? off|into a|the|an? bridge|cliff|tree|wall|traffic|river|truck",
    "step|stepping|walk|walking|run|lie|lying in|into|on front? of? traffic|the|a tracks|train|truck?",
    "slit|slitting|cut|cutting my|his|her own? throat",
    "want|wants|going|trying|tried|plan|planning|thinking|thought|thoughts|intentionally|purpose|threatening|way to|of|"
    "about|on? overdose|overdosed|overdosing|od",
    "overdose|overdosed|overdosing on purpose|intentionally",
    "blow|blowing my|his|her own? brains|brain|head out|off",
    "bullet in|through my|his|her head|brain|me|mouth",
    "feel|feels|feeling like just? dying|ending|killing",
    "not want|belong|deserve|wants to|in|on? be|live|stay|live? in|on? this world|earth|planet|life",
    "not deserve|deserves|meant to live|be|exist alive|anymore|$",
    "hoarding|stockpiling|stockpiled|hoarded my|the|his|her|all|up? pills|meds|medication|tablets",
    "voices ... tell|tells|telling|told me|him|her|us|my",
    f"how many|much|few ... ... {DRUGS} ... ... kill|overdose|od|die|dead|lethal|fatal|end",
    f"how many|much {DRUGS} ... ... kill|overdose|od|die|lethal|fatal",
    f"{DRUGS} ... ... kill|overdose me|myself|on",
    f"lethal|fatal|deadly dose|amount|number|overdose of? {DRUGS}?",
    f"if|happens|happen i|you|we|someone|somebody take|took|swallow|swallowed|eat|ate {MANY} ... {DRUGS}",
    "if|happens|happen i|you|we|someone|somebody take|took|swallow|swallowed|drink a|the|my|all whole|entire|"
    "of|the|my? "
    "bottle|box|pills",
    "best|easiest|painless|quickest|easy|fastest way|ways to die",
    "ways|way|how to|do|can i? kill myself",
    "help me die",
    "thinking|thoughts|thought|talking|talks|fantasize|obsessed about|of|with dying|death !in|of|benefits|certificate|"
    "tax",
)
