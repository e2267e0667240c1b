"""What the linter may take for certain of our own flows: the bot, the flows' function, the placeholders.

Knows where each of these is declared; refuses to know any rule.
"""

from collections.abc import Collection, Mapping

import clinic
import lex_bot
from contact_flows.bind import FIRST_FLOWS, PLACEHOLDERS
from contact_flows.kinds import NAMED_FLOWS
from contact_flows.lint import Known, Purpose
from contact_flows.view import load_views
from fulfillment.agent.screen import CAPS, KNOWN
from fulfillment.callbacks import ASKED
from fulfillment.flow_handler import PURPOSES
from fulfillment.session import Left
from fulfillment.turn import CallbackOffer, CallbackTo, Outcome, Queue, Reason, Step

LOCALE = "en_US"
BEGINS = "inbound"
"""The flow with which every call begins; a callback's whisper comes after a call."""
OURS = frozenset({*FIRST_FLOWS, *NAMED_FLOWS.values()})
"""The names of all flows that the stacks create."""
YES_NO = frozenset({"yes", "no"})
ANSWERS = {
    "whisper": Purpose({"whisper": None}),
    "screen": Purpose({**dict.fromkeys(CAPS), "conversation": None, "known": frozenset({KNOWN})}),
    "callback": Purpose({"callback_number": None, "other_numbers": YES_NO}),
    "callback_number": Purpose({"number": None}),
    "keyed_number": Purpose({"number": None}, needs=frozenset({"keyed"})),
    "assist": Purpose({"assisted": YES_NO}, needs=frozenset({"assist_session"})),
    "feedback": Purpose({"stored": YES_NO}, needs=frozenset({"wrong", "because"})),
    "resume": Purpose({"resume": frozenset({"", *Left})}),
}
"""What the flows' function gives for each of `PURPOSES`, and which parameters it needs."""

LEFT: Mapping[str, frozenset[str] | None] = {
    **dict.fromkeys(("session_id", "caller_number", "locale", "turn", "asked")),
    "outcome": frozenset(Outcome),
    "handoff_reason": frozenset(Reason),
    "handoff_queue": frozenset(Queue),
    "callback_to": frozenset(CallbackTo),
    "callback_offer": frozenset(CallbackOffer),
}
"""The session attributes that the bot leaves behind, and what each can be."""
READ: Mapping[str, frozenset[str] | None] = {
    "session_id": None,
    "locale": None,
    "handoff_reason": frozenset(Reason),
    "handoff_queue": frozenset(Queue),
}
"""The contact attributes that the functions read, and what they know of each."""


def known(names: Collection[str]) -> Known:
    """What is known beside the flows of these names; they are a whole set where they are all of ours.

    Raises:
        ClinicError, BotError: `clinic.toml` or the bot's file cannot be used.
    """
    bot = lex_bot.load(LOCALE, clinic.load())
    whole = set(names) >= OURS
    return Known(
        whole=whole,
        first=frozenset({BEGINS}) if whole else frozenset(),
        bots={"${BotAlias}": frozenset(intent.name for intent in bot.intents)},
        session_attributes=LEFT,
        session_needs=frozenset({"session_id", "caller_number", "locale"}),
        later_needs=frozenset({"asked"}),
        session_values={"asked": frozenset({*ASKED, str(Step.RESUME)})},
        functions={"${FlowFunction}": {purpose: ANSWERS[purpose] for purpose in PURPOSES}},
        attributes=READ,
        views={"${ViewHandoff}": frozenset(load_views()["handoff"].actions)},
        placeholders=frozenset(PLACEHOLDERS),
    )
