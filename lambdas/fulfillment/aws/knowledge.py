"""The clinic's documents: an Amazon Bedrock knowledge base.

Knows the Retrieve request, its results and its failures; refuses to know which passage is good enough.
"""

import re
import time
from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from botocore.exceptions import ConnectTimeoutError, ReadTimeoutError

from fulfillment.aws.clients import WIRE_ERRORS, error_code, retryable
from fulfillment.aws.deadline import Expired, within
from fulfillment.ports import KnowledgeError, Passage, Retrieval

if TYPE_CHECKING:
    from types_boto3_bedrock_agent_runtime.client import AgentsforBedrockRuntimeClient

QUESTION_CHARS = 1_000
"""Longest question sent. The service model allows 20,000; the guardrail's query, which must be the same, 1,000."""
MAX_RESULTS = 100
"""Most results of one request: the service model's `numberOfResults`."""

RETRY_AFTER_S = 0.05
"""Before the second attempt: a caller does not hear it."""

_TIMED_OUT = (ConnectTimeoutError, ReadTimeoutError)
"""Such an attempt has used up the time that there was for both."""
_FRONT_MATTER = re.compile(r"\A\s*---\n(.*?)\n---\n?", re.DOTALL)
_HEADING = re.compile(r"\A\s*#+[ \t]*(.+)\n")
_SOURCE = "x-amz-bedrock-kb-source-uri"


class BedrockKnowledge:
    """The Knowledge port on a Bedrock knowledge base."""

    def __init__(self, client: "AgentsforBedrockRuntimeClient", knowledge_base_id: str) -> None:
        self._client = client
        self._knowledge_base_id = knowledge_base_id

    def retrieve(self, question: str, *, limit: int, timeout_s: float) -> Retrieval:
        """Ask at once for the passages nearest in meaning, at most `limit` (1-100); what is returned waits for them.

        A blank question has none. A question of over 1,000 characters is cut there. Waiting ends `timeout_s` seconds
        from this call.

        Raises:
            KnowledgeError: while waiting: the service failed, was too slow, or answered with something else than
                results.
        """
        asked = question.strip()[:QUESTION_CHARS]
        if not asked:
            return tuple
        until = time.monotonic() + timeout_s
        answer = within(timeout_s, lambda: self._ask(asked, min(limit, MAX_RESULTS), until - RETRY_AFTER_S))
        return lambda: _passages(answer)

    def _ask(self, question: str, limit: int, latest: float) -> Generator[Mapping[str, Any], None, None]:
        """Twice, where the first attempt failed at once in a way that may pass; `latest`: when to begin the second."""
        request: Any = {
            "knowledgeBaseId": self._knowledge_base_id,
            "retrievalQuery": {"text": question},
            "retrievalConfiguration": {"vectorSearchConfiguration": {"numberOfResults": limit}},
        }
        try:
            answer = self._client.retrieve(**request)
        except WIRE_ERRORS as error:
            if not retryable(error) or isinstance(error, _TIMED_OUT) or time.monotonic() > latest:
                raise
            time.sleep(RETRY_AFTER_S)
            answer = self._client.retrieve(**request)
        yield answer


def _passages(answer: Iterator[Mapping[str, Any]]) -> Sequence[Passage]:
    with _speaking_of("retrieve passages"):
        response = next(answer)
    results = response.get("retrievalResults")
    if not isinstance(results, list):
        raise KnowledgeError("could not retrieve passages: the answer has no results", retryable=True)
    passages = [passage for result in results if (passage := parse_result(result)) is not None]
    return tuple(sorted(passages, key=lambda passage: -passage.score))


def parse_result(result: Mapping[str, Any]) -> Passage | None:
    """One retrieval result, its first heading made part of the title. Missing members are tolerated.

    None when it has no text: an image, a table row, a heading alone.
    """
    text = (result.get("content") or {}).get("text") or ""
    front = _FRONT_MATTER.match(text)
    metadata = {**(_front_matter(front[1]) if front else {}), **(result.get("metadata") or {})}
    text = text[front.end() if front else 0 :].strip()
    heading = _HEADING.match(text)
    text = text[heading.end() if heading else 0 :].strip()
    if not text:
        return None
    name = _document(result.get("location") or {}, metadata)
    title = str(metadata.get("title") or re.sub(r"[-_]+", " ", name).strip().capitalize())
    queue = metadata.get("queue")
    return Passage(
        document=name,
        title=f"{title}. {heading[1].strip()}" if heading else title,
        text=text,
        score=float(result.get("score") or 0.0),
        queue=str(queue) if queue else None,
    )


def _front_matter(block: str) -> dict[str, str]:
    lines = (line.partition(":") for line in block.splitlines())
    return {key.strip(): value.strip() for key, colon, value in lines if colon}


def _document(location: Mapping[str, Any], metadata: Mapping[str, Any]) -> str:
    uri = (location.get("s3Location") or {}).get("uri") or metadata.get(_SOURCE) or ""
    file = unquote(str(uri)).rstrip("/").rpartition("/")[2]
    return file.rpartition(".")[0] or file or "unknown"


@contextmanager
def _speaking_of(action: str) -> Iterator[None]:
    """The one place where what the service or its client does wrong becomes the port's error."""
    try:
        yield
    except Expired as error:
        raise KnowledgeError(f"could not {action}: out of time", retryable=True) from error
    except WIRE_ERRORS as error:
        name = error_code(error) or type(error).__name__
        raise KnowledgeError(f"could not {action}: {name}", retryable=retryable(error)) from error
