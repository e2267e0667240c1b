"""English words of danger other than self-harm: medical, violence, fire; rules, no code.

Knows phrases; refuses to know what takes their meaning back (english_idioms, english_signals).
"""

from .english_self_harm import DRUGS, MANY, WEAPONS

_MINE = "my|his|her|their|the|our"
_LOW_SUGAR = "|".join(("twenty", "thirty", "forty", *(str(level) for level in range(15, 55))))
"""Milligrams per decilitre at which a person may faint."""
_HIGH_SUGAR = "|".join(str(level) for level in range(400, 1000))
_FEVER = "104|105|106|107|108"
"""Degrees Fahrenheit."""
_CHILD = "kid|kids|son|daughter|baby|child|toddler|grandson|granddaughter|boy|girl|niece|nephew|infant|grandbaby"
_HIGH_PRESSURE = "|".join(str(level) for level in range(190, 300))
"""Millimetres of mercury, systolic."""
_LOW_OXYGEN = "|".join(("seventy|eighty", *(str(level) for level in range(50, 88))))
"""Per cent."""
_ATTACKERS = (
    "husband|wife|boyfriend|girlfriend|he|she|father|dad|mother|mom|partner|ex|son|brother|uncle|stepdad|stepfather|"
    "they|"
    "someone|somebody|man|guy|roommate|caregiver|caretaker|aide|neighbor|stalker|stepmom|stepmother|stepson|grandson|"
    "fiance|spouse|coworker|boss|stranger|landlord"
)
_BONES = (
    "arm|leg|wrist|ankle|hip|hand|foot|neck|spine|back|rib|ribs|jaw|skull|elbow|shoulder|collarbone|pelvis|knee|bone|"
    "legs|"
    "arms|femur|shin|thigh"
)
_LIMBS = "back|leg|arm|chest|stomach|head|neck|shoulder|foot|face|thigh|hand|side|abdomen"

