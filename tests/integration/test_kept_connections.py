"""What becomes of a client's connections from turn to turn: kept when they are whole, never half read, never missed."""

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import IO, Any

import pytest

from fulfillment.aws.knowledge import BedrockKnowledge
from fulfillment.aws.model import BedrockModel
from fulfillment.ports import ModelError, ModelEvent, Stopped, TextDelta, Usage
from simulator.local_aws.eventstream import CONTENT_TYPE, event
from tests.integration.bedrock_double import KNOWLEDGE_BASE, a_client
from tests.integration.test_bedrock_adapters import a_request, until_no_reader

PASSAGES = b'{"retrievalResults":[{"content":{"text":"Parking costs $3."}}]}'
SAID = (
    event("messageStart", {"role": "assistant"})
    + event("contentBlockDelta", {"contentBlockIndex": 0, "delta": {"text": "Parking costs $3."}})
    + event("messageStop", {"stopReason": "end_turn"})
)
TOLD = event("metadata", {"usage": {"inputTokens": 9, "outputTokens": 5, "totalTokens": 14}})


class Manner(Enum):
    KEEPS = auto()
    """Every connection, as a service does."""
    LEAVES = auto()
    """Once it has answered, and says nothing of it before."""
    IGNORES = auto()
    """Answers a connection's first request, and closes it at the second one: it had left while that was on its way."""


@dataclass
class Peer:
    """A service with one answer."""

    manner: Manner
    connections: int = 0
    requests: int = 0
    left: threading.Event = field(default_factory=threading.Event)
    may_tell: threading.Event = field(default_factory=threading.Event)
    """Until it is set, a stream's last event does not come."""
    url: str = ""

    def serve(self, listener: socket.socket) -> None:
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self._talk, args=(connection,), daemon=True).start()

    def _talk(self, connection: socket.socket) -> None:
        with connection, connection.makefile("rb") as reader:
            for number, line in enumerate(iter(reader.readline, b"")):
                _skip(reader)
                self.requests += 1
                if number and self.manner is Manner.IGNORES:
                    break
                self._answer(connection, streamed=b"converse-stream" in line)
                if self.manner is Manner.LEAVES:
                    break
        self.left.set()

    def _answer(self, connection: socket.socket, *, streamed: bool) -> None:
        if not streamed:
            head = f"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {len(PASSAGES)}\r\n\r\n"
            connection.sendall(head.encode() + PASSAGES)
            return
        head = f"HTTP/1.1 200 OK\r\nContent-Type: {CONTENT_TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n"
        connection.sendall(head.encode() + _chunk(SAID))
        self.may_tell.wait(5)
        with_end = _chunk(TOLD) + b"0\r\n\r\n"
        try:
            connection.sendall(with_end)
        except OSError:
            return


def _chunk(data: bytes) -> bytes:
    return f"{len(data):x}\r\n".encode() + data + b"\r\n"


def _skip(reader: IO[bytes]) -> None:
    """The rest of a request."""
    length = 0
    while (line := reader.readline()).strip():
        name, _, value = line.partition(b":")
        if name.lower() == b"content-length":
            length = int(value)
    reader.read(length)


@contextmanager
def a_peer(manner: Manner) -> Iterator[Peer]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        peer = Peer(manner)
        peer.url = f"http://127.0.0.1:{listener.getsockname()[1]}"
        peer.may_tell.set()
        thread = threading.Thread(target=peer.serve, args=(listener,), daemon=True)
        thread.start()
        yield peer
        peer.may_tell.set()
        listener.shutdown(socket.SHUT_RDWR)


def converse(client: Any) -> list[ModelEvent]:
    """One answer, heard to its end as the core hears it."""
    with closing(BedrockModel(client, "", "").converse(a_request(), timeout_s=4)) as stream:
        events = list(stream)
    until_no_reader()
    return events


def test_a_connection_that_the_service_has_left_costs_the_model_no_attempt() -> None:
    with a_peer(Manner.LEAVES) as peer, a_client("bedrock-runtime", peer.url) as client:
        converse(client)
        assert peer.left.wait(2)
        assert isinstance(converse(client)[-1], Usage)
    assert peer.connections == 2


def test_one_whose_leaving_shows_only_in_use_costs_one_attempt_and_the_next_has_another() -> None:
    """The adapter asks once for each time it is asked: two attempts a turn are two requests."""
    with a_peer(Manner.IGNORES) as peer, a_client("bedrock-runtime", peer.url) as client:
        converse(client)
        with pytest.raises(ModelError, match="ConnectionClosed") as failed:
            converse(client)
        assert failed.value.retryable
        assert isinstance(converse(client)[-1], Usage)
    assert (peer.connections, peer.requests) == (2, 3)


@pytest.mark.parametrize("manner", [Manner.LEAVES, Manner.IGNORES])
def test_a_connection_that_the_service_has_left_costs_no_passages(manner: Manner) -> None:
    with a_peer(manner) as peer, a_client("bedrock-agent-runtime", peer.url) as client:
        knowledge = BedrockKnowledge(client, KNOWLEDGE_BASE)
        assert knowledge.retrieve("parking", limit=1, timeout_s=4)()
        assert manner is Manner.IGNORES or peer.left.wait(2)
        assert knowledge.retrieve("parking", limit=1, timeout_s=4)()
    assert peer.connections == 2


def test_an_answer_heard_to_its_end_leaves_its_connection_to_the_next() -> None:
    with a_peer(Manner.KEEPS) as peer, a_client("bedrock-runtime", peer.url) as client:
        converse(client)
        converse(client)
    assert (peer.connections, peer.requests) == (1, 2)


def test_a_stream_closed_early_leaves_no_half_read_connection() -> None:
    with a_peer(Manner.KEEPS) as peer, a_client("bedrock-runtime", peer.url) as client:
        peer.may_tell.clear()
        stream = BedrockModel(client, "", "").converse(a_request(), timeout_s=4)
        assert [type(next(stream)), type(next(stream))] == [TextDelta, Stopped]
        stream.close()
        peer.may_tell.set()
        until_no_reader()
        assert isinstance(converse(client)[-1], Usage)
    assert peer.connections == 2
