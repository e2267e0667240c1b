"""What `ivr doctor` says of an instance that was there before us: what our configuration does not reach."""

from typing import Any

import pytest

from infra.doctor import online
from infra.doctor.existing_instance import (
    WRITTEN,
    check_assistant,
    check_contact_lens,
    check_flow_logs,
    check_storage,
)
from infra.doctor.findings import CHECKS, State
from infra.storage import FOLDERS
from tests.infra.synthesis import a_clinic, a_deployment
from tests.infra.test_doctor_online import ID, INSTANCE, Account, account, an_assembly, an_instance, only, states

Json = dict[str, Any]
DEPLOYMENT = a_deployment(instance_alias=None, instance_arn=INSTANCE, log_days=90)
GROUP = "/aws/connect/old-clinic"


def logs(of: Account, *groups: Json, alias: str | None = "old-clinic") -> list[Any]:
    """What is said of an instance with these log groups."""
    instance = {name: value for name, value in an_instance(InstanceAlias=alias).items() if value is not None}
    of.answers("connect", "describe_instance", {"Instance": instance}, InstanceId=ID)
    if alias:
        of.answers("logs", "describe_log_groups", {"logGroups": list(groups)}, logGroupNamePrefix=GROUP)
    return list(check_flow_logs(of.clients, DEPLOYMENT, INSTANCE))


def test_flow_logs_that_are_kept_for_ever_are_warned_of_with_the_command_that_ends_them() -> None:
    with account() as of:
        told = only(logs(of, {"logGroupName": GROUP}), State.WARNING)
    assert f"{GROUP} is kept for ever" in told
    assert f"put-retention-policy --log-group-name {GROUP} --retention-in-days 90" in told


def test_flow_logs_that_end_are_fine_whatever_begins_alike() -> None:
    with account() as of:
        found = logs(of, {"logGroupName": f"{GROUP}-2"}, {"logGroupName": GROUP, "retentionInDays": 30})
    assert states(found) == [State.OK]


def test_an_instance_that_does_not_log_is_warned_of() -> None:
    with account() as of:
        assert "CONTACTFLOW_LOGS --value true" in only(logs(of, {"logGroupName": f"{GROUP}-2"}), State.WARNING)


def test_without_an_alias_the_log_group_cannot_be_known() -> None:
    with account() as of:
        assert states(logs(of, alias=None)) == [State.SKIPPED]


def s3(*, encrypted: bool) -> Json:
    key = {"EncryptionType": "KMS", "KeyId": "arn:aws:kms:us-east-1:111122223333:key/k"}
    place = {"BucketName": "old-bucket", "BucketPrefix": "connect", **({"EncryptionConfig": key} if encrypted else {})}
    return {"AssociationId": "a", "StorageType": "S3", "S3Config": place}


def storage(of: Account, **configs: list[Json]) -> list[Any]:
    """What is said of these configurations by type; encrypted ones where none is given."""
    for kind in WRITTEN:
        found = configs.get(kind, [s3(encrypted=True)])
        wanted = {"InstanceId": ID, "ResourceType": kind}
        of.answers("connect", "list_instance_storage_configs", {"StorageConfigs": found}, **wanted)
    return list(check_storage(of.clients.connect, INSTANCE))


def test_storage_under_a_key_is_fine() -> None:
    with account() as of:
        assert states(storage(of)) == [State.OK]


@pytest.mark.parametrize("kind", WRITTEN)
def test_storage_without_a_key_is_warned_of(kind: str) -> None:
    with account() as of:
        told = only(storage(of, **{kind: [s3(encrypted=False)]}), State.WARNING)
    assert f"{kind} are stored without a KMS key, in the bucket old-bucket" in told


def test_recordings_without_a_place_are_warned_of() -> None:
    with account() as of:
        assert "no call is recorded" in only(storage(of, CALL_RECORDINGS=[]), State.WARNING)


def test_other_storage_may_be_missing() -> None:
    with account() as of:
        assert states(storage(of, CHAT_TRANSCRIPTS=[], SCHEDULED_REPORTS=[])) == [State.OK]


def test_what_is_looked_at_is_what_an_instance_of_ours_stores() -> None:
    assert set(WRITTEN) == set(FOLDERS)


@pytest.mark.parametrize(("value", "state"), [("true", State.OK), ("false", State.WARNING)])
def test_contact_lens_has_to_be_on_where_the_flows_ask_for_it(value: str, state: State) -> None:
    with account() as of:
        answer = {"Attribute": {"AttributeType": "CONTACT_LENS", "Value": value}}
        wanted = {"InstanceId": ID, "AttributeType": "CONTACT_LENS"}
        of.answers("connect", "describe_instance_attribute", answer, **wanted)
        assert states(check_contact_lens(of.clients.connect, DEPLOYMENT, INSTANCE)) == [state]


OURS, THEIRS = "11111111-1111-1111-1111-111111111111", "22222222-2222-2222-2222-222222222222"


@pytest.mark.parametrize(
    ("there", "ours", "state"),
    [
        ([], None, State.OK),
        ([OURS], OURS, State.OK),
        ([THEIRS], None, State.PROBLEM),
        ([OURS, THEIRS], OURS, State.PROBLEM),
    ],
)
def test_an_instance_takes_no_second_assistant(there: list[str], ours: str | None, state: State) -> None:
    with account() as of:
        answer = [{"IntegrationArn": f"arn:aws:wisdom:us-east-1:111122223333:assistant/{each}"} for each in there]
        wanted = {"InstanceId": ID, "IntegrationType": "WISDOM_ASSISTANT"}
        of.answers("connect", "list_integration_associations", {"IntegrationAssociationSummaryList": answer}, **wanted)
        assert states(check_assistant(of.clients.connect, INSTANCE, ours)) == [state]


def checks_asked(**changes: Any) -> set[str]:
    """The checks of a deployment in an account that denies everything."""
    with account() as of:
        for service, operations in {
            "sts": ["get_caller_identity"],
            "connect": ["describe_instance", "describe_instance", "list_instance_storage_configs"],
            "functions": ["get_account_settings"],
            "bedrock": ["get_inference_profile"],
        }.items():
            for operation in operations:
                of.refuses(service, operation, "AccessDeniedException")
        if changes["contact_lens"]:
            of.refuses("connect", "describe_instance_attribute", "AccessDeniedException")
        of.refuses("connect", "search_available_phone_numbers", "AccessDeniedException")
        deployment = a_deployment(instance_alias=None, instance_arn=INSTANCE, **changes)
        asked = online.Asked(deployment, a_clinic(), an_assembly())
        return {each.check for each in online.check(of.clients, asked)}


@pytest.mark.parametrize(("on", "checked"), [(True, {"contact lens"}), (False, set[str]())])
def test_every_existing_instance_is_asked(on: bool, checked: set[str]) -> None:
    found = checks_asked(contact_lens=on)
    assert found & {"flow logs", "storage", "contact lens"} == {"flow logs", "storage"} | checked
    assert found <= set(CHECKS)
