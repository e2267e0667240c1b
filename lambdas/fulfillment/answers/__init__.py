"""An open question: passages, the model that fits, its answer as soon as it is there, judged, within the deadline.

Knows when an answer may be given and what stands in for a model that cannot be reached; refuses to know the dialogue
around the question.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from fulfillment.hearing import is_off_limits
from fulfillment.ports import Clock, Knowledge, KnowledgeError, Model, Passage, Retrieval, StopReason
from fulfillment.settings import Settings
from fulfillment.speech import sentences, shorten, speakable
from fulfillment.turn import Intent, Queue, Reason, TurnRecord

from .choice import Difficulty, difficulty, order
from .request import HAND_OFF, START_TASK, TASK_INTENTS, Question, request
from .stream import Heard, estimate, listen

__all__ = [
    "TASK_INTENTS",
    "Answer",
    "Answered",
    "Library",
    "Question",
    "TaskWanted",
    "Unanswered",
    "Unreachable",
    "answer",
    "queue_of",
    "retrieve",
]

PASSAGES = 4
ANSWER_WORDS = 45
"""An answer is heard, not read: about fifteen seconds. What the model is asked for is shorter."""
RETRIEVE_SHARE = 0.3
"""Of the time left, for the passages."""
ATTEMPT_SHARE = 0.55
"""Of the time left, for the first model; the second one has the rest."""
LEAST_ATTEMPT_S = 0.4
"""No model answers in less."""
TOPIC_SHARE = 0.6
"""Of the score that answers, what a document must have to be what a question may be about."""
DOCUMENTS_LANGUAGE = "en"
"""What a passage can be read out in; in any other language an answer takes the model."""


@dataclass(frozen=True, slots=True)
class Answered:
    text: str
    documents: tuple[str, ...]
    queue: Queue | None
    """The desk that the documents name."""
    more: bool = False
    """There is more to tell about it."""


@dataclass(frozen=True, slots=True)
class Unanswered:
    reason: Reason
    queue: Queue | None = None
    topics: tuple[str, ...] = ()
    """What the question might have been about."""


@dataclass(frozen=True, slots=True)
class TaskWanted:
    """No question: the caller wants something done."""

    intent: Intent


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Neither an answer nor a passage can be had."""


Answer = Answered | Unanswered | TaskWanted | Unreachable


@dataclass(frozen=True, slots=True)
class Library:
    """What questions are answered with."""

    knowledge: Knowledge
    model: Model
    clock: Clock
    settings: Settings


def retrieve(text: str, library: Library, *, deadline: float) -> Retrieval:
    """Ask for a question's passages, without waiting; `deadline` is the turn's, in monotonic seconds."""
    left = max(deadline - library.clock.monotonic(), 0.0)
    return library.knowledge.retrieve(text, limit=PASSAGES, timeout_s=left * RETRIEVE_SHARE)


def answer(question: Question, passages: Retrieval, library: Library, *, deadline: float, record: TurnRecord) -> Answer:
    """Answer from the documents or say why not.

    Args:
        question: what is asked, and what is known of it.
        passages: from `retrieve`.
        library: what to answer with.
        deadline: when the answer must be there, in seconds on the library's monotonic clock.
        record: told what it took.
    """
    try:
        found = passages()
    except KnowledgeError:
        record.errors.append("bedrock.retrieve")
        return Unreachable()
    record.mark("retrieved", library.clock.monotonic())
    record.parts["retrieval"] = found[0].score if found else 0.0
    if not found or found[0].score < library.settings.retrieval_threshold:
        return Unanswered(Reason.LOW_CONFIDENCE, topics=_topics(found, library.settings.retrieval_threshold))
    record.documents = list(dict.fromkeys(passage.document for passage in found))
    if question.model_calls_left < 1:
        return Unanswered(Reason.LIMIT, queue_of(found))
    heard = _ask(question, found, library, deadline, record)
    return _judge(heard, found, library, question, record)


def queue_of(passages: Sequence[Passage]) -> Queue | None:
    """The desk that the best passage's document names."""
    name = passages[0].queue
    return Queue(name) if name in set(Queue) else None


def _topics(passages: Sequence[Passage], threshold: float) -> tuple[str, ...]:
    """Titles of the best two documents, where there are two and both come near."""
    near = (passage for passage in passages if passage.score >= TOPIC_SHARE * threshold)
    titles = dict.fromkeys(passage.title.partition(".")[0] for passage in near)
    return tuple(titles)[:2] if len(titles) > 1 else ()


def _ask(
    question: Question, passages: Sequence[Passage], library: Library, deadline: float, record: TurnRecord
) -> Heard | None:
    """Two attempts at most, the second with the other model; None when neither came through."""
    hard = difficulty(question, passages, library.settings)
    record.difficulty = hard
    for model_id, seconds in _attempts(hard, question, library, deadline):
        record.usage["model_calls"] = record.usage.get("model_calls", 0) + 1
        asked = request(model_id, question, passages, library.settings)
        stream = library.model.converse(asked, timeout_s=seconds)
        record.cache = stream.cache
        heard = listen(stream, library.clock, read_on_s=library.settings.read_on_s)
        _count(heard, record, model_id, estimate(asked, heard))
        if not heard.usable:
            record.errors.append("bedrock.converse_stream")
            continue
        record.model = model_id
        _note_scores(heard, record)
        return heard
    return None


