"""What the tests of Bedrock share: its server on loopback, real botocore clients on it, and requests as values.

Knows how to start and stop them; refuses to know what is tested.
"""

import http.client
import json
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import botocore.session
from botocore.config import Config

from simulator.local_aws.bedrock import BedrockServer
from simulator.local_aws.faults import Fault, FaultBoard
from simulator.local_aws.latencies import Latencies

DOCUMENTS = Path(__file__).parents[2] / "knowledge_base"
KNOWLEDGE_BASE = "LOCALDOCS1"
MODEL = "offline-extractive"
PASSAGE = "Parking\nParking in the clinic garage costs $3 an hour."
HANDOFF = {
    "toolSpec": {
        "name": "hand_off",
        "description": "Hand over.",
        "inputSchema": {"json": {"type": "object", "properties": {"reason": {"type": "string"}}}},
    }
}


def a_server(latencies: Latencies | None = None) -> BedrockServer:
    return BedrockServer(latencies or Latencies(), DOCUMENTS)


def break_down(server: BedrockServer, at: str, kind: str, times: int | None = None) -> None:
    server.faults = FaultBoard([Fault(at=at, kind=kind, times=times)])


def repair(server: BedrockServer) -> None:
    server.faults = FaultBoard()


@contextmanager
def a_client(service: str, url: str, *, read_s: float = 2.0, attempts: int = 1) -> Iterator[Any]:
    """A real botocore client of a service at an endpoint."""
    client = botocore.session.get_session().create_client(
        service,
        region_name="us-west-2",
        endpoint_url=url,
        aws_access_key_id="local",
        aws_secret_access_key="local",
        config=Config(
            connect_timeout=1.0,
            read_timeout=read_s,
            retries={"total_max_attempts": attempts, "mode": "legacy"},
            proxies={},
        ),
    )
    with closing(client):
        yield client


def a_converse(question: str = "what does parking cost?", **members: Any) -> dict[str, Any]:
    """The body of a ConverseStream request."""
    content = [{"text": PASSAGE}, {"text": question}]
    return {
        "messages": [{"role": "user", "content": content}],
        "system": [{"text": "Answer from the passages."}],
        "toolConfig": {"tools": [HANDOFF]},
        "inferenceConfig": {"maxTokens": 100},
        **members,
    }


def a_guarded_converse(question: str = "what does parking cost?") -> dict[str, Any]:
    texts = [(PASSAGE, ["grounding_source"]), (question, ["query", "guard_content"])]
    content = [{"guardContent": {"text": {"text": text, "qualifiers": names}}} for text, names in texts]
    guardrail = {"guardrailIdentifier": "gr0", "guardrailVersion": "1", "trace": "enabled"}
    return a_converse(messages=[{"role": "user", "content": content}], guardrailConfig=guardrail)


class Wire:
    """Requests as bytes, without botocore, over one connection."""

    def __init__(self, url: str) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(url).netloc, timeout=5)

    def post(self, path: str, body: Any) -> tuple[int, Mapping[str, str], bytes]:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self._connection.request("POST", path, data, {"Content-Type": "application/json"})
        response = self._connection.getresponse()
        return response.status, dict(response.headers), response.read()

    def converse(self, body: Any, model: str = MODEL) -> tuple[int, Mapping[str, str], bytes]:
        return self.post(f"/model/{quote(model, safe='')}/converse-stream", body)

    def retrieve(self, body: Any, knowledge_base: str = KNOWLEDGE_BASE) -> tuple[int, Mapping[str, str], bytes]:
        return self.post(f"/knowledgebases/{knowledge_base}/retrieve", body)

    @property
    def local_port(self) -> int:
        """Of the connection in use: the same as long as it is kept."""
        return int(self._connection.sock.getsockname()[1])

    def close(self) -> None:
        self._connection.close()
