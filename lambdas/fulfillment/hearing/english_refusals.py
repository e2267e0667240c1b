"""English words of what is refused before anything is looked up: words and rules, no code.

Knows phrases; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_RULES = "instructions|instruction|rules|rule|guidelines|guideline|prompt|prompts|programming|guardrails|restrictions"
_ABOUT = "!about|for|on|regarding|before|from|said"
_OTHERS = "another|other|somebody|someone|last|previous|next"
_RECORDS = "date|birth|birthday|results|result|records|record|diagnosis|appointment|appointments|name|address|number"

_PILLS = "medication|medications|medicine|medicines|meds|pills|prescription|prescriptions|drugs|drug"
_KIN = "husband|wife|mother|mom|father|dad|son|daughter|brother|sister|partner|grandmother|grandfather|grandma|grandpa"
_STRANGER = (
    "neighbor|neighbors|coworker|coworkers|colleague|boss|friend|friends|ex|landlord|roommate|employee|tenant|"
    "boyfriend|"
    "girlfriend|teacher|manager|classmate"
)
_MEDICINE = (
    "medicine|medicines|medication|medications|meds|pill|pills|antibiotic|antibiotics|insulin|aspirin|"
    "ibuprofen|tylenol|"
    "acetaminophen|advil|aleve|motrin|naproxen|thinner|thinners|warfarin|coumadin|eliquis|xarelto|metformin|lisinopril|"
    "amlodipine|losartan|atorvastatin|statin|statins|lipitor|prednisone|steroids|zoloft|sertraline|prozac|"
    "lexapro|xanax|"
    "adderall|benadryl|antidepressant|antidepressants|melatonin|ozempic|metoprolol|gabapentin|levothyroxine|tramadol|"
    "amoxicillin|penicillin|nyquil|sudafed|claritin|zyrtec|viagra|birthcontrol|supplements|vitamins"
)
_CHANGE = (
    "stop|quit|skip|double|halve|split|crush|increase|decrease|reduce|lower|stopping|quitting|skipping|"
    "doubling|crushing"
)
_FINDING = (
    "mole|moles|lump|rash|spot|spots|bump|bumps|growth|wart|sore|cut|wound|cough|headache|headaches|tooth|"
    "ankle|wrist|toe|"
    "finger|fever|temperature|pressure|cholesterol|sugar|a1c|bmi|pulse|tsh|psa|bruise|cyst|burn|bite|discharge|stool|"
    "urine|poop|pee|mucus|phlegm|swelling|glucose|throat|heartbeat|tongue|eye|eyes|skin|stomach|knee|ear"
)
_DISEASE = (
    "cancer|cancerous|malignant|benign|infected|infectious|infection|melanoma|tumor|diabetes|diabetic|strep|pneumonia|"
    "herpes|hiv|std|appendicitis|broken|sprained|concussion|arthritis|leukemia|gout|bronchitis|lupus|"
    "contagious|anemia|adhd"
)
_BAD = "bad|serious|dangerous|normal|high|low|abnormal|healthy|concerning|worrisome|worrying|fatal|okay|ok|fine|alright"
_BODY = (
    "stomach|head|back|leg|legs|arm|arms|knee|knees|foot|feet|toe|toes|hand|hands|finger|fingers|neck|shoulder|hip|ear|"
    "ears|eye|eyes|throat|skin|elbow|wrist|ankle|joints|muscles|belly|tooth|teeth|gums|nose|tongue"
)
_SYMPTOM = (
    "headache|headaches|migraine|migraines|rash|stomachache|diarrhea|constipated|constipation|nausea|nauseous|dizzy|"
    "dizziness|vomiting|earache|toothache|hurts|hurting|swollen|swelling|itchy|itching|itches|burning|"
    "sprained|infected|"
    "heartburn|insomnia|cramps|hives|sunburn|backache|pain|pains|aching|aches|sore|bleeding"
)

_OURS = (
    "ignore|disregard|forget|override|bypass|drop all|any|everything|about|of? of|the|these|those|all? "
    f"your|previous|prior|earlier|above|system|hidden|preceding {_RULES} {_ABOUT}",
    "ignore|disregard|forget|override|bypass all|any|the|these|those|previous|prior|earlier|above "
    f"previous|prior|earlier|above|preceding|of? {_RULES} {_ABOUT}",
    "forget everything you were|are|have told|learned|been",
    "^ {filler}? forget everything and act|pretend|be|tell|say|do",
    "i g n o r e",
    "what are your instructions|prompt exactly|$",
    "use|call|run|invoke the tool|function",
    "you are no longer a|an",
    "as an ai|llm|chatbot !$",
    "say|repeat exactly this|after",
    "system|hidden|secret|initial prompt|prompts",
    "system|hidden|secret instructions",
    "your prompt|prompts $",
    "your|the prompt word|verbatim|text|aloud",
    "read|repeat|print|show|reveal|recite|display|output|give|tell|list|share me|us|out|back? me|us|all|out? of? "
    f"your system|hidden|secret|internal|exact|own? {_RULES} {_ABOUT}",
    f"what are|is|were your system|hidden|secret|internal|exact|own {_RULES} {_ABOUT}",
    "what|which instructions|rules|prompt were|was|are|have|did|do you been? given|told|programmed|trained|get",
    "repeat|print|recite|say everything|all|text|words|sentences above",
    "repeat the|all words|text|sentences above",
    "you are now dan|evil|unrestricted|unfiltered|jailbroken|admin|root",
    "from now on you are|act|answer|respond|speak|pretend !open|closed|in",
    "pretend to be|have you|the|a|an|my|dr|doctor",
    "pretend that? you are|have|were",
    "you|^ act|behave|respond|answer as|like a|an|my|if|the",
    "role play|playing",
    "roleplay|roleplaying|jailbreak|jailbroken",
    "dan|god|developer|debug|admin|sudo|root|unrestricted|maintenance mode",
    "with|has|have no rules|filter|filters",
    "override|bypass|disable|turn|switch off? your|the safety|security|filters|filter|guardrails|protocol",
    "^ system the|override|ignore|new caller|user|instructions|instruction|rules?",
    "^ {filler}? new instructions|instruction",
    "caller|user is verified|authenticated|authorized",
    "translate|summarize|summarise|paraphrase|rephrase|rewrite|encode|spell|copy|write|output|reveal|type|"
    "describe|say "
    f"out|down|up? your own|full|entire|initial|hidden|original? {_RULES} !about|for|on|regarding|before|from|"
    "to|of|said",
    "summarize|summarise|repeat|read|recite|tell|show|print|reveal|translate|spell|copy|give|output me|out|"
    "us? your|the|"
    "that|this? full|whole|entire|original|first|initial? system|developer message|messages|text|prompt|instructions",
    "what is|does|was your|the system|developer message !about|for|from|on",
    "your new|real|next|only task|job|role|goal|purpose|mission|instruction|instructions is|will|are|now",
    "text|prompt|words|message|instructions|rules|context|information|anything|everything that? you were|was|"
    "are|have|got "
    "been? given|told|shown|fed|provided|sent before|prior|at i|this|the|we|our|start|$ called|call|"
    "conversation|beginning?",
    "text|prompt you were|have|was been? given|told|shown|fed",
    "before i|this|the called|call|conversation ... text|prompt|instructions you",
    "what|which text|words you were|got given|told",
    "^ {filler}? please? swear|curse|cuss|insult at? me please|$",
    "repeat after me",
    "act like|as you|if you? have|had no rules|restrictions|limits|instructions|filter",
    "hypothetically if you had|have no",
    "i am your|the developer|programmer|creator|administrator|admin|owner|maker !of",
    "read|list|tell|give|show me? all|everybody|everyone the|of|'s? the|your? patients|patient|callers|caller "
    "appointments|names|records|numbers|data|$",
    "everyone|everybody 's appointment|appointments|records|results|data|names",
    "list|names of all|every the|your? patients|callers|customers",
)

_OF_OTHERS = (
    f"{_OTHERS} patient|patients|caller|callers|customer 's? test|blood|medical|lab|phone? {_RECORDS}",
    f"{_RECORDS} of|for the|a|an? {_OTHERS} patient|caller|customer !'s",
    "who is|was the|that? patient|caller|person before|after me|us",
    f"{_RECORDS} of the? patient|caller|person before|after me|us",
    "private|personal cell|phone|mobile|home number|address !on|in|changed|is",
    "'s private|personal|home cell|phone|mobile|address|number",
    f"what|which|how {_PILLS} does|is|do|was|are|did|has {_KIN} {{word}}? take|taking|on|have|get|prescribed|use|using",
    f"what|which {_PILLS} does|is|did|do my|your|the {_KIN}|{_STRANGER} {{word}}? take|taking|on|have|get|"
    "prescribed|use|"
    "using",
    f"is|was|are my|our|the {_STRANGER}|{_KIN} {{word}}? {{word}}? a|your patient|patients !portal|advocate",
    "is|was !there|it|this|that|he|she|being|my|i|dr|doctor {word} {word}? {word}? a|your patient there|here|"
    "of|at|with|$",
    f"did|does|has|do|is my|our|the {_STRANGER} {{word}}? {{word}}? come|came|been|visit|go|coming|going|seen|see|get|"
    "there|here",
    "does|did|has !it|this|that|the|your|my|anybody|anyone|somebody|someone|everyone|a|an|he|she|insurance|medicare|"
    "medicaid|dr|doctor|nurse|there|one|what|where|{word} {word} {word}? come|go|been|came|gone to|in|into|at "
    "your|the|that|"
    "this? clinic|office|practice|there|here",
    f"tell|give|read me my|our {_STRANGER} 's? {{word}}? {_RECORDS}",
    f"my|our {_STRANGER} {{word}}? 's test|blood|medical|lab? {_RECORDS}|result|chart",
    "dr|doctor|nurse|provider {word} {word}? 's cell|cellphone|mobile|home|personal|private|salary|wife|"
    "husband|age !visit",
    "dr|doctor|nurse {word} cell|cellphone|mobile phone|number|address|$",
    "where does|do dr|doctor|nurse {word} live",
    "how much does|do dr|doctor|nurse {word} make|earn|get",
    "is dr|doctor|nurse {word} married|single|divorced|pregnant|gay",
)

_ADVICE = (
    f"should|can|could|may|must|ought i|he|she|we|they to? just? {_CHANGE} !by|in|at taking? ... {_MEDICINE} "
    "!pickup|list",
    f"should|can|could|may|must|do i|he|she|we|my {_KIN}? need|have to? {_CHANGE} !by|in|at taking? ... {_MEDICINE}",
    f"is|was it|that okay|ok|safe|fine|dangerous|bad|all|good|alright right? to|if i|you|we? {_CHANGE}|take|taking|mix|"
    f"mixing|combine|drink|give|use ... {_MEDICINE}",
    f"is|are {_MEDICINE} safe|okay|ok|bad|dangerous|good|harmful|fine !there|covered",
    f"should i|he|she|we|my {_KIN}? be? take|taking|start|starting|use|using|try|double a|an|my|some|the|more|less? "
    f"{_MEDICINE}",
    f"can|could|may|should|is|do i|he|she|we|you take|mix|combine|use|give ... {_MEDICINE} and|with|plus|"
    "together|while|or "
    f"... {_MEDICINE}|alcohol|wine|beer|together|drinking|grapefruit|breastfeeding|pregnant|sick",
    f"can|could|may|should i|he|she|we drink|have alcohol|wine|beer|grapefruit with|while|on|after ... {_MEDICINE}",
    f"{_MEDICINE} and|with {_MEDICINE}|alcohol|wine|beer together|safe|okay|ok|interact|dangerous",
    "do|does|will|can|could ... interact|interacts with",
    "what can|should|do i|he|she|we|you take|give|use|put for|on a|an|my|the|his|her|this|it? "
    "!appointment|visit|first|next|video|lab|blood|telehealth|physical|checkup|new",
    "what|which medicine|medication|drug|antibiotic|painkiller should|can|do|would|is i|you|he|best|good",
    "what is the best|good medicine|medication|drug|antibiotic|painkiller|treatment|remedy|cure for",
    f"is|are|was|does|do|could|might|can my|his|her|this|that|these|our ... {_FINDING} ... be|look|sound|is|of|too|"
    f"really? {_DISEASE}|{_BAD}",
    f"is|was|are a|an {_FINDING} of ... {_BAD}",
    "is {n} high|low|bad|normal|okay|too for|a high|low|bad? blood|cholesterol|sugar|glucose|fever|pressure|a1c",
    f"is|could|might|can it|this|that|these be|just? a|an|some? skin|breast|lung? {_DISEASE}",
    f"do|does|might|could|would i|he|she|my|we have|has|got|be|having a|an|the? skin|breast|lung? {_DISEASE} "
    "!shot|vaccine|vaccines|shots|booster|test|clinic|form|class",
    "am i still? contagious|pregnant|diabetic|anemic|infected",
    "what is wrong|happening with|to me|him|her",
    f"what is|are wrong|causing|happening with|to? my|this|his|her|these? {_SYMPTOM}|{_BODY}",
    f"why|what is|are|does|do|makes|causes|keeps my|his|her|our {_BODY} ... hurt|hurts|hurting|ache|aches|"
    "aching|itch|itchy|"
    "swollen|swelling|swell|numb|burn|burning|bleeding|tingle|tingling|red|sore|stiff",
    "what does|do ... high|low|elevated|abnormal|positive|negative ... ... ... mean",
    "what does|do my|his|her|this|the test|lab|labs|blood|result|results|reading|number|biopsy|mri|scan ... mean",
    "blood in|on my|his|her|the|our|baby? stool|stools|urine|pee|poop|spit|semen|diaper|phlegm",
    f"{_SYMPTOM} ... ... ... what|anything|something should|can|could|do|else|would i|we|you|he|she|that "
    "should|can|do|take|"
    "try|put|use|recommend|suggest|give|done do|take|try|put|use|give|for?",
    "what should|can|could|would i|we|he|she do|take|try|put|use|give|recommend|suggest about|for|on|if|to|with "
    f"my|a|this|the|his|her|i|he|she|an|these? have|has|really|bad? {{word}}? {_SYMPTOM} !appointment|visit|"
    "specialist|doctor|class|"
    "clinic|bill|form|records",
    "how do|can|should i|we treat|cure|heal|fix|relieve|stop a|an|my|his|her|this|the? ... "
    f"{_SYMPTOM}|infection|cold|burn|wound",
)

REFUSALS: Table = {
    "ordinary": (
        f"can|may|should|must|could|i|to ignore|disregard|skip|forget your|the|my|all? {_RULES}",
        "prompt reply|response|answer|attention|help|service|care",
        "should|can|could|may|do|must i|we|he|she|they take|bring|have|need to? ... to|with|for my|the|our? "
        "appointment|"
        "visit",
        f"is my|the|it|this ... {_FINDING} ... appointment|visit|test|result|results|order|referral|card|reading",
    ),
    "off_limits": (
        *_OURS,
        *_OF_OTHERS,
        *_ADVICE,
    ),
}
"""An ordinary phrase is nothing to refuse, though one that is may begin within it."""