def _attempts(hard: Difficulty, question: Question, library: Library, deadline: float) -> Iterator[tuple[str, float]]:
    """Each model to ask, with its seconds, while there is time."""
    for number, model_id in enumerate(order(hard, library.settings)[: question.model_calls_left]):
        left = deadline - library.clock.monotonic()
        seconds = left * ATTEMPT_SHARE if number == 0 else left
        if seconds >= LEAST_ATTEMPT_S:
            yield model_id, seconds


def _count(heard: Heard, record: TurnRecord, model_id: str, estimated: dict[str, int]) -> None:
    """Tokens as told, or as they may have been; a request that brought nothing has cost nothing."""
    told = heard.usage
    if told is None and not heard.began:
        return
    used = estimated
    if told is not None:
        used = {
            "input_tokens": told.input_tokens,
            "output_tokens": told.output_tokens,
            "cache_read_tokens": told.cache_read_tokens,
            "cache_write_tokens": told.cache_write_tokens,
        }
    record.usage_estimated = record.usage_estimated or told is None
    for counts in (record.usage, record.billed.setdefault(model_id, {})):
        for name, number in used.items():
            counts[name] = counts.get(name, 0) + number


def _note_scores(heard: Heard, record: TurnRecord) -> None:
    """Of the answer that is given, as told; what was not told is unknown, not good."""
    told = heard.usage
    scores = {"grounding": told.grounding, "relevance": told.relevance} if told is not None else {}
    record.parts.update({name: score for name, score in scores.items() if score is not None})


def _judge(
    heard: Heard | None, passages: Sequence[Passage], library: Library, question: Question, record: TurnRecord
) -> Answer:
    """What may be said of what was heard; with nothing heard, the best passage as it stands."""
    queue, locale = queue_of(passages), question.locale
    if heard is None:
        return _read_out(passages, library, question, record)
    if heard.stop is StopReason.GUARDRAIL:
        record.held_back = True
        return Unanswered(Reason.GUARDRAIL, queue)
    if heard.tool is not None:
        return _by_tool(heard, queue, record)
    text = speakable(heard.text, locale=locale)
    if not text or _unsupported(record, library.settings):
        return Unanswered(Reason.LOW_CONFIDENCE, queue)
    record.unknown = [] if not library.settings.guardrail_id else _untold(record)
    record.mark("first_sentence", heard.complete_at)
    return Answered(shorten(text, words=ANSWER_WORDS, chars=600), (passages[0].document,), queue, heard.adds)


def _read_out(passages: Sequence[Passage], library: Library, question: Question, record: TurnRecord) -> Answer:
    """The best passage as it stands, or what is still unsaid where more is asked."""
    record.model, record.read_out = None, True
    text = next(filter(None, (_unsaid(each, question) for each in passages[: None if question.more else 1])), "")
    if not question.locale.startswith(DOCUMENTS_LANGUAGE) or not text:
        return Unanswered(Reason.LOW_CONFIDENCE, queue_of(passages))
    record.mark("first_sentence", library.clock.monotonic())
    return Answered(shorten(text, words=ANSWER_WORDS, chars=600), (passages[0].document,), queue_of(passages))


def _unsaid(passage: Passage, question: Question) -> str:
    """What a passage tells, less what was said; a sentence that gives orders to a model is no part of it."""
    locale = question.locale
    told = [each for each in sentences(passage.text) if not is_off_limits(each, locale=locale)]
    if question.more:
        said = " ".join(text for _, text in question.history)
        told = [each for each in told if speakable(each, locale=locale) not in said]
    return speakable(" ".join(told), locale=locale)


def _by_tool(heard: Heard, queue: Queue | None, record: TurnRecord) -> Answer:
    tool = heard.tool
    wanted = tool.arguments.get("intent") if tool is not None and tool.name == START_TASK else None
    if isinstance(wanted, str) and wanted in set(TASK_INTENTS):
        return TaskWanted(Intent(wanted))
    out_of_scope = tool is not None and tool.name == HAND_OFF and tool.arguments.get("reason") == Reason.OUT_OF_SCOPE
    if not out_of_scope:
        record.parts["model"] = 0.0
    return Unanswered(Reason.OUT_OF_SCOPE if out_of_scope else Reason.LOW_CONFIDENCE, queue)


def _unsupported(record: TurnRecord, settings: Settings) -> bool:
    """The guardrail's scores are known, and too low."""
    grounding, relevance = record.parts.get("grounding", 1.0), record.parts.get("relevance", 1.0)
    return grounding < settings.grounding_threshold or relevance < settings.relevance_threshold


def _untold(record: TurnRecord) -> list[str]:
    return [name for name in ("grounding", "relevance") if name not in record.parts]
