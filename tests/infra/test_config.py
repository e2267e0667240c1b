"""A deployment's configuration: where each value comes from, and one sentence for each wrong one."""

import json
import re
from pathlib import Path
from typing import Any, get_args

import botocore.session
import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER
from hypothesis import given
from hypothesis import strategies as st

from declared.json_files import places
from infra import config, identifiers
from infra.config import Deployment, DeploymentError, FirstAgent, Kept
from infra.models import EMBEDDINGS
from infra.regions import REGIONS

ROOT = Path(__file__).parents[2]
INSTANCE = "arn:aws:connect:us-east-1:111122223333:instance/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
NUMBER = "arn:aws:connect:us-east-1:111122223333:phone-number/aaaaaaaa-bbbb-cccc-dddd-eeeeeeeeeeee"
ANA = {"username": "ana.agent", "first_name": "Ana", "last_name": "Agent"}
CONNECT = botocore.session.get_session().get_service_model("connect")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


def written(root: Path, *, deployment: Any = None, **context: Any) -> dict[str, Any]:
    """A cdk.json with one deployment, and its context."""
    deployments = {"dev": {"instance_alias": "cedar-clinic-dev"} | (deployment or {})}
    data = {"context": {"environment": "dev", "deployments": deployments, "@aws-cdk/core:flag": True} | context}
    (root / "cdk.json").write_text(json.dumps(data, indent=2), encoding="utf-8")
    return config.read_context(root)


def loaded(root: Path, *, over: Any = None, env: Any = None, **deployment: Any) -> Deployment:
    return config.load(written(root, deployment=deployment) | (over or {}), env or {}, root=root)


def refusal(root: Path, *, over: Any = None, env: Any = None, **deployment: Any) -> str:
    with pytest.raises(DeploymentError) as refused:
        loaded(root, over=over, env=env, **deployment)
    assert "\n" not in str(refused.value)
    return str(refused.value)


def test_the_projects_own_file_is_read() -> None:
    assert config.load(config.read_context(ROOT), {}).prefix == "frontdesk-dev"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (None, "cdk.json: cannot be read: No such file or directory"),
        (b'{"context": {', "cdk.json:1: not valid JSON: expecting property name enclosed in double quotes"),
        (b'{\n  "context": {"a": 1,}\n}', "cdk.json:2: not valid JSON: "),
        (b'{"app": "a", "app": "b"}', "cdk.json: not valid JSON: the key 'app' is there twice; remove one"),
        (b"[" * 100_000, "cdk.json: not valid JSON: lists or objects are nested too deeply"),
        (b"[]", "cdk.json:1: context: must be an object that names a deployment, such as"),
        (b'{"app": "x"}', 'such as "context": {"environment": "dev", "deployments": {"dev": {"instance_alias": "cedar'),
        (b"\xff", "cdk.json:1: not UTF-8 text"),
    ],
)
def test_a_file_that_is_no_configuration_gets_one_sentence(root: Path, content: bytes | None, told: str) -> None:
    if content is not None:
        (root / "cdk.json").write_bytes(content)
    with pytest.raises(DeploymentError) as refused:
        config.read_context(root)
    assert told in str(refused.value)
    assert "\n" not in str(refused.value)


@pytest.mark.parametrize(
    ("context", "told"),
    [
        ({"environment": None}, "context.environment: is missing; name one of deployments (dev), such as dev"),
        ({"environment": "prod"}, "context.environment: there is no 'prod'; there are dev, in deployments"),
        ({"environment": "dve"}, "there is no 'dve' (did you mean dev?)"),
        ({"environment": 5}, "context.environment: there is no 5; there are dev"),
        ({"environment": ["dev"]}, "context.environment: there is no ['dev'] (did you mean dev?)"),
        ({"deployments": {}}, "context.deployments: must be an object of deployments by environment, such as"),
        ({"deployments": ["dev"]}, "context.deployments: must be an object of deployments by environment, such as"),
        ({"deployments": {"dev": "us-east-1"}}, "context.deployments.dev: must be an object, such as"),
        ({"log_dais": 7}, "context.log_dais: unknown key (did you mean log_days?); allowed here: environment, deploy"),
        ({"log_days": 31}, "context.log_days: must be a number of days that CloudWatch Logs can keep, such as 30: 1,"),
    ],
)
def test_a_context_that_names_no_deployment_is_refused(root: Path, context: dict[str, Any], told: str) -> None:
    with pytest.raises(DeploymentError) as refused:
        config.load(written(root, **context), {}, root=root)
    assert told in str(refused.value)
    assert re.match(r"cdk\.json:\d+: context", str(refused.value))


