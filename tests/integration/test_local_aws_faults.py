"""Every fault at DynamoDB and Cognito, over real HTTP, ends as the port's own exception: the map is total."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import monotonic

import pytest

from fulfillment.ports import BackOfficeError, PortalError, PortError, SessionsError, VersionConflict
from simulator.local_aws.faults import KINDS, OPERATIONS, Fault, place_of
from tests.integration.local_services import THURSDAY, AnOrder, AWorld, Local

LATER = datetime(2026, 12, 2, tzinfo=UTC)
READS = ("load", "load_packet", "practice", "patients_by_phone", "patients_by_last_name")
READS += ("appointments", "taken", "orders")
LASTING = {"access_denied"}
"""Kinds that do not pass by trying again."""


def calls(local: Local) -> dict[str, tuple[type[PortError], Callable[[], object]]]:
    """Every method of the ports that these services answer."""
    sessions, portal = local.sessions, local.portal
    office = type(local.office)(local.clients.dynamodb, local.settings.clinic_table)  # has not read the practice yet
    ana = local.an_appointment()
    on_friday = replace(ana, at=THURSDAY + timedelta(days=1))
    return {
        "load": (SessionsError, lambda: sessions.load("s1")),
        "save": (SessionsError, lambda: sessions.save("s1", {}, version=0, expires_at=LATER)),
        "release": (SessionsError, lambda: sessions.release("a1")),
        "claim": (SessionsError, lambda: sessions.claim("a1", expires_at=LATER)),
        "save_packet": (SessionsError, lambda: sessions.save_packet("s1", {}, expires_at=LATER)),
        "load_packet": (SessionsError, lambda: sessions.load_packet("s1")),
        "practice": (BackOfficeError, office.practice),
        "patients_by_phone": (BackOfficeError, lambda: office.patients_by_phone("+12065550101")),
        "patients_by_last_name": (BackOfficeError, lambda: office.patients_by_last_name("Rivera")),
        "appointments": (BackOfficeError, lambda: local.office.appointments(ana.patient_id, after=LATER)),
        "taken": (BackOfficeError, lambda: office.taken("Dr. Chen", THURSDAY.date())),
        "orders": (BackOfficeError, lambda: office.orders(ana.patient_id)),
        "book": (BackOfficeError, lambda: local.office.book("b1", on_friday)),
        "move": (BackOfficeError, lambda: local.office.move("m1", ana, on_friday)),
        "cancel": (BackOfficeError, lambda: local.office.cancel("c1", ana)),
        "reset_password": (PortalError, lambda: portal.reset_password("ana.rivera.1")),
    }


def prepared(local: Local) -> dict[str, tuple[type[PortError], Callable[[], object]]]:
    local.begin(AWorld(orders=[AnOrder("Ana Rivera", "000981")]))
    local.office.practice()
    return calls(local)


def failure(act: Callable[[], object]) -> PortError:
    with pytest.raises(PortError) as raised:
        act()
    return raised.value


@pytest.mark.parametrize("kind", [kind for kind in KINDS["dynamodb.*"] if kind not in ("stall", "conflict")])
def test_every_method_raises_its_ports_own_error(local: Local, kind: str) -> None:
    methods = prepared(local)
    local.break_down(Fault("dynamodb.*", kind), Fault("cognito.*", kind))
    raised = {name: (failure(act), error) for name, (error, act) in methods.items()}
    assert {name for name, (found, expected) in raised.items() if type(found) is not expected} == set()
    wrong = {name for name, (found, _) in raised.items() if found.retryable is (kind in LASTING)}
    assert wrong == set()
    assert all(found.__cause__ is not None for found, _ in raised.values())
    carried_out = kind == "malformed"
    assert (local.aws.appointments("Ana Rivera") != [THURSDAY]) is carried_out
    assert carried_out or local.aws.password_resets() == []


def test_a_stall_is_given_up_within_a_turns_deadline(local: Local) -> None:
    methods = prepared(local)
    local.break_down(Fault("dynamodb.*", "stall"), Fault("cognito.*", "stall"))
    started = monotonic()
    with ThreadPoolExecutor(len(methods)) as pool:
        raised = dict(zip(methods, pool.map(failure, [act for _, act in methods.values()]), strict=True))
    assert monotonic() - started < 4.0
    assert {name: type(error) for name, error in raised.items()} == {
        name: error for name, (error, _) in methods.items()
    }
    assert all(error.retryable for error in raised.values())


def test_a_conflict_is_what_it_means_to_each_write_and_no_read_has_one(local: Local) -> None:
    methods = prepared(local)
    local.break_down(Fault("dynamodb.*", "conflict"), Fault("cognito.*", "conflict"))
    for name in READS:
        methods.pop(name)[1]()
    assert methods.pop("claim")[1]() is False
    raised = {name: failure(act) for name, (_, act) in methods.items()}
    assert {name: (type(error), error.retryable) for name, error in raised.items()} == {
        "save": (VersionConflict, False),
        "release": (SessionsError, True),
        "save_packet": (SessionsError, True),
        "book": (BackOfficeError, True),
        "move": (BackOfficeError, True),
        "cancel": (BackOfficeError, True),
        "reset_password": (PortalError, False),
    }


@pytest.mark.parametrize("kind", ["throttle", "server_error", "refused"])
def test_one_failure_of_a_kind_that_passes_is_not_noticed_at_dynamodb(local: Local, kind: str) -> None:
    for name in prepared(local):
        if name != "reset_password":
            act = prepared(local)[name][1]
            local.break_down(Fault("dynamodb.*", kind, times=1))
            act()


def test_the_adapters_call_only_operations_at_which_a_fault_can_be(local: Local) -> None:
    methods = prepared(local)
    called: set[str] = set()

    def note(model: object, **_: object) -> None:
        called.add(str(getattr(model, "name", "")))

    for client in (local.clients.dynamodb, local.clients.cognito_idp()):
        client.meta.events.register("before-call", note)
    try:
        for _, act in methods.values():
            if act not in (methods["cancel"][1], methods["move"][1]):
                act()
        local.office.cancel("a9", local.an_appointment())
    finally:
        for client in (local.clients.dynamodb, local.clients.cognito_idp()):
            client.meta.events.unregister("before-call", note)
    named = {*(place_of(f"dynamodb.{each}") for each in called if each != "AdminResetUserPassword")}
    assert named == set(OPERATIONS["dynamodb.*"])
    assert place_of("cognito.AdminResetUserPassword") in OPERATIONS["cognito.*"]
