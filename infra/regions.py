"""Where a line can be deployed, and where its model's requests may go from there.

Knows which Regions have every service that a line needs, and the geographies of Bedrock's inference profiles; refuses
to know any model.

Sources: Connect, Lex: botocore's endpoints, and https://docs.aws.amazon.com/connect/latest/adminguide/regions.html;
Bedrock's knowledge bases and guardrails, S3 Vectors: the Regions of CloudFormation's resource types, by cfn-lint.
"""

from collections.abc import Mapping

from declared import meant

_EVERYWHERE = (
    "ap-northeast-1 ap-northeast-2 ap-southeast-1 ap-southeast-2 ca-central-1 "
    "eu-central-1 eu-west-2 us-east-1 us-west-2"
)
_MANY = (
    f"{_EVERYWHERE} ap-northeast-3 ap-south-1 ap-south-2 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 "
    "eu-west-3 sa-east-1 us-east-2"
)
SERVICES: Mapping[str, frozenset[str]] = {
    name: frozenset(regions.split())
    for name, regions in {
        "Amazon Connect": f"{_EVERYWHERE} af-south-1",
        "Amazon Lex V2": f"{_EVERYWHERE} af-south-1 eu-west-1",
        "Bedrock knowledge bases": _MANY,
        "Bedrock guardrails": (
            f"{_MANY} ap-east-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-7 il-central-1 me-central-1 "
            "us-west-1"
        ),
        "S3 Vectors": (
            f"{_MANY} af-south-1 ap-east-1 ap-east-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6 "
            "ap-southeast-7 ca-west-1 mx-central-1 us-west-1"
        ),
    }.items()
}
"""What a line cannot do without -> the commercial Regions that have it."""

REGIONS = tuple(sorted(frozenset.intersection(*SERVICES.values())))
"""Those with every service."""

GLOBAL = "global"
"""The geography that may answer anywhere."""

GEOGRAPHIES: Mapping[str, tuple[str, ...]] = {
    "us-east-1": ("us", GLOBAL),
    "us-west-2": ("us", GLOBAL),
    "ca-central-1": ("ca", "us", GLOBAL),
    "eu-central-1": ("eu", GLOBAL),
    "eu-west-2": ("eu", GLOBAL),
    "ap-northeast-1": ("jp", "apac", GLOBAL),
    "ap-northeast-2": ("apac", GLOBAL),
    "ap-southeast-1": ("apac", GLOBAL),
    "ap-southeast-2": ("au", "apac", GLOBAL),
}
"""The geographies whose inference profiles can be called from a Region, the narrowest first.

Sources: https://docs.aws.amazon.com/bedrock/latest/userguide/inference-profiles-support.html and the models' own pages;
for Canada, the AWS blog "Accelerate generative AI innovation in Canada with Amazon Bedrock cross-Region inference".
"""

DESTINATIONS: Mapping[str, tuple[str, ...]] = {
    geography: tuple(regions.split())
    for geography, regions in {
        "us": "us-east-1 us-east-2 us-west-1 us-west-2",
        "ca": "ca-central-1 ca-west-1",
        "eu": "eu-central-1 eu-central-2 eu-north-1 eu-south-1 eu-south-2 eu-west-1 eu-west-2 eu-west-3",
        "jp": "ap-northeast-1 ap-northeast-3",
        "au": "ap-southeast-2 ap-southeast-4",
        "apac": (
            "ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2 ap-southeast-1 ap-southeast-2 "
            "ap-southeast-3 ap-southeast-4"
        ),
    }.items()
}
"""Where a geography's profiles may send a request, besides the Region it came from.

One model's profile goes to some of these: a role that may call the model in one more Region of the geography can do
nothing else there, while one Region too few fails now and then, when Bedrock happens to choose it. A global profile has
no list; its model has an ARN without a Region.
Source: https://docs.aws.amazon.com/bedrock/latest/userguide/geographic-cross-region-inference.html
"""


class RegionError(ValueError):
    """No line can be deployed there; one sentence that says what is missing and which Regions have everything."""


def check(region: str) -> None:
    """Raises: RegionError: the Region lacks something, or is not known."""
    if region in REGIONS:
        return
    allowed = f"a line can be deployed in {', '.join(REGIONS)}"
    lacking = [service for service, regions in SERVICES.items() if region not in regions]
    if len(lacking) == len(SERVICES):
        raise RegionError(f"nothing is known of a Region {region!r}{meant(region, REGIONS)}; {allowed}")
    raise RegionError(f"{region} has no {' and no '.join(lacking)}; {allowed}")
