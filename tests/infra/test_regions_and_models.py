"""Where a line can be deployed, what its models are called there, and what a role needs to call them."""

import re

import botocore.session
import pytest
from cfnlint.schema.manager import PROVIDER_SCHEMA_MANAGER

import clinic
from infra import models, regions
from infra.models import Access, ModelError
from infra.regions import DESTINATIONS, GEOGRAPHIES, REGIONS, SERVICES, RegionError

ACCOUNT = "111122223333"
HAIKU, MICRO = "anthropic.claude-haiku-5-5", "amazon.nova-micro-v1:0"
BOTOCORE = botocore.session.get_session()


@pytest.mark.parametrize(
    ("service", "name"), [("Amazon Connect", "connect"), ("Amazon Lex V2", "lexv2-models")], ids=str
)
def test_connect_and_lex_are_where_botocore_has_endpoints(service: str, name: str) -> None:
    assert set(SERVICES[service]) == set(BOTOCORE.get_available_regions(name))


@pytest.mark.parametrize(
    ("service", "kind"),
    [
        ("Amazon Connect", "AWS::Connect::Instance"),
        ("Amazon Lex V2", "AWS::Lex::Bot"),
        ("Bedrock knowledge bases", "AWS::Bedrock::KnowledgeBase"),
        ("Bedrock guardrails", "AWS::Bedrock::Guardrail"),
        ("S3 Vectors", "AWS::S3Vectors::Index"),
    ],
)
def test_a_service_is_where_cloudformation_has_its_resource(service: str, kind: str) -> None:
    for region in SERVICES[service]:
        assert kind in PROVIDER_SCHEMA_MANAGER.get_resource_types(region), region


def test_every_region_has_geographies_and_every_geography_but_the_global_one_destinations() -> None:
    assert set(GEOGRAPHIES) == set(REGIONS)
    assert {each for named in GEOGRAPHIES.values() for each in named} == {*DESTINATIONS, regions.GLOBAL}
    assert {each for named in models.PROFILES.values() for each in named} <= {*DESTINATIONS, regions.GLOBAL}
    assert {each for named in DESTINATIONS.values() for each in named} <= set(BOTOCORE.get_available_regions("bedrock"))


@pytest.mark.parametrize(
    ("region", "told"),
    [
        ("eu-west-1", "eu-west-1 has no Amazon Connect; a line can be deployed in ap-northeast-1, ap-northeast-2, "),
        (
            "af-south-1",
            "af-south-1 has no Bedrock knowledge bases and no Bedrock guardrails; a line can be deployed in",
        ),
        ("us-east1", "nothing is known of a Region 'us-east1' (did you mean us-east-1?); a line can be deployed in"),
        ("", "nothing is known of a Region ''; a line can"),
    ],
)
def test_a_region_that_lacks_something_is_refused_with_those_that_have_it(region: str, told: str) -> None:
    with pytest.raises(RegionError, match=re.escape(told)):
        regions.check(region)
    with pytest.raises(RegionError):
        models.resolve(HAIKU, region)


@pytest.mark.parametrize("model_id", [clinic.load().models.small, clinic.load().models.large, HAIKU])
@pytest.mark.parametrize("region", REGIONS)
def test_the_clinics_models_can_be_called_in_every_region(region: str, model_id: str) -> None:
    geography, rest = models.resolve(model_id, region).split(".", 1)
    assert rest == model_id
    assert geography in GEOGRAPHIES[region]


@pytest.mark.parametrize(
    ("region", "haiku", "micro"),
    [
        ("us-east-1", "us", "us"),
        ("us-west-2", "us", "us"),
        ("eu-central-1", "eu", "eu"),
        ("eu-west-2", "eu", "eu"),
        ("ap-northeast-1", "jp", "apac"),
        ("ap-southeast-2", "au", "apac"),
        ("ap-northeast-2", "global", "apac"),
        ("ap-southeast-1", "global", "apac"),
    ],
)
def test_the_narrowest_geography_that_the_family_has_is_taken(region: str, haiku: str, micro: str) -> None:
    assert models.resolve(HAIKU, region) == f"{haiku}.{HAIKU}"
    assert models.resolve(MICRO, region) == f"{micro}.{MICRO}"


