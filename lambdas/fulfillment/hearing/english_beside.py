"""English words around a wish for a person, and what somebody is wanted for: words and rules, no code.

Knows phrases; refuses to know what is decided from them (beside).
"""

from .grammar import Table, word_set

PERSON_LEADS = word_set(
    """
    i we can could may would will like love want need have has to just please rather prefer let get give me us and but
    so or is are there if you trying wish really only
    """
)
"""Lead to a wish within its clause: "but I would rather", "is there"."""

PERSON_TAILS = word_set("please now here right thanks thank instead first today who can help me with us back")
"""Follow it: "who can help me with"."""

PERSON_NOISE = (
    PERSON_LEADS
    | PERSON_TAILS
    | word_set(
        """
    am be a an the my your some any real live actual human person people agent agents representative representatives
    rep operator receptionist reception someone somebody anyone anybody nobody manager supervisor staff nurse doctor dr
    that this it not do does did again about for of on off up over through at in with from by it's put call called
    phone talk talking speak speaking chat transfer transferred connect connected pass find reach possible quickly asap
    soon immediately already keep asking calling wanted wants said say robot robots machine bot computer recording
    stop waiting wait enough useless ridiculous stupid no yes yeah ok okay good bye goodbye one thing other
    department team office line hear customer service care support talked ask
    """
    )
)
"""Tell nothing of what it is about."""

PERSON_CALLS = word_set("agent operator representative human person receptionist manager supervisor")
"""Said by themselves, before or after the rest: "my bill is wrong, agent"."""

_MINE = "my|our|his|her|their|this|that"
_VISIT = "appointment|visit|booking|checkup|physical|vaccination|procedure|surgery|exam|consultation|shot"
_ORDER = "order|orders|delivery|shipment|package"
_MONEY = (
    "bill|bills|billed|billing|invoice|invoices|charge|charges|charged|overcharged|payment|payments|pay|paid|paying|owe|"
    "owed|refund|refunded|refunds|copay|copays|deductible|claim|claims|insurance|insurer|coverage|statement|"
    "collections|debt"
)

SUBJECTS: Table = {
    "none": (
        "in order to",
        "in charge",
        "charge my|the phone|battery",
        "pay attention",
        "out of order",
        "order|orders a|an|some|more",
    ),
    "reset": (
        "reset|resetting|forgot|forgotten|lost|change|new|wrong ... password",
        "password ... reset|forgot|expired|work|working|wrong",
        "my|the|a? portal? password",
        "locked out",
        "log|sign|get in|into ... portal|account",
    ),
    "order": (
        f"{_MINE}|an|the ... {_ORDER}",
        f"about|regarding|where|track {_ORDER}",
        "order status|number",
    ),
    "money": (_MONEY,),
    "new_visit": (
        f"need|needs|want|wants|like|get|make|book|schedule|set|find|new up|to|me|us|for? make|book|get|schedule? "
        f"a|an|another|new new|earlier? {_VISIT}",
        f"looking|call|calling for a|an {_VISIT}",
        "come in",
        "be|get seen",
        "need|want|like to see a|the|dr|doctor|my|someone",
    ),
    "visit": (
        f"{_MINE}|the ... {_VISIT}|appointments|visits",
        f"{{weekday}} 's? {_VISIT}",
        f"have an|a {_VISIT}",
        "late for|to|today|tomorrow|getting",
        "be|running late",
    ),
    "visits": (
        "appointment|appointments|visit|visits|booking|bookings|scheduling|schedule|reschedule|rescheduling|checkup|"
        "physical|vaccination",
    ),
}
