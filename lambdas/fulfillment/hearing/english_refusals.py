"""English words of what is refused before anything is looked up: words and rules, no code.

Knows phrases; refuses to know what is decided from them (signals).
"""

from .grammar import Table

_RULES = "instructions|instruction|rules|rule|guidelines|guideline|prompt|prompts|programming|guardrails|restrictions"
_ABOUT = "!about|for|on|regarding|before|from|said"
_OTHERS = "another|other|somebody|someone|last|previous|next"
_RECORDS = "date|birth|birthday|results|result|records|record|diagnosis|appointment|appointments|name|address|number"

REFUSALS: Table = {
    "ordinary": (
        f"can|may|should|must|could|i|to ignore|disregard|skip|forget your|the|my|all? {_RULES}",
        "prompt reply|response|answer|attention|help|service|care",
    ),
    "off_limits": (
        f"ignore|disregard|forget|override|bypass|drop all|any|everything|about|of? of|the|these|those|all? "
        f"your|previous|prior|earlier|above|system|hidden|preceding {_RULES} {_ABOUT}",
        f"ignore|disregard|forget|override|bypass all|any|the|these|those|previous|prior|earlier|above "
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
        f"read|repeat|print|show|reveal|recite|display|output|give|tell|list|share me|us|out|back? me|us|all|out? of? "
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
        f"{_OTHERS} patient|patients|caller|callers|customer 's? test|blood|medical|lab|phone? {_RECORDS}",
        f"{_RECORDS} of|for the|a|an? {_OTHERS} patient|caller|customer !'s",
        "who is|was the|that? patient|caller|person before|after me|us",
        f"{_RECORDS} of the? patient|caller|person before|after me|us",
        "private|personal cell|phone|mobile|home number|address !on|in|changed|is",
        "'s private|personal|home cell|phone|mobile|address|number",
    ),
}
"""An ordinary phrase is nothing to refuse, though one that is may begin within it."""
