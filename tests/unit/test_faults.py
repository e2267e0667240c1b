"""The fault board: which pairs are legal, and how often a fault strikes."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from simulator.local_aws.faults import KINDS, OPERATIONS, PAIRS, READS, Fault, FaultBoard, place_of


@pytest.mark.parametrize(("at", "kind"), PAIRS)
def test_every_pair_of_the_design_is_a_fault_that_strikes(at: str, kind: str) -> None:
    place = at.replace("dynamodb.*", "dynamodb.put_item").replace("cognito.*", "cognito.admin_reset_user_password")
    assert FaultBoard([Fault(at, kind)]).strike(place) == kind


def test_there_are_as_many_pairs_as_the_design_lists() -> None:
    assert {at: len(kinds) for at, kinds in KINDS.items()} == {
        "bedrock.converse_stream": 11,
        "bedrock.retrieve": 8,
        "bedrock.guardrail": 2,
        "dynamodb.*": 7,
        "cognito.*": 7,
        "lambda.fulfillment": 5,
        "lex": 2,
    }


@pytest.mark.parametrize(
    "at", ["dynamodb", "dynamodb.get_itm", "cognito.get_item", "bedrock.*", "s3.get_object", "", "*"]
)
def test_an_unknown_place_is_refused_with_the_places_there_are(at: str) -> None:
    with pytest.raises(ValueError, match=r"bedrock\.converse_stream.*dynamodb\.query"):
        Fault(at, "throttle")


def test_a_kind_that_does_not_fit_is_refused_with_those_that_do() -> None:
    with pytest.raises(ValueError, match=r"at lex there is no 'stall'; there can be throttle, server_error"):
        Fault("lex", "stall")


@pytest.mark.parametrize("read", sorted(READS))
def test_a_read_does_not_conflict(read: str) -> None:
    with pytest.raises(ValueError, match="no 'conflict'"):
        Fault(read, "conflict")
    assert FaultBoard([Fault("dynamodb.*", "conflict")]).strike(read) is None


def test_zero_times_is_refused() -> None:
    with pytest.raises(ValueError, match="at least 1"):
        Fault("lex", "throttle", times=0)


def test_an_operation_may_be_written_as_aws_writes_it() -> None:
    board = FaultBoard([Fault("dynamodb.GetItem", "throttle", times=1)])
    assert board.strike("dynamodb.get_item") == "throttle"
    assert board.strike("dynamodb.GetItem") is None
    assert place_of("cognito.AdminResetUserPassword") == "cognito.admin_reset_user_password"


def test_a_fault_at_one_operation_spares_the_others() -> None:
    board = FaultBoard([Fault("dynamodb.query", "throttle")])
    struck = [each for each in OPERATIONS["dynamodb.*"] if board.strike(each)]
    assert struck == ["dynamodb.query"]


def test_a_fault_strikes_as_often_as_it_says_and_then_no_more() -> None:
    board = FaultBoard([Fault("lex", "throttle", times=2)])
    assert [board.strike("lex") for _ in range(4)] == ["throttle", "throttle", None, None]
    assert board.struck() == (2,)


def test_a_fault_without_a_number_always_strikes() -> None:
    board = FaultBoard([Fault("lex", "throttle")])
    assert [board.strike("lex") for _ in range(4)] == ["throttle"] * 4


def test_a_fault_of_one_turn_strikes_in_it_only() -> None:
    board = FaultBoard([Fault("lex", "throttle", times=1, turn=2)])
    heard = []
    for board.turn in (0, 1, 2, 2, 3):
        heard.append(board.strike("lex"))
    assert heard == [None, None, "throttle", None, None]


def test_faults_at_the_same_place_follow_each_other() -> None:
    board = FaultBoard([Fault("lex", "throttle", times=1), Fault("lex", "server_error", times=1)])
    assert [board.strike("lex") for _ in range(3)] == ["throttle", "server_error", None]


def test_threads_share_a_count() -> None:
    board = FaultBoard([Fault("lex", "throttle", times=10)])
    with ThreadPoolExecutor(8) as pool:
        struck = list(pool.map(board.strike, ["lex"] * 200))
    assert struck.count("throttle") == 10


def test_a_fault_about_one_kind_of_item_strikes_no_other() -> None:
    board = FaultBoard([Fault("dynamodb.put_item", "throttle", about="PACKET")])
    assert board.strike("dynamodb.put_item", "SESSION") is None
    assert board.strike("dynamodb.put_item", "PACKET") == "throttle"