def test_what_the_cdk_cli_and_feature_flags_put_there_is_left_alone(root: Path) -> None:
    clis = {
        "aws:cdk:enable-path-metadata": True,
        "aws:cdk:bundling-stacks": ["**"],
        "availability-zones:account=111122223333:region=us-east-1": ["us-east-1a"],
        "@aws-cdk/core:newStyleStackSynthesis": True,
        "acknowledged-issue-numbers": [1],
        "cli-telemetry": False,
    }
    assert loaded(root, over=clis) == loaded(root)


@pytest.mark.parametrize(
    ("here", "aws_region", "over", "region"),
    [
        ({"region": "eu-west-2"}, "us-west-2", {}, "eu-west-2"),
        ({}, "us-west-2", {}, "us-west-2"),
        ({}, "", {}, "us-east-1"),
        ({"region": "eu-west-2"}, "us-west-2", {"region": "ca-central-1"}, "ca-central-1"),
        ({"region": "eu-west-2"}, "us-west-2", {"region": ""}, "us-west-2"),
    ],
)
def test_the_region_is_the_deployments_then_the_environments_then_virginia(
    root: Path, here: dict[str, str], aws_region: str, over: dict[str, str], region: str
) -> None:
    assert loaded(root, over=over, env={"AWS_REGION": aws_region}, **here).region == region


@pytest.mark.parametrize(
    ("key", "text", "value"),
    [
        ("log_days", "7", 7),
        ("reserved_concurrency", "5", 5),
        ("ivr_recording", "true", True),
        ("contact_lens", "false", False),
        ("account", "012345678901", "012345678901"),
        ("number_prefix", "+1206", "+1206"),
        ("number_type", "TOLL_FREE", "TOLL_FREE"),
        ("keep", "instance, number", ("instance", "number")),
        ("keep", '["instance"]', ("instance",)),
        ("first_agent", json.dumps(ANA), FirstAgent.model_validate(ANA)),
        ("tags", '{"cost-center": "4711"}', {"cost-center": "4711"}),
        ("alarm_email", "", None),
        ("log_days", "", 30),
    ],
)
def test_a_text_of_the_command_line_becomes_what_the_key_takes(root: Path, key: str, text: str, value: Any) -> None:
    assert getattr(loaded(root, over={key: text}, log_days=90, alarm_email="ops@example.com"), key) == value


def test_a_new_instance_gives_way_to_an_existing_one_for_one_run(root: Path) -> None:
    assert loaded(root, over={"instance_alias": "", "instance_arn": INSTANCE}).instance_arn == INSTANCE


@pytest.mark.parametrize(
    ("key", "text", "told"),
    [
        (
            "log_days",
            "31",
            "-c log_days=31: must be a number of days that CloudWatch Logs can keep, such as 30: 1, 3, ",
        ),
        ("log_days", "many", "-c log_days=many: must be a whole number, without quotes; got 'many'"),
        ("contact_lens", "maybe", "-c contact_lens=maybe: must be true or false, without quotes; got 'maybe'"),
        ("log_dais", "7", "-c log_dais=7: unknown key (did you mean log_days?); allowed here: environment, deploy"),
        ("environment", "prod", "-c environment=prod: there is no 'prod'; there are dev, in deployments"),
        ("region", "eu-west-1", "-c region=eu-west-1: eu-west-1 has no Amazon Connect; a line can be deployed in ap-"),
        (
            "keep",
            "nubmer",
            "-c keep=nubmer: [0]: must be one of instance, number, recordings, tables, documents, key; ",
        ),
        ("first_agent", "ana", "-c first_agent=ana: must be an object, such as {"),
        ("first_agent", '{"username": "ana"}', '-c first_agent={"username": "ana"}: first_name: is missing; add it'),
    ],
)
def test_a_wrong_override_is_told_as_it_was_given(root: Path, key: str, text: str, told: str) -> None:
    assert refusal(root, over={key: text}).startswith(told)


