"""English alarms and what takes their meaning back: words and rules, no code.

Knows phrases; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_MINE = "my|his|her|their|the|our"

EMERGENCY: Table = {
    "idiom": (
        "rather die than",
        "nearly|almost|practically died of|from",
        "gave|give|gives|giving me|him|her|us a|an|another? heart attack|stroke",
        "nearly|almost|practically had a heart attack|stroke when",
        "stroke of luck|genius|midnight",
        "emergency contact|contacts|contraception|contraceptive|exit|exits|entrance|parking|phone|number|fund|hours",
        "emergency room|department bill|visit|entrance|copay|charge|located|wait",
        "poison|food ivy|oak|poisoning?",
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
        "call|called|calling 911|ambulance alder|street",
        "911 alder|street|avenue",
    ),
    "alarm": (
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
        "to|for|in? breathing|breathe|breath|air",
        "hard|tough|difficult time breathing",
        "short|shortness of breath",
        "not|stopped|stops|quit breathing",
        "choking",
        "suffocating|asphyxiating",
        "having|has|had|have|having|suffered|suffering a|another|some|massive? kind? of? stroke",
        "a|another stroke",
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
        "suicide|suicidal",
        "kill|killing|harm|harming|hurt|hurting myself|himself|herself|themselves|themself|yourself",
        "end|ending my|his|her|it life|all",
        "take|taking my|his|her own life",
        "want|wants|wanted|going|wish|ready|rather|about to|i|he|she|was|be? be|was? die|dead",
        "not want|wants to be|live anymore|here|alive|$",
        "not want to live|exist",
        "no reason to live|go",
        "better off dead",
        "self harm|harming|injury",
        "seizure|seizing|convulsing|convulsions|seizures",
        "having a fit",
        "anaphylaxis|anaphylactic",
        "throat|airway is|feels|keeps|just|like|it? is|like|it? is? closing|swelling|swollen|closed|shut",
        "tongue|face|lips is|are|keeps? swelling|swollen up?",
        "having|severe|bad|serious|terrible|has|have a|an|some? allergic reaction",
        "call|calling|dial|need|get|send 911",
        "call|calling|dial|need|get|send 9 1 1",
        "call|calling|dial|need|get|send nine one one",
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
        "is|am|are|be|think|he|she|they|gonna dying !to|for",
        "going to die",
        "turning|turned|going|gone|went|lips|face|is|are turning|going? blue",
        "been|was|got|is|am shot|stabbed|electrocuted|impaled",
        "shot|stabbed himself|herself|myself|in",
        "gunshot|drowning|drowned|electrocuted",
        "coughing|vomiting|throwing|spitting|coughed up? up? blood",
        "worst headache of|ever|in|i",
        "water broke",
        "baby is coming",
        "snake bite|bit",
        "broke|broken|snapped my|his|her neck|spine|back",
    ),
}

EXCUSES: Table = {
    "denied": (
        "no|without any|more|longer|real|signs|sign|symptoms|kind|history? of|having? <alarm>",
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
        "after|since|following|from my|his|her|the|a|an|that? old|previous|last|first|recent|mini? <alarm>",
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
