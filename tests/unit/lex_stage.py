"""A small bot, a line played from a list, and functions that answer from a list: what tests of the Lex double need."""

from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from lex_bot.definition import BotDefinition
from simulator.clock import CallClock
from simulator.lex.runtime import BotIds, LexResult, LexRuntime, LexTurn
from simulator.line import CallerHungUp, CallerInput, Keys, Prompt, Silence, Speech

ANSWERED_AT = datetime(2026, 12, 1, 17, 30, tzinfo=UTC)
SORRY = {"message": {"text": "Something went wrong."}, "attributes": {"outcome": "agent"}}
LATE = {"message": {"text": "That takes too long."}, "attributes": {"outcome": "agent", "late": "yes"}}
PROGRESS = {
    "start_after_s": 2,
    "start": {"text": "One moment."},
    "update_every_s": 5,
    "update": {"text": "Still there."},
}
FULFILLMENT = {"timeout_s": 12, "progress": PROGRESS, "on_failure": SORRY, "on_timeout": LATE}
DIALOG = {"on_failure": SORRY, "on_timeout": LATE}


def a_prompt(text: str, **settings: Any) -> dict[str, Any]:
    return {"message": {"text": text}, **settings}


@cache
def a_bot(
    *, elicitation_hooks: bool = True, required: bool = False, max_retries: int = 2, allow_interrupt: bool = True
) -> BotDefinition:
    """`Move` has a day, a kind and a confirmation; `Agent` and FallbackIntent have a fulfillment hook only."""

    def slot(name: str, kind: str, **more: Any) -> dict[str, Any]:
        prompt = a_prompt(f"{name}?", max_retries=max_retries, allow_interrupt=allow_interrupt)
        return {"name": name, "type": kind, "elicitation_hook": elicitation_hooks, "prompt": prompt} | more

    move = {
        "name": "Move",
        "utterances": ["move my visit", "move it to {Day}"],
        "slots": [slot("Day", "AMAZON.Date", required=required), slot("Kind", "VisitKind")],
        "confirmation": {
            "prompt": a_prompt("Move it?", max_retries=max_retries),
            "elicitation_hook": elicitation_hooks,
        },
        "initial_step": "InvokeDialogCodeHook",
        "dialog": DIALOG,
        "fulfillment": FULFILLMENT,
    }
    agent = {"name": "Agent", "utterances": ["operator", "0"], "fulfillment": FULFILLMENT}
    fallback = {
        "name": "FallbackIntent",
        "parent_signature": "AMAZON.FallbackIntent",
        "fulfillment": FULFILLMENT,
    }
    kinds = {"name": "VisitKind", "values": [{"value": "flu shot", "synonyms": ["flu jab"]}, {"value": "checkup"}]}
    return BotDefinition.model_validate(
        {
            "name": "small",
            "locale": "en_US",
            "voice_id": "Joanna",
            "voice_engine": "neural",
            "nlu_confidence_threshold": 0.4,
            "idle_session_ttl_s": 300,
            "slot_types": [kinds],
            "intents": [move, agent, fallback],
        }
    )


def answer(
    action: str,
    intent: str | None = None,
    *messages: str,
    slot: str | None = None,
    state: str = "InProgress",
    slots: dict[str, Any] | None = None,
    confirmation: str = "None",
    attributes: dict[str, str] | None = None,
) -> dict[str, Any]:
    """A code hook's response."""
    dialog_action: dict[str, Any] = {"type": action}
    if slot is not None:
        dialog_action["slotToElicit"] = slot
    session: dict[str, Any] = {"sessionAttributes": attributes or {}, "dialogAction": dialog_action}
    if intent is not None:
        session["intent"] = {"name": intent, "state": state, "confirmationState": confirmation}
        if slots is not None:
            session["intent"]["slots"] = slots
    contents = [{"contentType": "PlainText", "content": message} for message in messages]
    return {"sessionState": session, "messages": contents} if contents else {"sessionState": session}


def closing(intent: str = "Agent", *messages: str, **more: Any) -> dict[str, Any]:
    return answer("Close", intent, *messages, state="Fulfilled", **more)


class Stage:
    """One call: the caller's inputs, the function's answers, and what came of them."""

    def __init__(
        self,
        inputs: Iterable[CallerInput | str],
        answers: Iterable[Any] | Callable[[dict[str, Any], float], Any],
        *,
        bot: BotDefinition | None = None,
        faults: Sequence[str | None] = (),
        **runtime: Any,
    ) -> None:
        self.clock = CallClock(ANSWERED_AT)
        self._inputs = iter(inputs)
        self._answers = answers if callable(answers) else iter(answers)
        self._faults = iter(faults)
        self.events: list[dict[str, Any]] = []
        self.limits: list[float] = []
        self.turns: list[LexTurn] = []
        self.heard: list[Prompt] = []
        self.heard_at: list[float] = []
        self.waited_for: list[float] = []
        self.runtime = LexRuntime(
            bot or a_bot(), self.invoke, self.clock, ids=BotIds(), faults=self, on_turn=self.turns.append, **runtime
        )

    def converse(self, *, greeting: Prompt | None = None, **attributes: str) -> LexResult:
        return self.runtime.converse("contact-1", line=self, attributes=attributes, greeting=greeting)

    def invoke(self, event: dict[str, Any], limit_s: float) -> Any:
        self.events.append(event)
        self.limits.append(limit_s)
        if callable(self._answers):
            return self._answers(event, limit_s)
        given = next(self._answers)
        if isinstance(given, Exception):
            raise given
        return given

    def strike(self, at: str) -> str | None:
        assert at == "lex"
        return next(self._faults, None)

    def say(self, prompt: Prompt) -> None:
        self.heard.append(prompt)
        self.heard_at.append(self.clock.monotonic())

    def listen(self, *, silence_after_s: float) -> CallerInput:
        self.waited_for.append(silence_after_s)
        given = next(self._inputs, None)
        if given is None:
            raise CallerHungUp
        if isinstance(given, str):
            given = Keys(given[1:]) if given.startswith("#") else Speech(given) if given else Silence()
        if isinstance(given, Silence):
            self.clock.advance(timedelta(seconds=silence_after_s))
        return given

    def wait(self, seconds: float) -> None:
        self.clock.advance(timedelta(seconds=seconds))

    @property
    def texts(self) -> list[str]:
        return [prompt.text for prompt in self.heard]