def test_a_key_without_a_value_is_as_if_it_were_not_there_and_nothing_was_given_by_it(root: Path) -> None:
    """The CDK CLI drops nulls before the app reads its context."""
    handed_on = {"deployments": {"dev": {}}, "environment": "dev"}
    context = written(root, deployment={"instance_alias": None})
    for over in ({}, handed_on):
        with pytest.raises(DeploymentError, match=r"^cdk\.json:\d+: context\.deployments\.dev: exactly one of"):
            config.load(context | over, {}, root=root)
    assert loaded(root, tracing=None, over={"deployments": {"dev": {"instance_alias": "cedar-clinic-dev"}}})


def test_a_wrong_region_of_the_environment_is_told_as_such(root: Path) -> None:
    told = "AWS_REGION=eu-west-1: eu-west-1 has no Amazon Connect; a line can be deployed in"
    assert refusal(root, env={"AWS_REGION": "eu-west-1"}).startswith(told)


WRONG: dict[str, list[tuple[Any, str]]] = {
    "region": [
        ("us-east1", "nothing is known of a Region 'us-east1' (did you mean us-east-1?); a line can be deployed in")
    ],
    "account": [
        ("12", "must be the 12 digits of an AWS account in quotes, such as 111122223333; got '12'"),
        (111122223333, "must be text, in quotes; got 111122223333"),
    ],
    "instance_alias": [
        (
            "d-clinic",
            "must be 1 to 45 letters, digits and hyphens, with no hyphen at either end and not beginning with",
        ),
        ("clinic-", "such as cedar-clinic-dev; got 'clinic-'"),
        ("a" * 46, "must be 1 to 45 letters"),
        ("", "must be 1 to 45 letters"),
        ("cedar_clinic", "must be 1 to 45 letters"),
    ],
    "number_arn": [
        (INSTANCE, "must be the ARN of a number claimed in Connect, such as arn:aws:connect:us-east-1:1111")
    ],
    "number_country": [
        ("us", "must be two capital letters of a country that Amazon Connect knows, such as US; got 'us'"),
        ("XX", "such as US; got 'XX'"),
    ],
    "number_type": [("MOBILE", "must be one of DID, TOLL_FREE, UIFN, SHARED, THIRD_PARTY_DID, THIRD_PARTY_TF; got")],
    "number_prefix": [("1206", "must be a plus and 1 to 15 digits, such as +1206; got '1206'")],
    "first_agent": [("ana", 'must be an object, such as {"username": "ana.agent", "first_name": "Ana",')],
    "first_agent.username": [
        (
            ANA | {"username": "ana agent"},
            "must be 1 to 64 letters, digits and _ - . @, such as ana.agent; got 'ana agent'",
        ),
        (ANA | {"username": "a" * 65}, "must be 1 to 64 letters"),
    ],
    "first_agent.first_name": [(ANA | {"first_name": ""}, "must not be empty")],
    "first_agent.last_name": [(ANA | {"last_name": "x" * 301}, "must have at most 300 characters")],
    "first_agent.pasword": [(ANA | {"pasword": "x"}, "unknown key; allowed here: username, first_name, last_name")],
    "alarm_email": [
        ("ops", "must be one e-mail address, such as ops@example.com; got 'ops'"),
        ("a@example.com, b@example.com", "must be one e-mail address"),
    ],
    "user_pool_id": [("pool", "must be the id of a Cognito user pool, such as us-east-1_Ab12Cd34E; got 'pool'")],
    "log_days": [
        (31, "must be a number of days that CloudWatch Logs can keep, such as 30: 1, 3, 5, 7, 14, 30,"),
        (0, "must be a number of days that CloudWatch Logs can keep"),
        ("30", "must be a whole number, without quotes; got '30'"),
    ],
    "recording_days": [(0, "must be at least 1; got 0"), (36501, "must be at most 36500; got 36501")],
    "conversation_log_days": [(2, "must be a number of days that CloudWatch Logs can keep")],
    "ivr_recording": [("yes", "must be true or false, without quotes; got 'yes'")],
    "contact_lens": [(1, "must be true or false, without quotes; got 1")],
    "agent_assist": [("", "must be true or false, without quotes")],
    "sample_patients": [([], "must be true or false, without quotes")],
    "connect_tests": [("publish", "must be one of saved, published; got 'publish' (did you mean published?)")],
    "tracing": [("on", "must be true or false, without quotes; got 'on'")],
    "reserved_concurrency": [(0, "must be at least 1; got 0")],
    "keep": [("instance", "must be a list, in [ ]; got 'instance'")],
    "keep[0]": [
        (["nubmer"], "must be one of instance, number, recordings, tables, documents, key; got 'nubmer' (did you mean"),
        (
            ["tables"],
            "tables would be kept without the key that they are encrypted with, and nobody could read them; add",
        ),
    ],
    "keep[1]": [(["number", "number"], "number is there twice; remove one")],
    "tags": [
        ({"aws:x": "1"}, 'not beginning with aws:, such as {"cost-center": "4711"}'),
        ({"team": 5}, "must be tags of AWS, names to 128 and values to 256 letters"),
        ("team=5", "must be tags of AWS"),
    ],
    "log_dais": [(7, "unknown key (did you mean log_days?); allowed here: region, account, instance_arn, ")],
    "environment": [("dev", "unknown key; allowed here: region, account, ")],
}