@pytest.mark.parametrize(
    "model_id",
    [
        f"us.{HAIKU}",
        f"global.{HAIKU}",
        "mistral.mistral-large-2402-v1:0",
        "amazon.titan-embed-text-v2:0",
        "cohere.embed-multilingual-v3",
        f"arn:aws:bedrock:us-east-1::foundation-model/{MICRO}",
        f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{HAIKU}",
        f"arn:aws:bedrock:us-east-1:{ACCOUNT}:application-inference-profile/abc123def456",
        f"arn:aws:bedrock:us-east-1:{ACCOUNT}:provisioned-model/abc123def456",
    ],
)
def test_what_says_where_it_goes_and_what_has_no_profile_is_taken_as_it_is(model_id: str) -> None:
    assert models.resolve(model_id, "us-east-1") == model_id


def test_a_family_that_nobody_knows_gets_todays_geographies() -> None:
    assert models.resolve("acme.parrot-1", "eu-west-2") == "eu.acme.parrot-1"
    assert models.resolve("acme.parrot-1", "ap-northeast-2") == "global.acme.parrot-1"


def test_a_model_without_a_profile_from_here_is_refused_with_what_can_be_written() -> None:
    told = (
        "amazon.nova-premier-v1:0 has inference profiles for us, and none of them can be called from eu-west-2; "
        "name another model, or the profile itself if there is one by now, such as eu.amazon.nova-premier-v1:0"
    )
    with pytest.raises(ModelError, match=re.escape(told)):
        models.resolve("amazon.nova-premier-v1:0", "eu-west-2")


