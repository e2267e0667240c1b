"""What outlives every other stack: instance, number, key, and what Connect writes about calls."""

import json
from collections.abc import Mapping
from functools import cache
from typing import Any

import aws_cdk as cdk
import pytest

from infra.stacks import Telephony
from tests.infra.synthesis import Template, a_deployment, an_app, resources

EXISTING: dict[str, Any] = {
    "instance_alias": None,
    "instance_arn": "arn:aws:connect:eu-west-2:111122223333:instance/12345678-1234-1234-1234-123456789012",
    "region": "eu-west-2",
    "number_country": "GB",
}
NUMBER_ARN = "arn:aws:connect:us-east-1:111122223333:phone-number/12345678-1234-1234-1234-123456789012"
KEPT = {"DeletionPolicy": "RetainExceptOnCreate", "UpdateReplacePolicy": "Retain"}
"""It stays when the stack goes and when it is replaced; only a deployment that fails takes back what it made."""


@cache
def _telephony(changes: str) -> Template:
    deployment = a_deployment(**json.loads(changes))
    app = an_app()
    env = cdk.Environment(region=deployment.region, account=deployment.account)
    stack = Telephony(app, "Frontdesk-dev-Telephony", deployment=deployment, env=env)
    template: Template = app.synth().get_stack_by_name(stack.stack_name).template
    return template


def telephony(**changes: Any) -> Template:
    """The stack's template."""
    return _telephony(json.dumps(changes, sort_keys=True))


def one(template: Template, kind: str) -> Template:
    """The only resource of its kind."""
    (found,) = resources(template, kind).values()
    return found


def policies(resource: Template) -> Mapping[str, str]:
    return {name: resource.get(name, "Delete") for name in ("DeletionPolicy", "UpdateReplacePolicy")}


def calls_bucket(template: Template) -> Template:
    (found,) = (
        each for each in resources(template, "AWS::S3::Bucket").values() if "LoggingConfiguration" in each["Properties"]
    )
    return found


def settings(template: Template) -> dict[str, dict[str, Any]]:
    """Call to CloudWatch Logs -> its parameters."""
    made = [each["Properties"]["Create"] for each in resources(template, "Custom::AWS").values()]
    whole = [each if isinstance(each, str) else "".join(map(part, each["Fn::Join"][1])) for each in made]
    return {call["action"]: call["parameters"] for call in map(json.loads, whole)}


def part(value: Any) -> str:
    return value if isinstance(value, str) else "<token>"


def test_instance_and_number_outlive_the_stack_and_their_replacement() -> None:
    for kind in ("AWS::Connect::Instance", "AWS::Connect::PhoneNumber"):
        assert policies(one(telephony(), kind)) == KEPT


def test_a_replaced_instance_or_number_stays_even_when_it_is_not_kept() -> None:
    for kind in ("AWS::Connect::Instance", "AWS::Connect::PhoneNumber"):
        left = policies(one(telephony(keep=[]), kind))
        assert left == {"DeletionPolicy": "Delete", "UpdateReplacePolicy": "Retain"}


def test_the_stack_is_protected_against_termination() -> None:
    app = an_app()
    assert Telephony(
        app, "T", deployment=a_deployment(), env=cdk.Environment(region="us-east-1")
    ).termination_protection


@pytest.mark.parametrize("contact_lens", [True, False])
def test_the_instance_takes_and_makes_calls_and_logs_its_flows(contact_lens: bool) -> None:
    attributes = one(telephony(contact_lens=contact_lens), "AWS::Connect::Instance")["Properties"]["Attributes"]
    assert attributes["ContactLens"] is contact_lens
    assert all(attributes[name] for name in ("InboundCalls", "OutboundCalls", "ContactflowLogs"))


def test_with_an_existing_instance_nothing_is_made_but_key_and_number() -> None:
    kinds = {each["Type"] for each in telephony(**EXISTING)["Resources"].values()}
    assert kinds == {"AWS::KMS::Key", "AWS::KMS::Alias", "AWS::Connect::PhoneNumber", "AWS::SSM::Parameter"}
    number = one(telephony(**EXISTING), "AWS::Connect::PhoneNumber")["Properties"]
    assert number["TargetArn"] == EXISTING["instance_arn"]


def test_an_existing_number_is_not_claimed_again() -> None:
    template = telephony(number_arn=NUMBER_ARN)
    assert not resources(template, "AWS::Connect::PhoneNumber")
    assert NUMBER_ARN in [each["Value"] for each in template["Outputs"].values()]