@pytest.mark.parametrize(
    ("place", "value", "told"), [(place, *each) for place, wrong in WRONG.items() for each in wrong], ids=str
)
def test_a_wrong_value_is_refused_in_one_sentence_with_file_line_and_key(
    root: Path, place: str, value: Any, told: str
) -> None:
    key = re.split(r"[.\[]", place)[0]
    said = refusal(root, **{key: value})
    where = re.match(rf"cdk\.json:(\d+): context\.deployments\.dev\.{re.escape(place)}: ", said)
    assert where, said
    assert told in said[where.end() :]
    line = (root / "cdk.json").read_text().splitlines()[int(where[1]) - 1]
    innermost = re.split(r"[.\[]", place)[-1]
    assert innermost.rstrip("]").isdigit() or f'"{innermost}"' in line or f'"{key}"' in line


def test_every_key_has_a_wrong_value_in_these_tests() -> None:
    told_by_others = {"environment", "instance_arn"}
    assert {re.split(r"[.\[]", place)[0] for place in WRONG} >= {*Deployment.model_fields} - told_by_others


@pytest.mark.parametrize(
    ("name", "good"),
    [("dev", True), ("prod-eu", True), ("a", True), ("Dev", False), ("my env", False), ("dev-", False), ("d--v", False),
     ("1st", False), ("", False), ("a-name-too-long", False)],
)  # fmt: skip
def test_an_environments_name_fits_into_every_name(root: Path, name: str, good: bool) -> None:
    context = written(root, environment=name, deployments={name: {"instance_alias": "clinic"}})
    if good:
        assert config.load(context, {}, root=root).environment == name
    else:
        with pytest.raises(
            DeploymentError, match="must be at most 12 small letters, digits and single hyphens, beginning"
        ):
            config.load(context, {}, root=root)


def test_an_instance_is_either_new_or_there_already(root: Path) -> None:
    told = "exactly one of instance_alias (a new instance, such as cedar-clinic-dev) and instance_arn (an existing one)"
    assert f"context.deployments.dev.instance_alias: {told}" in refusal(root, instance_arn=INSTANCE)
    assert f"context.deployments.dev: {told}" in refusal(root, over={"instance_alias": ""})
    assert (
        "instance_arn: must be the ARN of a Connect instance, such as arn:aws:connect:us-east-1:111122223333"
        in refusal(root, instance_arn="cedar-clinic-dev")
    )


def test_a_number_is_kept_only_with_the_new_instance_that_it_is_claimed_for(root: Path) -> None:
    told = 'keep[1]: number would be kept, and go with the new instance that it is claimed for; add "instance", such as'
    assert told in refusal(root, keep=["key", "number"])
    assert loaded(root, keep=["instance", "number"]).keep == ("instance", "number")
    existing = Deployment.model_validate({"environment": "dev", "instance_arn": INSTANCE, "keep": ["number"]})
    assert existing.keep == ("number",)


@pytest.mark.parametrize(("key", "value"), [("number_arn", NUMBER), ("user_pool_id", "us-east-1_Ab12Cd34E")])
def test_what_exists_already_is_in_the_deployments_region(root: Path, key: str, value: str) -> None:
    assert getattr(loaded(root, **{key: value}), key) == value
    told = f"{key}: is in us-east-1, and region is us-west-2; both must be the same"
    assert told in refusal(root, region="us-west-2", **{key: value})


def test_an_existing_instance_is_in_the_deployments_region_and_account(root: Path) -> None:
    existing = {"instance_alias": "", "instance_arn": INSTANCE}
    told = "is in us-east-1, and region is eu-west-2; both must be the same"
    assert refusal(root, over=existing, region="eu-west-2").endswith(told)
    told = "is in the account 111122223333, and account is 444455556666; both must be the same"
    assert refusal(root, over=existing, account="444455556666").endswith(told)