@pytest.mark.parametrize(
    ("model_id", "told"),
    [
        (f"eu.{HAIKU}", f"eu.{HAIKU} goes to eu, which cannot be called from us-east-1; from there can be called us, "),
        (f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/eu.{HAIKU}", "goes to eu, which cannot be called"),
        (
            f"arn:aws:bedrock:us-west-2::foundation-model/{MICRO}",
            "is in us-west-2, and the line is in us-east-1; name one that is in us-east-1",
        ),
        (
            f"arn:aws:bedrock:us-east-1:{ACCOUNT}:custom-model/amazon.nova-micro/abc123def456",
            "is of the kind custom-model of bedrock, which no line can call; an ARN of Amazon Bedrock may name",
        ),
        (f"arn:aws:bedrock:us-east-1:{ACCOUNT}:guardrail/abc123def456", "is of the kind guardrail of bedrock"),
        (f"arn:aws:sagemaker:us-east-1:{ACCOUNT}:endpoint/mine", "is of the kind endpoint of sagemaker"),
    ],
)
def test_a_model_that_cannot_be_called_from_here_is_refused_with_what_can_be(model_id: str, told: str) -> None:
    with pytest.raises(ModelError, match=re.escape(told)):
        models.resolve(model_id, "us-east-1")


def test_an_embedding_model_of_another_region_is_refused() -> None:
    arn = "arn:aws:bedrock:us-west-2::foundation-model/amazon.titan-embed-text-v2:0"
    with pytest.raises(ModelError, match="is in us-west-2, and the line is in us-east-1"):
        models.embedding_arn(arn, "us-east-1")


def granted(model_id: str, region: str = "us-east-1") -> list[str]:
    return models.invoke_resources(model_id, region, account=ACCOUNT)


def test_a_geography_grants_its_profile_and_the_model_in_each_of_its_regions() -> None:
    profile, *there = granted(HAIKU)
    assert profile == f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{HAIKU}"
    assert {arn.split(":")[3] for arn in there} == set(DESTINATIONS["us"])
    assert {arn.split("/", 1)[1] for arn in there} == {HAIKU}


def test_the_region_that_asks_is_granted_even_outside_the_geography() -> None:
    assert f"arn:aws:bedrock:ca-central-1::foundation-model/{HAIKU}" in granted(HAIKU, "ca-central-1")


@pytest.mark.parametrize(
    "written", [HAIKU, f"us.{HAIKU}", f"arn:aws:bedrock:us-east-1:{ACCOUNT}:inference-profile/us.{HAIKU}"]
)
def test_the_same_is_granted_however_the_model_is_written(written: str) -> None:
    assert granted(written) == granted(HAIKU)


def test_the_model_itself_may_be_called_through_the_profile_alone() -> None:
    profile, there = models.invoke_access(HAIKU, "us-east-1", account=ACCOUNT)
    assert not profile.conditions
    assert there.conditions == {"StringLike": {"bedrock:InferenceProfileArn": profile.resources[0]}}


def test_a_global_profile_grants_the_model_without_a_region() -> None:
    profile, here, anywhere = models.invoke_access(f"global.{HAIKU}", "ap-southeast-1", account=ACCOUNT)
    assert profile.resources == (f"arn:aws:bedrock:ap-southeast-1:{ACCOUNT}:inference-profile/global.{HAIKU}",)
    assert here.resources == (f"arn:aws:bedrock:ap-southeast-1::foundation-model/{HAIKU}",)
    assert anywhere.resources == (f"arn:aws:bedrock:::foundation-model/{HAIKU}",)
    assert anywhere.conditions["StringLike"]["aws:RequestedRegion"] == "unspecified"


def test_a_plain_model_grants_itself() -> None:
    plain = "mistral.mistral-large-2402-v1:0"
    assert granted(plain) == [f"arn:aws:bedrock:us-east-1::foundation-model/{plain}"]


@pytest.mark.parametrize("kind", ["provisioned-model", "custom-model-deployment", "imported-model"])
def test_an_arn_of_ones_own_grants_itself(kind: str) -> None:
    arn = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:{kind}/abc123def456"
    assert granted(arn) == [arn]


def test_an_application_profile_grants_whatever_is_behind_it_and_nothing_beside_it() -> None:
    arn = f"arn:aws:bedrock:us-east-1:{ACCOUNT}:application-inference-profile/abc123def456"
    behind = Access(("arn:aws:bedrock:*::foundation-model/*",), {"StringLike": {"bedrock:InferenceProfileArn": arn}})
    assert models.invoke_access(arn, "us-east-1") == (Access((arn,)), behind)


def test_arns_are_of_the_partition_that_is_asked_for() -> None:
    assert all(arn.startswith("arn:aws-x:") for arn in models.invoke_resources(HAIKU, "us-east-1", partition="aws-x"))


@pytest.mark.parametrize("model_id", [HAIKU, f"global.{HAIKU}", MICRO, "mistral.mistral-large-2402-v1:0"])
@pytest.mark.parametrize("region", sorted({*REGIONS} - {"ca-central-1"}))
def test_a_called_model_is_what_converse_takes_and_iam_reads(region: str, model_id: str) -> None:
    taken = BOTOCORE.get_service_model("bedrock-runtime").operation_model("ConverseStream").input_shape
    assert re.fullmatch(taken.members["modelId"].metadata["pattern"], models.resolve(model_id, region))
    arn = re.compile(r"arn:aws:bedrock:([a-z0-9-]*):(\d{12})?:(inference-profile|foundation-model)/[a-z0-9.:-]+")
    assert all(arn.fullmatch(each) for each in granted(model_id, region))


@pytest.mark.parametrize(("model_id", "size"), models.EMBEDDINGS.items())
def test_an_embedding_model_has_known_dimensions_and_no_geography(model_id: str, size: int) -> None:
    arn = f"arn:aws:bedrock:us-east-1::foundation-model/{model_id}"
    assert models.dimensions(model_id) == models.dimensions(arn) == size
    assert models.embedding_arn(model_id, "us-east-1") == models.embedding_arn(arn, "us-east-1") == arn
    assert models.resolve(model_id, "us-east-1") == model_id


def test_an_unknown_embedding_model_is_refused_with_those_known() -> None:
    told = (
        "'amazon.titan-embed-text-v3:0' is no embedding model whose dimensions are known "
        "(did you mean amazon.titan-embed-text-v2:0?); there are amazon.titan-embed-text-v2:0, "
    )
    with pytest.raises(ModelError, match=re.escape(told)):
        models.embedding_arn("amazon.titan-embed-text-v3:0", "us-east-1")
