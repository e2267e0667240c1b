"""What a model is asked: who it is, what it may do, what was said before, the passages and this turn's question alone.

Knows the tools' names and how much of the conversation is told; refuses to know any model and what comes of it. System
text and tools are the same for every question of a line, so that a model may cache them.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from fulfillment.ports import ModelRequest, Passage, Tool
from fulfillment.prompts import say
from fulfillment.settings import Settings
from fulfillment.turn import Intent, Reason

MAX_TOKENS = 160
"""Of an answer: one sentence, and some that is not spoken."""
FEWEST_CHARS_PER_TOKEN = 3
"""English and Spanish have more: what is counted this way is hardly ever less than what is billed."""
HAND_OFF = "hand_off"
START_TASK = "start_task"
TASK_INTENTS = (Intent.BOOK, Intent.RESCHEDULE, Intent.CANCEL, Intent.CHECK, Intent.ORDER, Intent.RESET)


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    history: Sequence[tuple[str, str]]
    """Earlier turns as (role, text), oldest first."""
    locale: str
    model_calls_left: int
    more: bool = False
    """The caller has had an answer to it, and asks for more."""
    failed_before: bool = False
    """It was asked before in this call, and not answered."""
    count: int = 1
    """How many questions it holds."""


def request(model_id: str, question: Question, passages: Sequence[Passage], settings: Settings) -> ModelRequest:
    """The whole request to one model."""
    locale = question.locale
    return ModelRequest(
        model_id=model_id,
        system=say("model.system", locale, clinic=settings.clinic_name).strip(),
        history=recent(question.history, settings.history_tokens),
        passages=passages,
        question=say("model.more", locale, question=question.text) if question.more else question.text,
        tools=tools(locale),
        max_tokens=MAX_TOKENS,
    )


def tools(locale: str) -> tuple[Tool, ...]:
    """What a model may do besides answering."""
    reasons = [Reason.LOW_CONFIDENCE, Reason.OUT_OF_SCOPE]
    return (
        Tool(HAND_OFF, say("model.hand_off", locale), _schema("reason", [str(reason) for reason in reasons])),
        Tool(START_TASK, say("model.start_task", locale), _schema("intent", [str(intent) for intent in TASK_INTENTS])),
    )


def _schema(name: str, allowed: Sequence[str]) -> dict[str, object]:
    return {"type": "object", "properties": {name: {"type": "string", "enum": list(allowed)}}, "required": [name]}


def recent(history: Sequence[tuple[str, str]], tokens: int) -> tuple[tuple[str, str], ...]:
    """The latest exchanges that fit, each whole: what the caller said and what was answered."""
    kept: list[tuple[str, str]] = []
    room = tokens * FEWEST_CHARS_PER_TOKEN
    for start in range(len(history) - 2, -1, -2):
        exchange = history[start : start + 2]
        room -= sum(len(text) for _, text in exchange)
        if room < 0:
            break
        kept[:0] = exchange
    return tuple(kept)
