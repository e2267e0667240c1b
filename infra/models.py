"""What a model of `clinic.toml` is called in a Region, and what a role needs to call it.

Knows Bedrock's ids and ARNs, which families have which inference profiles, and the embedding models; refuses to know
prompts and prices.

An id that says where it goes is taken as it is, where it can be called from this Region: one with a geography (`us.`,
`eu.`, `global.`, ...) and an ARN. So whoever wants a model in this Region alone writes the foundation model's ARN.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from declared import meant
from infra.regions import DESTINATIONS, GEOGRAPHIES, GLOBAL, check

_ARN = re.compile(
    r"arn:(?P<partition>aws[a-z-]*):(?P<service>bedrock|sagemaker):(?P<region>[a-z0-9-]*):\d*:"
    r"(?P<kind>[a-z-]+)/(?P<name>.+)"
)
_GEOGRAPHIES = (*DESTINATIONS, GLOBAL, "us-gov")
ARN_KINDS = (
    "foundation-model",
    "inference-profile",
    "application-inference-profile",
    "provisioned-model",
    "custom-model-deployment",
    "imported-model",
)
"""What an ARN of Amazon Bedrock may name. Converse takes no custom model without a deployment or a throughput of its
own; a prompt has its own instructions, a prompt router and an endpoint of SageMaker need rights that no role here has.

Source: the pattern and documentation of `modelId` in botocore's bedrock-runtime, operation ConverseStream.
"""

_HERE: tuple[str, ...] = ()
_CURRENT = ("us", "eu", "jp", "au", GLOBAL)
_OLDER = ("us", "eu", "apac")
PROFILES: Mapping[str, tuple[str, ...]] = {
    "anthropic.claude-": _CURRENT,
    "anthropic.claude-3": _OLDER,
    "anthropic.claude-sonnet-4-20250514": (*_OLDER, GLOBAL),
    "anthropic.claude-opus-4-1-20250805": ("us",),
    "amazon.nova-micro": _OLDER,
    "amazon.nova-lite": (*_OLDER, "ca"),
    "amazon.nova-pro": _OLDER,
    "amazon.nova-premier": ("us",),
    "amazon.nova-2": ("us", "eu", "jp", GLOBAL),
    "amazon.titan": _HERE,
    "ai21.": _HERE,
    "cohere.": _HERE,
    "deepseek.r1": ("us",),
    "deepseek.v3": _HERE,
    "meta.": ("us",),
    "meta.llama3-8b": _HERE,
    "meta.llama3-70b": _HERE,
    "mistral.": _HERE,
    "mistral.pixtral-large": ("us", "eu"),
    "openai.gpt-oss": _HERE,
    "qwen.": _HERE,
}
"""How an id begins -> the geographies that its family has inference profiles for; none: it is called where it is. The
longest beginning counts, and a family that is not here is taken to have those of today's Claude.

Source: the models' pages, https://docs.aws.amazon.com/bedrock/latest/userguide/models-supported.html
"""

EMBEDDING = "embedding"
ROLES = ("small", "large", EMBEDDING)
"""Of the models in `clinic.toml`."""

EMBEDDINGS: Mapping[str, int] = {
    "amazon.titan-embed-text-v2:0": 1024,
    "amazon.titan-embed-text-v1": 1536,
    "cohere.embed-english-v3": 1024,
    "cohere.embed-multilingual-v3": 1024,
}
"""A text embedding model that knowledge bases take -> the dimensions of its vectors, by default.

Source: https://docs.aws.amazon.com/bedrock/latest/userguide/knowledge-base-supported.html
"""

BEHIND_A_PROFILE = (
    "an application inference profile does not say which models are behind it; a condition allows them through it alone"
)
"""Why a role may call any model: only when it is called through that profile."""


class ModelError(ValueError):
    """The model cannot serve here; one sentence that says why and what can be written instead."""


@dataclass(frozen=True, slots=True)
class Access:
    """What one statement of a policy allows: `bedrock:InvokeModel*` on these resources, under these conditions."""

    resources: tuple[str, ...]
    conditions: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    """Operator -> key -> value, as IAM writes them."""


def resolve(model_id: str, region: str) -> str:
    """The id for Converse in this Region: with its geography where it is called through an inference profile.

    Raises:
        ModelError: it, or every one of its inference profiles, cannot be called from here.
        RegionError: no line can be deployed in the Region.
    """
    check(region)
    arn = _ARN.fullmatch(model_id)
    if arn:
        _refuse_arn(arn, region)
    geography = geography_of(model_id)
    if geography and geography not in GEOGRAPHIES[region]:
        raise ModelError(
            f"{model_id} goes to {geography}, which cannot be called from {region}; from there can be called "
            f"{', '.join(GEOGRAPHIES[region])}, or leave the geography out"
        )
    if arn or geography:
        return model_id
    has = profiles(model_id)
    if not has:
        return model_id
    here = next((geography for geography in GEOGRAPHIES[region] if geography in has), None)
    if here is None:
        raise ModelError(
            f"{model_id} has inference profiles for {', '.join(has)}, and none of them can be called from {region}; "
            f"name another model, or the profile itself if there is one by now, such as "
            f"{GEOGRAPHIES[region][0]}.{model_id}"
        )
    return f"{here}.{model_id}"


def _refuse_arn(arn: re.Match[str], region: str) -> None:
    """Raises: ModelError: Converse does not take the ARN, or not in this Region."""
    if arn["service"] != "bedrock" or arn["kind"] not in ARN_KINDS:
        raise ModelError(
            f"{arn[0]} is of the kind {arn['kind']} of {arn['service']}, which no line can call; an ARN of "
            f"Amazon Bedrock may name one of {', '.join(ARN_KINDS)}"
        )
    if arn["region"] != region:
        raise ModelError(
            f"{arn[0]} is in {arn['region'] or 'no Region'}, and the line is in {region}; name one that is in {region}"
        )


def called(role: str, model_id: str, region: str) -> str:
    """What a model of `clinic.toml` is called in this Region, by its role there: `small`, `large`, `embedding`.

    Raises:
        ModelError, RegionError: as `resolve`, or as `embedding_arn`.
    """
    return embedding_arn(model_id, region) if role == EMBEDDING else resolve(model_id, region)


def geography_of(model_id: str) -> str | None:
    """`us` for `us.anthropic...`, also inside the ARN of an inference profile; None: it names none."""
    arn = _ARN.fullmatch(model_id)
    first = (arn["name"] if arn else model_id).split(".", 1)[0]
    return first if first in _GEOGRAPHIES else None


def profiles(model_id: str) -> tuple[str, ...]:
    """The geographies of a plain id's family; none: it is called in its Region."""
    known = [beginning for beginning in PROFILES if model_id.startswith(beginning)]
    return PROFILES[max(known, key=len)] if known else _CURRENT