ALARMS = (
    "took|taken|swallowed all|whole|entire of? my|his|her|their|the|your pills|tablets|bottle|meds",
    "kill|kills|killing|murder me !to|if|softly|with|when",
    "drank|drunk|swallowed|ate|drinking ... bleach|cleaner|detergent|antifreeze|poison|chemicals",
    "ate|took|taken|swallowed a|the|his|her|my|too? bunch|lot|many|bottle|handful|whole of? pills|tablets|medicine",
    "being attacked",
    "there is a fire",
    "numbness on|in one|left|right",
    "chest pain|pains|discomfort|pressure|tightness|heaviness|tightening",
    "chest is|has|feels|just|keeps|really|been|also? is|been|so|very|really|feeling|all? hurts|hurting|hurt|"
    "tight|"
    "tightness|tightening|aches|aching|burning|pounding|heavy|crushing|pressure|killing",
    f"pain|pains|pressure|tightness|ache|squeezing|crushing|discomfort|heaviness|burning|weight in|on|across|around "
    f"{_MINE}? left|right|upper|whole? chest|heart",
    "pain|pains|numbness|tingling|ache|aching|hurts|hurting ... down|into|up|through my|his|her|the left? arm|arms|jaw",
    "left arm is|went|has|feels|goes|keeps gone|going|really|so? numb|tingling|weak|heavy|limp|dead",
    "arm|leg|side|hand|face went|gone|is|has|suddenly suddenly|gone|all? numb|limp|weak suddenly|$|and|on|all|now",
    "left|right|one side|arm|leg|half|hand just|suddenly|has|is|all? went|gone|is|got numb|weak|limp|paralyzed",
    "sudden|suddenly ... numbness|weakness|numb|weak|confusion|confused|blind|blindness",
    "heart ... racing|pounding|fluttering ... ... dizzy|faint|chest|breath|sweating|arm",
    "pregnant|pregnancy ... ... bleeding|bled|bleed|blood !pressure|sugar|test|work|tests|draw|type|thinner|thinners",
    "pregnant ... ... contractions|fell|leaking|unconscious",
    "bleeding ... ... pregnant",
    "baby|fetus has? stopped|quit moving|kicking|crying|responding",
    "baby|fetus|he|she is|has|have|does|did|will not|barely|hardly ... moving|moved|kicking|kicked|move|kick "
    "!to|up|the|"
    "my|his|her|in|into|forward|out|it|there|rooms|houses|schools",
    "not feel|felt|feeling ... baby|him|her|it move|moving|moved|kick|kicking|kicked|movement",
    "miscarrying|miscarriage !clinic|support|group|counseling",
    "can|could|suddenly|barely not see anything|a|thing|clearly? out|from|in|with of|from|with? my|his|her|"
    "the|one|left|"
    "right|either|both? left|right|one|both? eye|eyes",
    "lost|losing|loss my|his|her|of? vision|sight|eyesight|hearing in|suddenly|on|of|$|out|all",
    "went|gone|going blind in|suddenly|$|on|all|out",
    "took|taken|gave|given|injected|taking myself|him|her|my|me? ... double|triple|twice|extra|wrong|too ... insulin",
    "took|taken|gave|given|injected myself|him|her? a|my|his|her|the? double|triple|quadruple dose|doses|dosage|amount",
    "took|taken|swallowed|injected the|a|his|her|my|somebody|someone wrong|else|'s 's? pill|pills|medicine|medication|"
    "meds|insulin",
    f"took|taken|swallowed|swallow|ate|popped|had {MANY} ... {DRUGS}",
    f"{_CHILD} has|just|have|had? ate|eaten|swallowed|chewed|drank|drunk my|some|a|one|two|three|the|grandma|"
    "grandpa|an|"
    "something|his|her my|of|few|'s|bunch|tide|laundry|sleeping|heart|button|grandma|grandpa|brother|sister|dad|mom|"
    "dishwasher? my|the|'s|pressure? pills|tablets|medicine|medication|meds|edible|edibles|gummies|gummy|battery|coin|"
    "magnet|magnets|marble|poison|bleach|detergent|pod|pods|soap|toxic|poisonous|perfume|alcohol|vape|nail",
    f"{_CHILD} has|just? took|taken|got|gotten|found into|hold|in|of? my|our|the|some|grandma|grandpa 's? pills|"
    "medicine|medication|meds|medications|cabinet|gummies|edibles|bleach !list|card",
    "send|get|sending|bring help !with|page|desk|article|for|from|at|on|about|if|you|getting",
    "send|sending someone|somebody|police|cops|an|the|a help|quick|quickly|fast|now|officer|police|cops|medic|"
    "helicopter",
    "send|call|get|calling|called the|me? police|cops|sheriff !report|department",
    "not swallow $|anything|at|water|saliva|liquids|my|and|or|food spit|saliva?",
    "sting|stung|allergic|peanut|peanuts|shellfish ... ... ... not swallow|breathe|talk|speak",
    "stung|bit|bitten by|me ... throat|tongue|face|lips|rattlesnake|snake|copperhead|widow|recluse|cobra|scorpion",
    "used|using|injected|gave my|his|her|an|the? epipen|epi",
    "hives ... ... swelling|throat|breathe|breath|lips|tongue",
    "electric|electrical shock|shocks|shocked !therapy|treatment|treatments",
    "shocked|electrocuted|zapped by|from|with|touching an|the|a|electricity electrical|electric|outlet|wire|"
    "socket|power|"
    "live|toaster|panel",
    "gas|propane leak|leaking",
    "smell|smells|smelling|smelled like|strong|of|a|natural|the? gas|smoke|burning !station|pains",
    "carbon monoxide !level|levels|test|detectors",
    "car|auto|motorcycle|bike|bicycle|truck|bus|vehicle accident|crash|wreck|collision !claim|claims|case|"
    "report|lawyer|"
    "attorney|insurance|injury|injuries|patient|patients|form|forms|settlement|paperwork|bill|bills|victims|coverage|"
    "visits|visit|policy|care|on|ahead|blocking",
    "crashed|wrecked|rolled|flipped my|the|our|his|her car|truck|bike|motorcycle|vehicle",
    "need|needs|needed|going|trying|have|has|got|better|about|should|headed|heading i|he|she|we? to? go|get|"
    "be|going? to|"
    "in|at|be? the er|emergency room|hospital? !bill|visit|copay|record|records|report|for|follow",
    "need|needs|have|has|should|want i|he|she|we? to? go|get|be to|in the|a? hospital $|now|right|immediately|"
    "fast|asap",
    "take|drive|get|rush|rushing|taking me|him|her|them to the|an? er|emergency|hospital",
    "stuck|lodged|caught in my|his|her|the throat|airway|windpipe",
    "cut|chopped|sliced|severed|lost|ripped|tore off|part|tip? of? my|his|her|the|a finger|fingers|thumb|hand|toe|toes|"
    "foot|arm off",
    "cut|chopped|sliced|severed|ripped off my|his|her|a|the finger|fingers|thumb|hand|toe|toes|foot|arm|fingertip",
    "severed",
    "deep|bad|huge cut|gash|wound ... ... bleeding|stop|bone",
    "house|apartment|kitchen|building|hair|clothes|room|car|stove|oven|bed|truck is|are|caught on? fire !sale|"
    "extinguisher",
    "heat|sun stroke",
    "heatstroke|ketoacidosis|hypothermia",
    "asthma attack|attacks !plan|prevention|action",
    "inhaler is|does|did not helping|help",
    "diabetic coma|shock",
    "insulin shock",
    "worst pain of|in|ever|i",
    "newborn has|with|is|had|have|running a? high? fever|temperature",
    f"blood? pressure is|at|of|reads|reading|was just|around|over|about|like|now|at? {_HIGH_PRESSURE}",
    "oxygen|saturation|sat|sats|o2 level|levels|reading|saturation? is|at|of|dropped|reads|down|fell|was|are "
    "to|at|only|"
    f"around|down? {_LOW_OXYGEN}",
    "vomited|threw|throw|puking|puked|vomit|throwing up? blood",
    "hit|banged|bumped|cracked his|her|my|the head ... ... ... unconscious|vomiting|throwing|confused|sleepy|"
    "seizing|wake",
    "somebody|someone|he|she|they|man|guy|woman|person|people|kid|patient|husband|wife|boyfriend|girlfriend|"
    "ex|son|father|"
    "brother|neighbor|roommate|dad|who has|have|had|got|pulled|with|waving|holding|brought|is|carrying holding|got|a|"
    f"carrying|waving|with|pulled|out? a|his|her|my|the|this|loaded? {WEAPONS} !policy|license|permit|safe|wound|"
    "shaped|cut|set|sharpener|cuts",
    f"i|we have|got|had|brought|am got|holding|carrying|bringing? a|my|the loaded? {WEAPONS} !policy|license|"
    "permit|safe|"
    "wound|cut|set|sharpener|cuts|range|and",
    f"i|we have|got|am got|holding|carrying? a|my|the loaded? {WEAPONS} and|with i|you|me|we",
    f"{WEAPONS} to|at|against|on my|his|her|our|the|me|us head|throat|neck|face|back",
    f"pointing|pointed|aimed|pulled a|the|his|her {WEAPONS}",
    f"man|woman|guy|someone|somebody|person|kid|boy|people with a|the|his {WEAPONS}",
    "he|she|they|someone|somebody|husband|ex|boyfriend is|are|was|keeps coming|came after|for|at me|us !at|to|"
    "in|around|"
    "soon|after|on|from|tomorrow|later|next|by|when|before|about|with|monday|friday",
    "coming to kill|hurt|get|beat|shoot|stab|attack me|us|him|her|you|them",
    f"{_ATTACKERS} is|are|will|wants|want|keeps|threatened|threatens|threatening|said|says|might|tried|tries|"
    "going going|"
    "trying|threatening|he|she|about|to|will? to|going|is|will? to? hit|hurt|beat|kill|shoot|stab|attack|strangle|rape|"
    "choke|punch|slap|burn me|us|my !with|up|for|if",
    "he|she|they|someone|husband|boyfriend|ex said|says|threatened|threatens|threatening ... ... kill|shoot|"
    "stab|beat|hurt "
    "me|us|everyone|everybody|people|you|him|her|them",
    "am|is|was|being|getting|been being|getting? abused|beaten|stalked|trafficked|strangled|molested|choked|"
    "hit|threatened "
    "by|at|$|and|again|in|every|right|now",
    "am|is|was|being|getting|been being|getting abused|beaten|stalked|trafficked|strangled|molested",
    "abusive relationship|husband|boyfriend|partner|wife|girlfriend|home|marriage|father|mother",
    "abuses|abusing|abused me|him|her|my|us|the !of",
    "not safe|feel|feeling safe? at|in|going|here|with my|his|her|him? home|house|here|husband|boyfriend|him|"
    "partner|wife",
    f"{_ATTACKERS} will|would|does|did|is not let|lets|letting me|us leave|out|go|call !back|to|on|through",
    "locked me|us|her|him in|inside",
    "someone|somebody|man|guy|he is|keeps|are|was following me|us|her !on|up|to",
    "someone|somebody|man|guy|burglar is|was|are in|inside|outside|at my|the|our house|home|apartment|window|"
    "yard|basement",
    "someone|somebody|stranger|burglar in|inside|outside my|our|the house|home|apartment|bedroom|window|yard",
    "trying to break|get in|into my|the|our? house|home|apartment|door|window|$",
    "is|have|has|planted|put|got|hid|left|with|built|made|see|found a|the|another|my bomb|bombs|grenade|explosives|"
    "explosive !shelter",
    "bomb threat|threats|in|inside|at|under|on|outside|here|going|is|will|squad|near",
    "blow|blowing|burn|burning|shoot|shooting|bomb|bombing up|down? up|down? your|the|this|that|you clinic|"
    "office|building|"
    "place|hospital|school|house|all|guys",
    "going|come|coming|want|wants|will|might|gotta|ready|about|could|plan|planning to|of? down|there|over|here|and|in? "
    "there|and|to|here? shoot|shooting|stab|stabbing|murder|hurt|kill someone|somebody|everyone|everybody|"
    "people|others|"
    "y'all|all|one|anyone !with|if|time|feelings|'s|for|else|an|a|by|who",
    "shoot|shooting|stab|murder|kill|killing someone|somebody|everyone|everybody|people|others !with|if|time|"
    "for|an|a|in|"
    "by|who|every|each",
    "i am|will|want|have thoughts|going|urges? to|of? kill|murder|stab|shoot|strangle|killing you|him|her|"
    "them|everyone !if|"
    "when|for|an|a|over|with",
    "i am|will|might|could|want|may afraid|scared|going|worried|like|to? i|to|of|will|might? i|to|will|might? "
    "hurt|harm|"
    "shake|smother|drown|hurting|harming|shaking my|the baby|child|kids|kid|son|daughter|children|newborn !if|by|with|"
    "taking|when",
    "thoughts|urges of|to|about hurt|hurting|harm|harming|kill|killing|shaking my|the|other|others|people|him|her|them|"
    "somebody|someone baby|child|kids|people?",
    "homicidal",
    "mass|active shooting|shooter",
    "is|was|been a shooting !range|pain|pains",
    "shots fired",
    "armed man|person|guy|robber|gunman|woman",
    f"outside|here|inside|door|lobby with a|his|her|the {WEAPONS}",
    "took|taken|swallowed all of? my|his|her|the sleeping|pain|heart|blood|anxiety|pressure|sugar pressure|thinner? "
    "pills|meds|tablets|medication|thinners !this|today|and|like|as|so|now",
    "held|holding|keeping|kept me|us|her|him? hostage|captive|prisoner|gunpoint|knifepoint|at|against "
    "gunpoint|knifepoint|"
    "my?",
    "robbing|robbed|mugging|mugged me|us|him|her|at",
    "being robbed|kidnapped|followed|held|mugged !up|by|for|liable|accountable|to|on|back",
    "abducted|kidnapped|kidnapping my|me|him|her|us|a|the",
    "arm|shoulder|jaw|back and|or my|his|her|the? chest",
    "heart attack|attacks",
    "heart is|has|just? just? stopped|stopping",
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
    "kicked|slapped|threatened|threatening|raped me|us|my|her|him !to|online|at|up|deductible|limit|maximum|"
    "stride|goal",
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
)
