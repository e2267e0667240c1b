"""What agent assist starts from, over real HTTP, to sessions of Amazon Q in Connect."""

import json
from typing import Any

import botocore.session
import pytest

from fulfillment.assist import KEYS
from fulfillment.aws.agent_assist import QConnectAssist
from fulfillment.ports import AssistError
from simulator.local_aws.agent_assist import ASSISTANT_ID, AssistServer
from tests.integration.local_services import Local
from tests.integration.test_bedrock_wire import problems

SESSION_ID = "22222222-2222-4222-8222-222222222222"
KNOWN = {"question": "what does parking cost", "language": "en_US"}


@pytest.fixture
def assist(local: Local) -> QConnectAssist:
    local.begin()
    local.aws.assist_fails(None)
    return QConnectAssist(local.clients.qconnect)


@pytest.fixture
def session(local: Local) -> str:
    return local.aws.assist_session(SESSION_ID)


def test_a_session_is_told_what_is_known(local: Local, assist: QConnectAssist, session: str) -> None:
    assist.tell(session, KNOWN)
    assert local.aws.assist_told(session) == KNOWN


def test_telling_again_replaces_what_has_the_same_name(local: Local, assist: QConnectAssist, session: str) -> None:
    assist.tell(session, KNOWN)
    assist.tell(session, {"language": "es_US"})
    assert local.aws.assist_told(session) == {**KNOWN, "language": "es_US"}


def test_the_next_call_begins_untold(local: Local, assist: QConnectAssist, session: str) -> None:
    assist.tell(session, KNOWN)
    local.begin()
    assert local.aws.assist_told(session) == {}


@pytest.mark.parametrize("wrong", ["", "arn:aws:wisdom:us-west-2:0:session/local/1", "$.Wisdom.SessionArn", "off"])
def test_what_is_no_sessions_arn_goes_nowhere(assist: QConnectAssist, wrong: str) -> None:
    with pytest.raises(AssistError, match="not the ARN"):
        assist.tell(wrong, KNOWN)


def test_a_session_of_another_assistant_is_unknown(assist: QConnectAssist, session: str) -> None:
    with pytest.raises(AssistError, match="ResourceNotFoundException"):
        assist.tell(session.replace(ASSISTANT_ID, SESSION_ID), KNOWN)


@pytest.mark.parametrize("kind", ["throttle", "server_error", "access_denied", "refused", "malformed"])
def test_every_failure_is_the_ports_error_and_says_nothing_of_the_caller(
    local: Local, assist: QConnectAssist, session: str, kind: str
) -> None:
    local.aws.assist_fails(kind)
    with pytest.raises(AssistError) as raised:
        assist.tell(session, KNOWN)
    assert raised.value.retryable == (kind != "access_denied")
    assert "parking" not in str(raised.value)


def test_a_service_that_says_nothing_is_given_up(local: Local, assist: QConnectAssist, session: str) -> None:
    local.aws.assist_fails("stall")
    with pytest.raises(AssistError, match="ReadTimeoutError"):
        assist.tell(session, KNOWN)


@pytest.mark.parametrize(
    "data",
    [
        [{"key": "question", "value": {"stringValue": ""}}],
        [{"key": "question", "value": {"stringValue": "x" * 4097}}],
        [{"key": f"k{number}", "value": {"stringValue": "x"}} for number in range(51)],
        [{"key": "question"}],
    ],
)
def test_the_double_refuses_what_the_service_refuses(data: list[dict[str, Any]]) -> None:
    path = f"/assistants/{ASSISTANT_ID}/sessions/{SESSION_ID}/data"
    status, _, kind = AssistServer("us-west-2").answer("PATCH", path, json.dumps({"data": data}).encode())
    assert (status, kind) == (400, "ValidationException")


def test_the_double_answers_as_botocores_model_says() -> None:
    data = [{"key": name, "value": {"stringValue": "x"}} for name in KEYS]
    path = f"/assistants/{ASSISTANT_ID}/sessions/{SESSION_ID}/data"
    body = json.dumps({"data": data, "namespace": "Custom"}).encode()
    status, content, _ = AssistServer("us-west-2").answer("PATCH", path, body)
    model = botocore.session.get_session().get_service_model("qconnect").operation_model("UpdateSessionData")
    assert status == 200
    assert problems(model.output_shape, content) == []
