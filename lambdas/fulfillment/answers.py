"""An open question: retrieve, ask the model, judge, within the deadline.

Knows when an answer may be given and what stands in for a model that cannot be reached; refuses to know the dialogue
around the question.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from .ports import (
    Clock,
    Knowledge,
    KnowledgeError,
    Model,
    ModelError,
    ModelRequest,
    Passage,
    Stopped,
    StopReason,
    TextDelta,
    Tool,
    ToolUse,
    Usage,
)
from .prompts import say
from .settings import Settings
from .speech import complete_sentence, shorten, speakable
from .turn import Queue, Reason, TurnRecord

PASSAGES = 4
MAX_TOKENS = 160
ANSWER_WORDS = 45
"""An answer is heard, not read: about fifteen seconds."""
RETRIEVE_SHARE = 0.3
"""Of the time left, for the passages."""
ATTEMPT_SHARE = 0.55
"""Of the time left, for one model; the rest is the next one's."""
LEAST_ATTEMPT_S = 0.4
HAND_OFF = "hand_off"
DOCUMENTS_LANGUAGE = "en"
"""What a passage can be read out in; in any other language an answer takes the model."""


@dataclass(frozen=True, slots=True)
class Answered:
    text: str
    documents: tuple[str, ...]
    queue: Queue | None
    """The desk that the documents name."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    reason: Reason
    queue: Queue | None = None


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Neither an answer nor a passage can be had."""


Answer = Answered | Unanswered | Unreachable


@dataclass(frozen=True, slots=True)
class Question:
    text: str
    history: Sequence[tuple[str, str]]
    locale: str
    model_calls_left: int


@dataclass(frozen=True, slots=True)
class Library:
    """What questions are answered with."""

    knowledge: Knowledge
    model: Model
    clock: Clock
    settings: Settings


@dataclass(slots=True)
class _Heard:
    """What came out of one stream."""

    text: str = ""
    tool: ToolUse | None = None
    stop: StopReason | None = None
    usage: Usage | None = None
    sentence_at: float | None = None
    """When its first sentence was complete, on the clock's monotonic scale, in seconds."""


def answer(question: Question, library: Library, *, deadline: float, record: TurnRecord) -> Answer:
    """Answer from the documents or say why not; `deadline` is on the library's monotonic clock, in seconds."""
    left = deadline - library.clock.monotonic()
    try:
        passages = library.knowledge.retrieve(question.text, limit=PASSAGES, timeout_s=left * RETRIEVE_SHARE)()
    except KnowledgeError:
        record.errors.append("bedrock.retrieve")
        return Unreachable()
    if not passages or passages[0].score < library.settings.retrieval_threshold:
        record.parts["retrieval"] = passages[0].score if passages else 0.0
        return Unanswered(Reason.LOW_CONFIDENCE)
    record.parts["retrieval"] = passages[0].score
    record.documents = list(dict.fromkeys(passage.document for passage in passages))
    heard = _generate(question, passages, library, deadline, record)
    result = _judge(heard, passages, record, question.locale)
    if isinstance(result, Answered):
        own = heard.sentence_at if heard and not record.read_out else None
        record.mark("first_sentence", library.clock.monotonic() if own is None else own)
    return result


def _judge(heard: _Heard | None, passages: Sequence[Passage], record: TurnRecord, locale: str) -> Answer:
    queue = queue_of(passages)
    if heard and heard.stop is StopReason.GUARDRAIL:
        record.held_back = True
        return Unanswered(Reason.GUARDRAIL, queue)
    if heard and heard.tool and heard.tool.name == HAND_OFF:
        reason = str(heard.tool.arguments.get("reason", ""))
        out_of_scope = reason == Reason.OUT_OF_SCOPE
        return Unanswered(Reason.OUT_OF_SCOPE if out_of_scope else Reason.LOW_CONFIDENCE, queue)
    text = speakable(heard.text, locale=locale) if heard else ""
    if not text and not locale.startswith(DOCUMENTS_LANGUAGE):
        return Unanswered(Reason.LOW_CONFIDENCE, queue)
    if not text:
        text = speakable(passages[0].text, locale=locale)
        record.model, record.read_out = None, True
    return Answered(shorten(text, words=ANSWER_WORDS, chars=600), (passages[0].document,), queue)


def queue_of(passages: Sequence[Passage]) -> Queue | None:
    """The desk that the best passage's document names."""
    name = passages[0].queue
    return Queue(name) if name in set(Queue) else None


def _generate(
    question: Question, passages: Sequence[Passage], library: Library, deadline: float, record: TurnRecord
) -> _Heard | None:
    """Two attempts at most, the second with the other model; None when neither came through."""
    models = (library.settings.small_model, library.settings.large_model)
    for model_id in models[: max(question.model_calls_left, 0)]:
        left = (deadline - library.clock.monotonic()) * ATTEMPT_SHARE
        if left < LEAST_ATTEMPT_S:
            break
        record.usage["model_calls"] = record.usage.get("model_calls", 0) + 1
        try:
            heard = _stream(_request(model_id, question, passages, library), library, left)
        except ModelError:
            record.errors.append("bedrock.converse_stream")
            continue
        record.model = record.billed = model_id
        _count(heard, record)
        return heard
    return None


def _stream(request: ModelRequest, library: Library, timeout_s: float) -> _Heard:
    heard = _Heard()
    for event in library.model.converse(request, timeout_s=timeout_s):
        match event:
            case TextDelta(text):
                heard.text += text
                if heard.sentence_at is None and complete_sentence(heard.text):
                    heard.sentence_at = library.clock.monotonic()
            case ToolUse():
                heard.tool = event
            case Stopped(reason):
                heard.stop = reason
                heard.sentence_at = heard.sentence_at or library.clock.monotonic()
            case Usage():
                heard.usage = event
    return heard


def _count(heard: _Heard, record: TurnRecord) -> None:
    if heard.usage is None:
        return
    record.usage["input_tokens"] = heard.usage.input_tokens
    record.usage["output_tokens"] = heard.usage.output_tokens
    record.usage["cache_read_tokens"] = heard.usage.cache_read_tokens
    record.usage["cache_write_tokens"] = heard.usage.cache_write_tokens
    if heard.usage.grounding is not None:
        record.parts["grounding"] = heard.usage.grounding
    if heard.usage.relevance is not None:
        record.parts["relevance"] = heard.usage.relevance


def _request(model_id: str, question: Question, passages: Sequence[Passage], library: Library) -> ModelRequest:
    hand_off = Tool(
        HAND_OFF,
        say("model.hand_off", question.locale),
        {
            "type": "object",
            "properties": {"reason": {"type": "string", "enum": [Reason.LOW_CONFIDENCE, Reason.OUT_OF_SCOPE]}},
            "required": ["reason"],
        },
    )
    return ModelRequest(
        model_id=model_id,
        system=say("model.system", question.locale, clinic=library.settings.clinic_name).strip(),
        history=question.history,
        passages=passages,
        question=question.text,
        tools=(hand_off,),
        max_tokens=MAX_TOKENS,
    )
