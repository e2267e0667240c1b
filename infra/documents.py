"""The clinic's documents in their bucket: one object a passage for the repository's own, whatever admins upload beside.

Knows the documents' files, how a passage is laid out as an object, and the bucket; refuses to know the index.
"""

import hashlib
import json
import re
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import aws_cdk as cdk
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3 as s3
from aws_cdk import aws_s3_assets as s3_assets
from aws_cdk import aws_s3_deployment as s3_deployment
from constructs import Construct

from infra.accepted import CALLED_BY_CLOUDFORMATION, accept, wildcard
from infra.config import Deployment, DeploymentError
from infra.storage import log_group
from infra.telephony import outlives

FOLDER = Path(__file__).parents[1] / "knowledge_base"
REPOSITORY = "repository"
"""Prefix of the repository's documents; a deployment makes it equal to them, and touches nothing else."""
UPLOADS = "uploads"
"""Where admins are told to upload. Any place outside `repository/` does as well."""
PASSAGE_CHARS = 900
"""Longest passage that is certain to be one chunk: `infra.knowledge.CHUNK_TOKENS`, at three characters a token."""
METADATA_BYTES = 1_024
"""Front matter of a document, as JSON: half of the 2,048 filterable bytes of a vector, since Bedrock adds its own;
https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html."""
OLD_VERSION_DAYS = 90
"""How long an overwritten or deleted document can be brought back."""


class DocumentError(DeploymentError):
    """A document cannot be deployed; the message names file and what to do."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading and a paragraph under it."""

    document: str
    """File name without the suffix."""
    number: int
    """From 1, in its document."""
    text: str
    metadata: Mapping[str, str]
    """The document's front matter."""

    @property
    def key(self) -> str:
        """Ends with the document's own file name, by which answers name their source."""
        return f"{self.document}/{self.number:02}/{self.document}.md"

    @property
    def sidecar(self) -> str:
        """The metadata file that a knowledge base looks for beside an object;
        https://docs.aws.amazon.com/bedrock/latest/userguide/s3-data-source-connector.html."""
        return json.dumps({"metadataAttributes": dict(self.metadata)}, ensure_ascii=False, sort_keys=True)


def passages(folder: Path = FOLDER) -> tuple[Passage, ...]:
    """Every passage of every `*.md` of a folder, in order.

    Raises:
        DocumentError: a document has no front matter with a title, or is too long for one chunk, or there is none.
    """
    found = [passage for path in sorted(folder.glob("*.md")) for passage in _passages(path)]
    if not found:
        raise DocumentError(f"{folder.name}: no document to answer from; add a file such as parking.md")
    return tuple(found)


def _passages(path: Path) -> Iterator[Passage]:
    name = f"{path.parent.name}/{path.name}"
    text = path.read_text(encoding="utf-8-sig")
    front = re.match(r"---\n(.*?)\n---(?:\n|\Z)", text, re.DOTALL)
    pairs = (line.partition(":") for line in (front[1] if front else "").splitlines() if line.strip())
    metadata = {key.strip(): value.strip() for key, _, value in pairs}
    if front is None or not metadata.get("title"):
        raise DocumentError(f"{name}:1: must start with front matter between two lines of ---, such as title: Parking")
    if len(json.dumps(metadata).encode()) > METADATA_BYTES:
        raise DocumentError(f"{name}:1: the front matter has over {METADATA_BYTES} bytes; shorten it")
    for number, passage in enumerate(_sections(text[front.end() :]), start=1):
        if len(passage) > PASSAGE_CHARS:
            raise DocumentError(
                f"{name}: passage {number} has {len(passage)} characters, and {PASSAGE_CHARS} are allowed;"
                " split its paragraph in two"
            )
        yield Passage(path.stem, number, passage, metadata)


def _sections(body: str) -> Iterator[str]:
    """A heading with each paragraph under it, as a knowledge base that splits there would store it."""
    heading = ""
    for part in re.split(r"\n\s*\n", body):
        paragraph = " ".join(part.split())
        if paragraph.startswith("#"):
            heading = paragraph.lstrip("# ")
        elif paragraph:
            yield f"## {heading}\n\n{paragraph}" if heading else paragraph


def stage(found: Sequence[Passage], folder: Path) -> None:
    """Write passages as the objects of the bucket, each with its metadata file."""
    for passage in found:
        path = folder / passage.key
        path.parent.mkdir(parents=True)
        path.write_text(passage.text, encoding="utf-8")
        path.with_name(f"{path.name}.metadata.json").write_text(passage.sidecar, encoding="utf-8")


