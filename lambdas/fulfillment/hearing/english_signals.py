"""English alarms and what takes their meaning back: words and rules, no code.

Knows phrases; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_MINE = "my|his|her|their|the|our"
_LOW_SUGAR = "|".join(("twenty", "thirty", "forty", *(str(level) for level in range(15, 55))))
"""Milligrams per decilitre at which a person may faint."""
_HIGH_SUGAR = "|".join(str(level) for level in range(400, 1000))
_FEVER = "104|105|106|107|108"
"""Degrees Fahrenheit."""
_ATTACKERS = (
    "husband|wife|boyfriend|girlfriend|he|she|father|dad|mother|mom|partner|ex|son|brother|uncle|stepdad|stepfather|"
    "they|"
    "someone|somebody|man|guy|roommate"
)
_BONES = (
    "arm|leg|wrist|ankle|hip|hand|foot|neck|spine|back|rib|ribs|jaw|skull|elbow|shoulder|collarbone|pelvis|knee|bone|"
    "legs|"
    "arms|femur|shin|thigh"
)
_LIMBS = "back|leg|arm|chest|stomach|head|neck|shoulder|foot|face|thigh|hand|side|abdomen"

EMERGENCY: Table = {
    "idiom": (
        "rather die than",
        "nearly|almost|practically died of|from",
        "gave|give|gives|giving me|him|her|us a|an|another? heart attack|stroke",
        "nearly|almost|practically had a heart attack|stroke when",
        "if|in|whenever|unless|suppose case|i|it|we|you|he|she|they|there|this|that is|have|had|has|was|get|s|of? an|"
        "a? "
        "medical|real|serious? emergency|emergencies",
        "been|was|got? stabbed|stabbing|stab me|us? in the back by",
        "drowning|buried in !the|a|our|my|water",
        "he|she|they|someone? hit me with a|this|that|another|the? huge|big|bill|fee|charge|late",
        "he|she|they|someone? hit me up",
        "flu|tetanus|booster|allergy|pneumonia|covid|shingles|vaccine shot|shots",
        "been|was|got? shot|shots with a|the|his|her|my vaccine|needle|flu",
        "dying|died of thirst|hunger|boredom|laughter|curiosity|heat|embarrassment|shame",
        "broke|breaking|broken my|the|his|her bank|back working|trying|paying|carrying|moving|for",
        "stroke of luck|genius|midnight",
        "emergency contact|contacts|contraception|contraceptive|exit|exits|entrance|parking|phone|number|fund|hours",
        "emergency room|department bill|visit|entrance|copay|charge|located|wait",
        "poison|food ivy|oak|poisoning?",
        "not breathe well|properly|right|good? through",
        "bleeding money",
        "about to have a stroke from",
        "breathe|breath through|out through? of? my|his|her|the nose",
        "ambulance ride|bill|bills|charge|charges|claim|cost|fee|company|service",
        "bill|charge|charged|invoice|statement|claim|cost|pay for|from? my|the|an? ambulance|emergency",
        "heart attack|stroke|suicide|seizure|overdose|choking|cardiac|poisoning ... prevention|awareness|training|"
        "screening|screenings|clinic|risk|risks|program|group|class|survivor|survivors|rehab|rehabilitation|recovery|"
        "history|medication|medicine",
        "prevent|preventing|avoid|avoiding|risk|risks|chance|chances of? a|an? ... heart|stroke|suicide|"
        "seizures|seizure|"
        "choking|overdose attack?",
        "do|does you|they|he|she|dr|doctor ... treat|see|handle|offer|cover ... pain|pains|breath|stroke|"
        "strokes|attack|"
        "seizures|seizure|emergency|emergencies|attacks",
        "insurance|plan|medicare|medicaid cover|covers|pay|pays for? a|an|the? ambulance|emergency|stroke|"
        "heart attack?",
        "how much ... ambulance|emergency room?",
        "what|which is|are|causes|cause a|an|the? symptoms|signs? of? a|an? stroke|heart|seizure|anaphylaxis|"
        "poisoning attack?",
        "no|without|not emergency contact",
        "dying to|for",
        "is|are|was|were|has|have|been|just|really killing|killed me",
        "not kill me|you|him|her|us",
        "would|could|d kill me|for to?",
        "hurt|harmed myself|himself|herself lifting|playing|running|working|exercising|cooking|skiing|falling|at|in|on|"
        "while|when|doing|moving|cleaning|gardening",
        "shot|shoot myself|himself|herself|themselves in the foot",
        "phone|battery|line|laptop|car|cell|computer is|was|about|going|went|go|to|just ... die|dying|dead",
        "took|taken all|of? my|his|her pills|tablets|meds ... ... ... refill|refilled|more|prescribed|directed",
        "suicide prevention|awareness training|class|classes|program|programs|clinic|screening|group|course",
        "toe|toes|nail|nails|eye|eyes|bruise|knee|card|form|pill|pills|sign|door|building is|are|has|turned|went blue",
        "asked|asks|asking|question|questions|form|survey about|for|on? suicide|suicidal thoughts|ideation?",
        "call|called|calling 911|ambulance alder|street",
        "911 alder|street|avenue",
    ),
    "self_harm": (
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
        "no reason|point to|in live|living|go|going on?",
        "nothing|anything left? to live for",
        "not go|keep on|going anymore|living",
        "better off dead",
        "better off without me",
        "jump|jumping off a|the|my? bridge|building|roof|balcony|cliff",
        "jump|jumping in front of a|the train|bus|car|truck|subway",
        "self harm|harming|injury",
    ),
    "alarm": (
        "took|taken|swallowed all|whole|entire of? my|his|her|their|the|your pills|tablets|bottle|meds",
        "kill|kills|killing|murder me !to|if|softly|with|when",
        "drank|drunk|swallowed|ate|drinking ... bleach|cleaner|detergent|antifreeze|poison|chemicals",
        "ate|took|taken|swallowed a|the|his|her|my|too? bunch|lot|many|bottle|handful|whole of? pills|tablets|medicine",
        "being attacked",
        "there is a fire",
        "numbness on|in one|left|right",
        "chest pain|pains",
        "chest is|has|feels|just|keeps|really|been|also? is|been|so|very|really|feeling|all? hurts|hurting|hurt|"
        "tight|"
        "tightness|tightening|aches|aching|burning|pounding|heavy|crushing|pressure|killing",
        f"pain|pains|pressure|tightness|ache|squeezing|crushing in|on|across|around {_MINE} left|right|"
        f"upper? chest|heart",
        "arm|shoulder|jaw|back and|or my|his|her|the? chest",
        "heart attack|attacks",
        "heart stopped|is stopping",
        "cardiac arrest",
        "can|could not hardly|really|even|seem|barely? to? breathe|breath !through|out",
        "can|could barely|hardly|scarcely breathe|breath !through",
        f"not catch|get {_MINE} breath",
        "not get|getting any|enough air|oxygen",
        "trouble|difficulty|difficulties|problem|problems|struggling|struggles|struggle|hard|harder|difficult|"
        "gasping with|"
        "to|for|in? breathing|breathe|breath|air !through",
        "hard|tough|difficult time breathing",
        "short|shortness of breath",
        "not|stopped|stops|quit breathing",
        "choking",
        "suffocating|asphyxiating",
        "having|has|had|have|having|suffered|suffering a|another|some|massive? kind? of? stroke "
        "!of|clinic|center|unit|program|specialist|doctor|support|department|prevention|nurse|screening",
        "a|another stroke !of|clinic|center|unit|program|specialist|doctor|support|department|nurse",
        "stroke symptoms",
        "face is|has|looks|started|side|keeps? is|gone|to? drooping|droopy|drooped|droop",
        "slurring|slurred speech|words|his|her|my",
        "speech is slurred|slurring",
        "side|half of|is? my|his|her|the? face|body|is? is|went|gone? numb|paralyzed|paralysed",
        "numb on one|my|the|his|her left|right|side",
        "not move|feel|lift one|my|his|her|the left|right|one? arm|arms|leg|legs|side|face",
        "bleeding really|very|so|pretty? badly|bad|heavily|profusely|everywhere|uncontrollably|nonstop|to",
        "bleeding out|a lot",
        "am|is|are|keeps|started bleeding !a|little|slightly|disorder|disorders|gums|gum",
        "bleeding ... not ... stop|stopping",
        "not stop the|my|his|her|this? bleeding|blood",
        "lost|losing so|too|a? lot|much? of? blood",
        "severe|heavy|serious|uncontrolled|uncontrollable bleeding",
        "blood everywhere",
        "unconscious|unresponsive",
        "passed|passing|blacked|blacking|knocked out !flyers|the|some|leaflets",
        "fainted|collapsed|fainting",
        "going|about to pass|black|faint out?",
        "in|into|started labor|labour",
        "having contractions",
        "not responding|conscious|moving",
        "not wake|waking up?",
        "overdose|overdosed|overdosing",
        "took|taken|swallowed|taking|ate|drank way? too|so many|much !time",
        "took|taken|swallowed all|whole|a|the all|whole|entire|bunch ... pills|bottle|medication|tablets",
        "took|taken|swallowed|drank|ate|eaten some|a|the? bleach|poison|battery|cleaner|detergent|antifreeze|"
        "gasoline|magnet",
        "poisoned|poisoning",
        "seizure|seizing|convulsing|convulsions|seizures",
        "having a fit",
        "anaphylaxis|anaphylactic",
        "throat|airway is|feels|keeps|just|like|it? is|like|it? is? closing|swelling|swollen|closed|shut",
        "tongue|face|lips is|are|keeps? swelling|swollen up?",
        "having|severe|bad|serious|terrible|has|have a|an|some? allergic reaction",
        "call|called|calling|dial|dialed|phoned|need|get|send 911",
        "call|called|calling|dial|need|get|send 9 1 1",
        "^ {filler}? {filler}? 9 1 1 $",
        "call|called|calling|dial|need|get|send nine one one",
        "call|calling|dial nine eleven",
        "^ {filler}? 911 $",
        "^ nine one one $",
        "ambulance",
        "paramedics",
        "this|it|that is|was an|a|like|my|our|really|truly|definitely? an|a|medical|real|true? emergency",
        "have|having|got an|a? medical|real|serious? emergency "
        "!room|department|contact|contacts|contraception|contraceptive|exit|phone|number|fund|hours|visit|kit",
        "medical emergency",
        "^ an? emergency $",
        "emergency emergency",
        "help emergency",
        "life or death",
        "life threatening",
        "is|am|are|be|think|he|she|they|gonna dying !to|for|of",
        "feel|feels|feeling like dying|ending",
        "going to die",
        "turning|turned|going|gone|went|lips|face|is|are turning|going? blue",
        "been|was|got|is|am|were shot|stabbed|electrocuted|impaled|raped|molested|strangled|beaten|kidnapped|"
        "assaulted|mugged|"
        "burned|attacked",
        "shot|stabbed himself|herself|myself|me|him|her",
        f"shot|stabbed in my|his|her|the {_LIMBS}",
        "gunshot|drowning|drowned|electrocuted|raped|rape|rapist",
        "sexually|sexual assaulted|assault",
        f"{_ATTACKERS} hit|hits|hitting|beat|beats|beating|punched|choked|choking|strangled|attacked|attacking|abuses|"
        "kicked|slapped|threatened|threatening|raped me|us|my|her|him !to|online|at|up",
        f"{_ATTACKERS} is|was|keeps|just|has|started hitting|beating|hit|beat|attacking|hurting|abusing|threatening me|"
        "us|my|her|him",
        "husband|wife|boyfriend|girlfriend|partner|ex|stepdad hurt|hurts|hurting me|us",
        "car|truck|bus|van|bike|motorcycle|train hit me|him|her|us|my",
        "hit|struck by a|the car|truck|bus|van|train|motorcycle",
        "broke|breaking|broken into|in my|our|the house|home|apartment|place",
        "someone|somebody is|was? breaking|broke in $",
        "intruder|burglar|gunman",
        "pulse|heartbeat has|is|just? stopped|gone|stopping",
        "no|without|not|find|feel a|any|find|feel|have|get? a? pulse|heartbeat",
        "sugar|glucose level|reading? is|was|at|reads|dropped|says|of|fell|down to|at|only|like|about|around? "
        f"{_LOW_SUGAR}",
        f"sugar|glucose level|reading? is|was|at|reads|says|of|over|above at|like|about|around|over? {_HIGH_SUGAR}",
        "sugar|glucose is|was|reads|over|at four|five|six hundred",
        "sugar|glucose is|dropped|dropping|got|went really|too|very|so|dangerously|extremely low",
        "fell|fallen|fall|accident|crash|crashed|hit ... ... can|could|will|does|did not move|walk|stand|wake",
        "fell|fallen|fall|crash|crashed ... ... can|could|will|does|did not get up",
        "fell|fallen|accident ... hit my|his|her|the head",
        "he|she|husband|wife|mother|mom|father|dad|son|daughter|baby can|could not move|get|stand up? $",
        f"fever|temperature|temp is|of|at|over|above|around|has? is|of|at|over|above|about? {_FEVER}",
        "fever|temperature|temp is|of|at|over|above one|a? hundred and? four|five|six|seven",
        f"{_FEVER} fever|temperature",
        f"{_FEVER} degree|degrees !outside|out|today|in|here",
        "coughing|vomiting|throwing|spitting|coughed up? up? blood",
        "worst headache of|ever|in|i",
        "water broke",
        "baby is coming",
        "snake bite|bit",
        f"broke|broken|snapped|fractured|dislocated|shattered|breaking my|his|her|a|an {_BONES}",
    ),
}

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