@given(alias=st.text("d-aZ09_ ", min_size=1, max_size=50))
def test_an_alias_is_what_connect_takes(alias: str) -> None:
    shape = CONNECT.shape_for("DirectoryAlias").metadata
    takes = bool(re.fullmatch(shape["pattern"], alias)) and shape["min"] <= len(alias) <= shape["max"]
    try:
        Deployment.model_validate({"environment": "dev", "instance_alias": alias})
    except ValueError:
        assert not takes
    else:
        assert takes


def schema_of(kind: str) -> dict[str, Any]:
    schema: dict[str, Any] = PROVIDER_SCHEMA_MANAGER.get_resource_schema("us-east-1", kind).schema
    return schema


def test_ranges_and_names_are_those_of_the_services() -> None:
    assert set(CONNECT.shape_for("PhoneNumberCountryCode").enum) == identifiers.COUNTRIES
    voice = set(CONNECT.shape_for("PhoneNumberType").enum) - {"SHORT_CODE"}
    assert set(get_args(Deployment.model_fields["number_type"].annotation)) == voice
    kept = schema_of("AWS::Logs::LogGroup")["properties"]["RetentionInDays"]["enum"]
    assert list(identifiers.RETENTION_DAYS) == kept
    user = schema_of("AWS::Connect::User")
    agent = FirstAgent.model_json_schema()["properties"]
    assert agent["first_name"]["maxLength"] == user["definitions"]["FirstName"]["maxLength"]
    assert agent["last_name"]["maxLength"] == user["definitions"]["LastName"]["maxLength"]


@pytest.mark.parametrize("names", [["ana.agent", "A_b-c@example.com", "x" * 64]])
def test_a_user_is_named_as_connect_takes_it(names: list[str]) -> None:
    user = schema_of("AWS::Connect::User")["properties"]["Username"]
    for name in names:
        assert re.fullmatch(user["pattern"], FirstAgent.model_validate(ANA | {"username": name}).username)
        assert len(name) <= user["maxLength"]


@given(
    st.recursive(
        st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(),
        lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
        max_leaves=12,
    ).filter(lambda value: isinstance(value, (list, dict)))
)
def test_every_key_and_entry_of_a_json_text_has_its_line(value: Any) -> None:
    def count(each: Any) -> int:
        inner = each.values() if isinstance(each, dict) else each if isinstance(each, list) else ()
        return sum(1 + count(one) for one in inner)

    found = places(json.dumps(value, indent=1))
    assert len(found) == count(value)
    assert list(found.values()) == sorted(found.values())
    assert set(places(json.dumps(value)).values()) <= {1}


def table(heading: str) -> dict[str, list[str]]:
    """The rows under a heading of the documentation, by their key."""
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(\w+)` \|(.+)\|$", text.split(f"## {heading}\n", 1)[1].split("\n## ", 1)[0], re.MULTILINE)
    return {key: [cell.strip() for cell in rest.split(" | ")] for key, rest in rows}


def test_every_key_is_documented_with_its_default_and_an_example_that_is_taken(root: Path) -> None:
    rows = table("A deployment")
    assert list(rows) == list(Deployment.model_fields)[1:]
    for key, (_, _, default, example) in rows.items():
        field = Deployment.model_fields[key]
        usual = field.get_default(call_default_factory=True)
        told = "none" if usual is None else "all of them" if usual == get_args(Kept) else f"`{json.dumps(usual)}`"
        assert default == told, key
        over = {"instance_alias": ""} if key == "instance_arn" else {}
        loaded(root, over=over, **{"region": "us-east-1", key: json.loads(example.strip("`"))})


def test_the_first_agents_keys_are_documented() -> None:
    assert list(table("The first agent")) == list(FirstAgent.model_fields)


def test_what_is_allowed_is_documented_as_it_is() -> None:
    rows = table("A deployment")
    assert rows["region"][1].endswith(f": {', '.join(REGIONS)}")
    assert f": {', '.join(str(days) for days in identifiers.RETENTION_DAYS)} days" in rows["log_days"][1]
    assert rows["number_type"][1] == ", ".join(get_args(Deployment.model_fields["number_type"].annotation))
    assert rows["keep"][1].endswith(f" {', '.join(get_args(Kept))}")
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8").replace("\n", " ")
    assert f"is one of {', '.join(EMBEDDINGS)};" in text