def invoke_access(model_id: str, region: str, *, account: str = "*", partition: str = "aws") -> tuple[Access, ...]:
    """What a role needs to call the model by Converse and ConverseStream, as tight as IAM takes it.

    Args:
        model_id: As in `clinic.toml`, or as `resolve` returns it.
        region: Where the role's function runs.
        account: Of the inference profile; a token will do.
        partition: Of every ARN that is made here.

    Raises:
        ModelError, RegionError: as `resolve`.
    """
    resolved = resolve(model_id, region)
    arn = _ARN.fullmatch(resolved)
    if arn and arn["kind"] == "application-inference-profile":
        return _through(resolved, [f"arn:{arn['partition']}:bedrock:*::foundation-model/*"])
    geography = geography_of(resolved)
    if geography is None:
        return (Access((resolved if arn else f"arn:{partition}:bedrock:{region}::foundation-model/{resolved}",)),)
    profile = resolved if arn else f"arn:{partition}:bedrock:{region}:{account}:inference-profile/{resolved}"
    model = profile.rsplit("/", 1)[1].removeprefix(f"{geography}.")
    there = [region, *(each for each in DESTINATIONS.get(geography, ()) if each != region)]
    access = _through(profile, [f"arn:{partition}:bedrock:{each}::foundation-model/{model}" for each in there])
    if geography != GLOBAL:
        return access
    # Source: https://docs.aws.amazon.com/bedrock/latest/userguide/global-cross-region-inference.html
    anywhere = {"StringLike": {"aws:RequestedRegion": "unspecified", "bedrock:InferenceProfileArn": profile}}
    return (*access, Access((f"arn:{partition}:bedrock:::foundation-model/{model}",), anywhere))


def invoke_resources(model_id: str, region: str, *, account: str = "*", partition: str = "aws") -> list[str]:
    """The ARNs of `invoke_access`, without its conditions. Arguments and errors are the same."""
    granted = invoke_access(model_id, region, account=account, partition=partition)
    return [resource for access in granted for resource in access.resources]


def dimensions(embedding_model_id: str) -> int:
    """How many numbers a vector of this embedding model has.

    Raises:
        ModelError: it is not one of those known.
    """
    plain = _plain(embedding_model_id)
    if plain not in EMBEDDINGS:
        raise ModelError(
            f"{embedding_model_id!r} is no embedding model whose dimensions are known{meant(plain, EMBEDDINGS)}; "
            f"there are {', '.join(EMBEDDINGS)}"
        )
    return EMBEDDINGS[plain]


def embedding_arn(embedding_model_id: str, region: str, *, partition: str = "aws") -> str:
    """The ARN by which a knowledge base names its embedding model: always of its own Region.

    Raises:
        ModelError: as `dimensions`, or an ARN of another Region.
    """
    dimensions(embedding_model_id)
    if arn := _ARN.fullmatch(embedding_model_id):
        _refuse_arn(arn, region)
        return embedding_model_id
    return f"arn:{partition}:bedrock:{region}::foundation-model/{embedding_model_id}"


def _plain(model_id: str) -> str:
    arn = _ARN.fullmatch(model_id)
    return arn["name"] if arn and arn["kind"] == "foundation-model" else model_id


def _through(profile: str, models: list[str]) -> tuple[Access, Access]:
    """The profile, and the models behind it only when they are called through it.

    Source: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-prereq.html
    """
    return Access((profile,)), Access(tuple(models), {"StringLike": {"bedrock:InferenceProfileArn": profile}})
