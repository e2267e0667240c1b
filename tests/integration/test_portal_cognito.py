"""Password resets over real HTTP, to a pool of users."""

import pytest

from fulfillment.aws.portal import CognitoPortal
from fulfillment.ports import PortalError
from simulator.local_aws.faults import Fault
from tests.integration.local_services import Local


def username(local: Local, last_name: str = "Rivera") -> str:
    return local.office.patients_by_last_name(last_name)[0].username


def test_a_reset_is_sent_to_the_patient_and_to_nobody_else(local: Local) -> None:
    local.portal.reset_password(username(local))
    assert local.aws.password_resets() == ["Ana Rivera"]


def test_every_reset_sent_is_counted(local: Local) -> None:
    local.portal.reset_password(username(local))
    local.portal.reset_password(username(local, "Baker"))
    local.portal.reset_password(username(local))
    assert local.aws.password_resets() == ["Ana Rivera", "Tom Baker", "Ana Rivera"]


def test_the_next_call_begins_without_resets(local: Local) -> None:
    local.portal.reset_password(username(local))
    local.begin()
    assert local.aws.password_resets() == []
    local.portal.reset_password(username(local))
    assert local.aws.password_resets() == ["Ana Rivera"]


def test_an_unknown_user_is_the_ports_error_for_good(local: Local) -> None:
    with pytest.raises(PortalError, match="UserNotFoundException") as raised:
        local.portal.reset_password("nobody")
    assert not raised.value.retryable
    assert local.aws.password_resets() == []


def test_an_unknown_pool_is_the_ports_error_for_good(local: Local) -> None:
    with pytest.raises(PortalError, match="ResourceNotFoundException") as raised:
        CognitoPortal(local.clients.cognito_idp, "us-west-2_Nothing").reset_password("nobody")
    assert not raised.value.retryable


def test_an_impossible_user_name_is_the_ports_error_for_good(local: Local) -> None:
    with pytest.raises(PortalError) as raised:
        local.portal.reset_password("")
    assert not raised.value.retryable


def test_a_throttled_reset_is_asked_for_once_more_and_sent_once(local: Local) -> None:
    local.break_down(Fault("cognito.*", "throttle", times=1))
    local.portal.reset_password(username(local))
    assert local.aws.password_resets() == ["Ana Rivera"]


@pytest.mark.parametrize("kind", ["server_error", "refused", "malformed", "conflict", "access_denied"])
def test_a_reset_that_may_have_been_sent_is_not_asked_for_again(local: Local, kind: str) -> None:
    local.break_down(Fault("cognito.admin_reset_user_password", kind, times=1))
    with pytest.raises(PortalError):
        local.portal.reset_password(username(local))
    sent = ["Ana Rivera"] if kind == "malformed" else []
    assert local.aws.password_resets() == sent


def test_nobodys_name_is_in_an_error(local: Local) -> None:
    local.break_down(Fault("cognito.*", "server_error"))
    name = username(local)
    with pytest.raises(PortalError) as raised:
        local.portal.reset_password(name)
    assert name not in str(raised.value)