class Documents(Construct):
    """The clinic's documents in their bucket. An admin's own uploads are never touched."""

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey) -> None:
        super().__init__(scope, id)
        kept = "documents" in deployment.keep
        self.bucket = s3.Bucket(
            self,
            "Bucket",
            versioned=True,
            encryption=s3.BucketEncryption.KMS,
            encryption_key=key,
            bucket_key_enabled=True,
            block_public_access=s3.BlockPublicAccess.BLOCK_ALL,
            enforce_ssl=True,
            minimum_tls_version=1.2,
            lifecycle_rules=[_old_versions()],
            removal_policy=outlives(kept),
            auto_delete_objects=not kept,
        )
        if self.bucket.policy:
            self.bucket.policy.apply_removal_policy(outlives(kept))
        accept(self.bucket, NOT_LOGGED)
        _tell_eventbridge(self.bucket)
        content = passages()
        self.fingerprint = hashlib.sha256(repr(content).encode()).hexdigest()[:16]
        """Of all that the repository deploys."""
        self.upload = Upload(self, "Upload", deployment=deployment, key=key, bucket=self.bucket, content=content)


_TOLD_TO_ANYBODY = "what is in it is told to whoever calls, and its versions show what was changed and when"
NOT_LOGGED = {
    "AwsSolutions-S1": _TOLD_TO_ANYBODY,
    "HIPAA.Security-S3BucketLoggingEnabled": _TOLD_TO_ANYBODY,
    "HIPAA.Security-S3BucketReplicationEnabled": "the repository has its documents; a line elsewhere has others",
}


def _old_versions() -> s3.LifecycleRule:
    return s3.LifecycleRule(
        noncurrent_version_expiration=cdk.Duration.days(OLD_VERSION_DAYS),
        abort_incomplete_multipart_upload_after=cdk.Duration.days(1),
    )


def _tell_eventbridge(bucket: s3.Bucket) -> None:
    """By the bucket's own property: CDK's switch for it adds a function that sets it from outside."""
    resource = bucket.node.default_child
    assert isinstance(resource, s3.CfnBucket)
    resource.notification_configuration = s3.CfnBucket.NotificationConfigurationProperty(
        event_bridge_configuration=s3.CfnBucket.EventBridgeConfigurationProperty(event_bridge_enabled=True)
    )


class Upload(Construct):
    """The repository's documents under their prefix, and gone from there when gone from the repository."""

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, key: kms.IKey, bucket: s3.Bucket,
        content: Sequence[Passage],
    ) -> None:  # fmt: skip
        super().__init__(scope, id)
        logs = log_group(self, "Logs", deployment=deployment, key=key)
        with tempfile.TemporaryDirectory() as folder:
            stage(content, Path(folder))
            asset = s3_assets.Asset(self, "Asset", path=folder)
        may = iam.ManagedPolicy(self, "May", statements=_may_sync(asset, bucket, key, logs.log_group_arn))
        role = iam.Role(self, "Role", assumed_by=iam.ServicePrincipal("lambda.amazonaws.com"), managed_policies=[may])
        self.deployment = s3_deployment.BucketDeployment(
            self,
            "Deployment",
            sources=[s3_deployment.Source.bucket(asset.bucket, asset.s3_object_key)],
            destination_bucket=bucket,
            destination_key_prefix=f"{REPOSITORY}/",
            prune=True,
            retain_on_delete=True,
            role=role.without_policy_updates(),
            log_group=logs,
            memory_limit=256,
            output_object_keys=False,
        )
        accept(
            may,
            {
                wildcard(self, asset.bucket.arn_for_objects("*")): "an object's name changes with every document, and a"
                " policy that changed with it might not hold yet when it is needed",
                wildcard(self, bucket.arn_for_objects(f"{REPOSITORY}/*")): "the folder is made equal to the repository",
            },
        )
        _accept_cdks_function(self)


def _may_sync(
    asset: s3_assets.Asset, bucket: s3.Bucket, key: kms.IKey, log_group_arn: str
) -> list[iam.PolicyStatement]:
    """What `aws s3 sync --delete` from the assets to the documents does."""
    folder = bucket.arn_for_objects(f"{REPOSITORY}/*")
    return [
        iam.PolicyStatement(actions=["s3:GetObject"], resources=[asset.bucket.arn_for_objects("*")]),
        iam.PolicyStatement(
            actions=["s3:ListBucket"],
            resources=[bucket.bucket_arn],
            conditions={"StringLike": {"s3:prefix": f"{REPOSITORY}/*"}},
        ),
        iam.PolicyStatement(actions=["s3:PutObject", "s3:DeleteObject"], resources=[folder]),
        iam.PolicyStatement(actions=["kms:GenerateDataKey", "kms:Decrypt"], resources=[key.key_arn]),
        iam.PolicyStatement(actions=["logs:CreateLogStream", "logs:PutLogEvents"], resources=[log_group_arn]),
    ]


def _accept_cdks_function(construct: Construct) -> None:
    """CDK makes one function a stack for its bucket deployments, at the stack's top."""
    for each in cdk.Stack.of(construct).node.children:
        if each.node.id.startswith("Custom::CDKBucketDeployment"):
            accept(each, {**CALLED_BY_CLOUDFORMATION, "AwsSolutions-L1": "its runtime is the one CDK tests it with"})
