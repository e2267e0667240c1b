"""English words that only sound like danger: idioms, policy, other uses of the words; rules, no code.

Knows phrases; refuses to know what is danger (english_dangers).
"""

IDIOMS = (
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
    "am|is|are|be|keeps|been|was? bleeding money|cash|dollars|me|us|edge|hearts|heart dry?",
    "heart almost|nearly|just|practically? stopped when|seeing|at|reading",
    "is|are|was|will|would|does ... pain|pains|stroke|strokes|breath|attack|emergency|emergencies|seizure|seizures|"
    "discomfort|accident|accidents|tightness|ambulance|er|suicide|shock|overdose be? covered|included|billed|"
    "reimbursed|paid|insured|coverage",
    "can|could not take it anymore|any because|it|makes|gives|upsets|since|as|with|longer|on|so|due|cause "
    "because|it|makes|gives|upsets|since|as|with?",
    "doctor|told|prescribed|pill|medicine|medication|metformin|statin|drug|lisinopril ... ... can|could not "
    "take it|this "
    "anymore",
    "can|could not take it|this|things anymore|to|back|off|home|with|until|before|on|down this|the|my|your "
    "hold|music|wait|"
    "line|weather|traffic|job|heat|insurance|menu|machine|robot|noise",
    "this|the|your hold|music|wait|line|menu|machine|robot|noise ... ... can|could not take it|this anymore",
    "are|do|can|may|am|if ... ... allowed? to? bring|carry|carrying|have|wear a|my gun|knife|weapon|firearm|pistol",
    "guns|weapons|firearms allowed|permitted|policy",
    "nail|glue|heat|massage|staple|temperature|spray|squirt|toy|hot|nerf|tattoo gun|guns",
    "top|big|smoking|young|butter|pocket|kitchen gun|guns|knife",
    "like|as having|if|a|putting|there|you ... gun|knife to|at my head",
    "under the knife",
    "bath|photo|sugar|sex bomb|bombs|bombshell",
    "stuck|behind|delayed|late|traffic|because|due ... ... ... car|truck|bus|traffic|auto|bike accident|crash|wreck",
    "car|auto|truck|bus|motorcycle|bike accident ... ... ... late|traffic|highway|freeway|interstate",
    "do|does|is|will|can|how|what ... ... ... car|auto|motorcycle|vehicle|bike accident|accidents cases|"
    "patients|claims|"
    "injuries|injury|patient|victims|coverage|covered|treated|insurance",
    "when|where|how|why|whether|which ... go|get|be|going to|in? the? er|emergency|hospital room?",
    "do|should i|we|people|patients|you have|need? to? go|come|get to|at the? er|emergency|hospital room? or|"
    "for|after|at|when|if|instead",
    "er|emergency|hospital room? copay|bill|visit|wait|times|doctor|follow|records|record|discharge",
    "left|was|got|from|out|released|discharged|went|been|visited to|from|of|in|at? the er|hospital|emergency room?",
    "how many|much people|patients|americans|kids ... ... die|kill|overdose",
    "how many|much pills|tablets|medication|medicine|insulin|tylenol|ibuprofen are|is|do|does|come|comes|can|"
    "should in|i|"
    "it|the|you|a|left|get|have|take|cost|bottle",
    "shock ... bill|bills|price|cost|sticker|statement",
    "last day|days on this|the|your|my insurance|plan|job|medicine|antibiotic|medication|pills|list|list?",
    "i|he|she|to|just|would|could|my|will disappear|vanish from your|my|the|on mailing|list|calendar|portal|account|"
    "screen|records|system|app?",
    "goodbye|farewell letter|note|party|card from|for dr|doctor|the|nurse|my|your|practice",
    "off myself|himself|herself the|of|work|a|my|list",
    "standing|sitting|up on|at the? bridge|roof in|of|with|waiting|and traffic|foot|nose|waiting|late|running|stuck|my",
    "sleep|sleeping|bed like a|the baby|log",
    "is|are|will|would|does|do it|this|that|they|shot|shots|vaccine|test going|be? to? hurt|kill me|him|her|my",
    "my ride|uber|taxi|cab|driver|bus ... coming for me|us",
    "shoot|shooting|shot you|me|her|him|them|someone|somebody|us a|an",
    "kill|killing someone|somebody for|to",
    "could|would|d kill|murder someone|somebody|you|him|her|them for|to|a|right|now?",
    "jump|jumping into the|my|this? question|line|schedule|calendar|slot",
    "thinking|thoughts|thought about|of death certificate|benefits|and|or taxes?",
    "death certificate|certificates|benefit|benefits|record|records|in|of",
    "living|life will|insurance|with|support|flight|changes|style|saver|alert",
    "throat|skin|foot|feet|back|face|mouth|stomach|rash is|are|feels on fire",
    "smell|smells|smelled|smelling like|of|the|cigarette|a? smoke|gas at|in|from|on the|my|your? station|waiting|"
    "lobby|clothes|car|parking",
    "send|sending|get|need help with|page|desk|for|from|at|about|on|online",
    "not feel|feel safe ... shot|vaccine|driving|medicine|medication|procedure",
    "blow|blew|blowing up my|her|his phone|inbox|nose",
    "baby|child|kid ... not moved|moving|move ... house|schedule|appointment|school|state|clinic|doctor|office",
    "not swallow pills|pill|large|big|tablets|capsules|my|the pills|pill|tablets|capsules|medicine|medication|pride?",
    "lost|losing sight of",
    "car|clothes|hair|breath|jacket smells|smelled like|of smoke|gas|cigarettes",
    "end|ending my|his|her life insurance|alert|policy",
    "panic button",
    "dr|doctor|nurse ... goodbye|farewell letter|note",
    "test|tests|testing|detector|detectors|level|levels for|of carbon monoxide",
    "gas pains|pain|station",
    "took|take|taking a? double|triple dose ... directed|prescribed|told|instructed",
    "double|triple dose ... directed|prescribed|told|instructed|vaccine",
    "hair|nail|nails|skin|hormone ... loss",
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
    "do|does you|they|he|she|dr|doctor ... treat|see|handle|offer|cover|take ... pain|pains|breath|stroke|"
    "suicidal|suicide|overdose|abuse|"
    "accident|accidents|addiction|depression|"
    "strokes|attack|"
    "seizures|seizure|emergency|emergencies|attacks",
    "insurance|plan|medicare|medicaid cover|covers|pay|pays for? a|an|the? ambulance|emergency|stroke|heart attack?",
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
)