def test_the_number_is_what_the_deployment_asks_for_and_is_shown_at_the_end() -> None:
    template = telephony(number_country="US", number_type="TOLL_FREE", number_prefix="+1888")
    ((name, number),) = resources(template, "AWS::Connect::PhoneNumber").items()
    asked = {key: number["Properties"][key] for key in ("CountryCode", "Type", "Prefix")}
    assert asked == {"CountryCode": "US", "Type": "TOLL_FREE", "Prefix": "+1888"}
    assert {"Fn::GetAtt": [name, "Address"]} in [each["Value"] for each in template["Outputs"].values()]


def test_recordings_transcripts_reports_and_contact_records_each_have_a_place() -> None:
    associations = [
        each["Properties"] for each in resources(telephony(), "AWS::Connect::InstanceStorageConfig").values()
    ]
    assert {each["ResourceType"]: each["StorageType"] for each in associations} == {
        "CALL_RECORDINGS": "S3",
        "CHAT_TRANSCRIPTS": "S3",
        "SCHEDULED_REPORTS": "S3",
        "CONTACT_TRACE_RECORDS": "KINESIS_FIREHOSE",
    }
    folders = [each["S3Config"]["BucketPrefix"] for each in associations if "S3Config" in each]
    assert len(set(folders)) == len(folders)


def test_everything_about_calls_is_encrypted_with_the_deployments_key() -> None:
    template = telephony()
    (key,) = resources(template, "AWS::KMS::Key")
    arn = {"Fn::GetAtt": [key, "Arn"]}
    for each in resources(template, "AWS::Connect::InstanceStorageConfig").values():
        if config := each["Properties"].get("S3Config"):
            assert config["EncryptionConfig"] == {"EncryptionType": "KMS", "KeyId": arn}
    (rule,) = calls_bucket(template)["Properties"]["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"] == {"SSEAlgorithm": "aws:kms", "KMSMasterKeyID": arn}
    stream = one(template, "AWS::KinesisFirehose::DeliveryStream")["Properties"]
    assert stream["DeliveryStreamEncryptionConfigurationInput"] == {"KeyType": "CUSTOMER_MANAGED_CMK", "KeyARN": arn}
    delivered = stream["ExtendedS3DestinationConfiguration"]["EncryptionConfiguration"]
    assert delivered == {"KMSEncryptionConfig": {"AWSKMSKeyARN": arn}}
    for each in resources(template, "AWS::Logs::LogGroup").values():
        assert each["Properties"]["KmsKeyId"] == arn


def test_buckets_are_closed_versioned_and_answer_over_tls_alone() -> None:
    template = telephony()
    denials = {
        json.dumps(each["Properties"]["Bucket"]): [
            statement["Condition"]
            for statement in each["Properties"]["PolicyDocument"]["Statement"]
            if statement["Effect"] == "Deny" and statement["Principal"] == {"AWS": "*"}
        ]
        for each in resources(template, "AWS::S3::BucketPolicy").values()
    }
    for name, bucket in resources(template, "AWS::S3::Bucket").items():
        assert all(bucket["Properties"]["PublicAccessBlockConfiguration"].values())
        assert bucket["Properties"]["VersioningConfiguration"] == {"Status": "Enabled"}
        assert {"Bool": {"aws:SecureTransport": "false"}} in denials[json.dumps({"Ref": name})]


def test_who_looked_at_calls_is_logged() -> None:
    template = telephony()
    into = calls_bucket(template)["Properties"]["LoggingConfiguration"]["DestinationBucketName"]["Ref"]
    assert into in resources(template, "AWS::S3::Bucket")
    assert template["Resources"][into] is not calls_bucket(template)


@pytest.mark.parametrize("days", [{"log_days": 30, "recording_days": 90}, {"log_days": 90, "recording_days": 30}])
def test_who_looked_at_a_call_is_told_as_long_as_the_call_is_there(days: dict[str, Any]) -> None:
    template = telephony(**days)
    into = calls_bucket(template)["Properties"]["LoggingConfiguration"]["DestinationBucketName"]["Ref"]
    (rule,) = template["Resources"][into]["Properties"]["LifecycleConfiguration"]["Rules"]
    assert rule["ExpirationInDays"] == 90


def test_what_is_about_calls_ends_after_the_days_configured() -> None:
    (rule,) = calls_bucket(telephony(recording_days=400))["Properties"]["LifecycleConfiguration"]["Rules"]
    assert rule["Status"] == "Enabled"
    assert rule["ExpirationInDays"] == 400
    assert rule["NoncurrentVersionExpiration"]["NoncurrentDays"] <= 7
    assert "Prefix" not in rule


def test_the_log_group_of_connect_gets_its_retention_and_key_whether_it_exists_or_not() -> None:
    template = telephony(log_days=90, instance_alias="another-clinic")
    group = {"logGroupName": "/aws/connect/another-clinic"}
    assert settings(template) == {
        "createLogGroup": group,
        "putRetentionPolicy": {**group, "retentionInDays": 90},
        "associateKmsKey": {**group, "kmsKeyId": "<token>"},
    }
    for each in resources(template, "Custom::AWS").values():
        assert "ResourceAlreadyExistsException" in json.dumps(each["Properties"]["Create"])
        assert "Delete" not in each["Properties"]
    assert not any("/aws/connect" in json.dumps(each) for each in resources(template, "AWS::Logs::LogGroup").values())


def test_the_log_group_of_connect_is_set_after_the_instance_and_in_order() -> None:
    template = telephony()
    steps = {name: each["DependsOn"] for name, each in resources(template, "Custom::AWS").items()}
    order = [next(iter(resources(template, "AWS::Connect::Instance")))]
    while following := [name for name, before in steps.items() if order[-1] in before and name not in order]:
        order += following
    assert [next(word for word in settings(template) if word in name) for name in order[1:]] == list(settings(template))


def test_firehose_may_write_contact_records_and_nothing_else() -> None:
    template = telephony()
    role = one(template, "AWS::KinesisFirehose::DeliveryStream")["Properties"]["ExtendedS3DestinationConfiguration"][
        "RoleARN"
    ]
    attached = template["Resources"][role["Fn::GetAtt"][0]]["Properties"]["ManagedPolicyArns"]
    (policy,) = (template["Resources"][each["Ref"]]["Properties"]["PolicyDocument"] for each in attached)
    written = [each["Resource"] for each in policy["Statement"] if "s3:PutObject" in each["Action"]]
    folders = {each["Fn::Join"][1][-1] for each in written[0]}
    assert folders == {"/contact-records/*", "/contact-records-failed/*"}
    assert not any("Delete" in action for each in policy["Statement"] for action in each["Action"])


def test_services_use_the_key_for_this_account_alone() -> None:
    statements = one(telephony(), "AWS::KMS::Key")["Properties"]["KeyPolicy"]["Statement"]
    services = {
        each["Principal"]["Service"]: each["Condition"] for each in statements if "Service" in each["Principal"]
    }
    assert services.keys() == {
        "logs.us-east-1.amazonaws.com",
        "cloudwatch.amazonaws.com",
        "indexing.s3vectors.amazonaws.com",
    }
    for condition in services.values():
        assert find_account(condition) == {"Ref": "AWS::AccountId"}
    assert list(services["logs.us-east-1.amazonaws.com"]["ArnLike"]) == ["kms:EncryptionContext:aws:logs:arn"]


def find_account(condition: Mapping[str, Any]) -> Any:
    (arn,) = condition["ArnLike"].values()
    return arn["Fn::Join"][1][1]


def test_the_key_turns() -> None:
    assert one(telephony(), "AWS::KMS::Key")["Properties"]["EnableKeyRotation"] is True


@pytest.mark.parametrize(
    ("keep", "left"), [(["key"], KEPT), (["instance"], {"DeletionPolicy": "Delete", "UpdateReplacePolicy": "Delete"})]
)
def test_the_key_stays_where_it_is_kept(keep: list[str], left: dict[str, str]) -> None:
    assert policies(one(telephony(keep=keep), "AWS::KMS::Key")) == left


def test_a_kept_instance_keeps_where_it_records() -> None:
    template = telephony()
    for kind in ("AWS::S3::Bucket", "AWS::S3::BucketPolicy", "AWS::Connect::InstanceStorageConfig"):
        assert all(policies(each) == KEPT for each in resources(template, kind).values())
    assert policies(one(template, "AWS::KinesisFirehose::DeliveryStream")) == KEPT


def test_recordings_outlive_an_instance_that_goes() -> None:
    template = telephony(keep=["recordings", "key"])
    assert policies(calls_bucket(template)) == KEPT
    associations = resources(template, "AWS::Connect::InstanceStorageConfig").values()
    assert all(set(policies(each).values()) == {"Delete"} for each in associations)


def test_recordings_that_are_not_kept_are_emptied_so_that_the_stack_can_go() -> None:
    template = telephony(keep=["instance", "number", "key"])
    emptied = [
        each["Properties"]["BucketName"]["Ref"] for each in resources(template, "Custom::S3AutoDeleteObjects").values()
    ]
    assert sorted(emptied) == sorted(resources(template, "AWS::S3::Bucket"))
    assert set(policies(calls_bucket(template)).values()) == {"Delete"}
