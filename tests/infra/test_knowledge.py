"""Documents, their index, and how every change of them gets there."""

import json
import re
from functools import cache
from pathlib import Path

import aws_cdk as cdk
import pytest

import knowledge_sync
from fulfillment.aws.knowledge import parse_result
from infra import documents, ingestion, knowledge
from infra.bundle import BundleError
from infra.documents import Documents
from infra.ingestion import Ingestion
from infra.knowledge import KnowledgeBase
from infra.passages import METADATA_BYTES, PASSAGE_CHARS, DocumentError, passages, stage
from infra.published import Published
from infra.telephony import DataKey
from simulator.local_aws.bedrock import render_hit
from simulator.local_aws.retrieval import Hit, load_documents
from tests.infra.synthesis import ROOT, Template, a_clinic, a_deployment, resources, template_of

REGIONS = ("us-east-1", "eu-central-1", "ap-southeast-2")
DOCUMENTS = load_documents(ROOT / "knowledge_base")


@cache
def built(region: str = "us-east-1", embedding: str = "", keep: tuple[str, ...] | None = None) -> Template:
    def build(stack: cdk.Stack) -> None:
        deployment = a_deployment(region=region, **({"keep": keep} if keep is not None else {}))
        clinic = a_clinic()
        if embedding:
            clinic = a_clinic(models=clinic.models.model_copy(update={"embedding": embedding}))
        key = DataKey(stack, "DataKey", deployment=deployment).key
        held = Documents(stack, "Documents", deployment=deployment, key=key)
        base = KnowledgeBase(stack, "Base", deployment=deployment, clinic=clinic, key=key, documents=held)
        Ingestion(stack, "Ingestion", deployment=deployment, key=key, documents=held, base=base)
        Published(stack, "Published", deployment=deployment, values={"knowledge-base-id": base.knowledge_base_id})

    return template_of(build, region=region)


def one(kind: str, template: Template | None = None) -> Template:
    """The properties of the only resource of a type."""
    (found,) = resources(template or built(), kind).values()
    properties: Template = found["Properties"]
    return properties


def bucket(template: Template | None = None) -> Template:
    """The bucket of the documents, whole."""
    (found,) = resources(template or built(), "AWS::S3::Bucket").values()
    return found


def statements(part: str) -> list[Template]:
    """Of the managed policy whose logical id contains this."""
    policies = resources(built(), "AWS::IAM::ManagedPolicy").items()
    (found,) = [policy["Properties"]["PolicyDocument"]["Statement"] for name, policy in policies if part in name]
    return list(found)


def allowed(part: str) -> dict[str, Template]:
    """Action -> its statement."""
    listed = {json.dumps(each): each["Action"] for each in statements(part)}
    actions = {text: [action] if isinstance(action, str) else action for text, action in listed.items()}
    return {action: json.loads(text) for text, each in actions.items() for action in each}


# The documents


def test_the_bucket_is_closed_versioned_encrypted_and_tells_of_changes() -> None:
    properties = bucket()["Properties"]
    (rule,) = properties["BucketEncryption"]["ServerSideEncryptionConfiguration"]
    assert rule["ServerSideEncryptionByDefault"]["SSEAlgorithm"] == "aws:kms"
    assert "KMSMasterKeyID" in rule["ServerSideEncryptionByDefault"]
    assert properties["VersioningConfiguration"] == {"Status": "Enabled"}
    assert set(properties["PublicAccessBlockConfiguration"].values()) == {True}
    assert properties["NotificationConfiguration"] == {"EventBridgeConfiguration": {"EventBridgeEnabled": True}}


def test_the_bucket_is_reached_by_tls_alone() -> None:
    denied = [each for each in one("AWS::S3::BucketPolicy")["PolicyDocument"]["Statement"] if each["Effect"] == "Deny"]
    assert {"Bool": {"aws:SecureTransport": "false"}} in [each["Condition"] for each in denied]


def test_old_versions_end_and_current_ones_do_not() -> None:
    (rule,) = bucket()["Properties"]["LifecycleConfiguration"]["Rules"]
    assert rule["NoncurrentVersionExpiration"]["NoncurrentDays"] == documents.OLD_VERSION_DAYS
    assert "ExpirationInDays" not in rule


def test_documents_outlive_the_stack_if_they_are_kept() -> None:
    """Also after a deployment that failed: it is filled by then, and a rollback that cannot delete it is stuck."""
    (policy,) = resources(built(), "AWS::S3::BucketPolicy").values()
    for kept in (bucket(), policy):
        assert (kept["DeletionPolicy"], kept["UpdateReplacePolicy"]) == ("Retain", "Retain")
    gone = bucket(built(keep=("instance", "number")))
    assert (gone["DeletionPolicy"], gone["UpdateReplacePolicy"]) == ("Delete", "Delete")


def test_a_deployment_prunes_its_own_folder_and_no_upload() -> None:
    upload = one("Custom::CDKBucketDeployment")
    assert upload["DestinationBucketKeyPrefix"] == "repository/"
    assert upload["Prune"] is True
    may = allowed("Upload")
    for action in ("s3:PutObject", "s3:DeleteObject"):
        assert json.dumps(may[action]["Resource"]).endswith('"/repository/*"]]}')
    assert may["s3:ListBucket"]["Condition"] == {"StringLike": {"s3:prefix": "repository/*"}}


def test_staged_passages_are_the_simulators(tmp_path: Path) -> None:
    stage(passages(), tmp_path)
    staged = {path.relative_to(tmp_path).as_posix(): path.read_text() for path in tmp_path.rglob("*.md")}
    assert staged == {
        f"{document.name}/{number:02}/{document.name}.md": section.chunk
        for document in DOCUMENTS
        for number, section in enumerate(document.sections, start=1)
    }


def test_a_retrieved_passage_reads_as_in_the_simulator(tmp_path: Path) -> None:
    stage(passages(), tmp_path)
    for document in DOCUMENTS:
        for number in range(len(document.sections)):
            path = tmp_path / document.name / f"{number + 1:02}" / f"{document.name}.md"
            attributes = json.loads(Path(f"{path}.metadata.json").read_text())["metadataAttributes"]
            uri = f"s3://documents/repository/{path.relative_to(tmp_path).as_posix()}"
            retrieved = {
                "content": {"text": path.read_text(), "type": "TEXT"},
                "location": {"type": "S3", "s3Location": {"uri": uri}},
                "metadata": {**attributes, "x-amz-bedrock-kb-source-uri": uri},
                "score": 0.5,
            }
            assert parse_result(retrieved) == parse_result(render_hit(Hit(document, number, 0.5)))


def test_every_object_has_its_metadata_beside_it_within_the_limit(tmp_path: Path) -> None:
    stage(passages(), tmp_path)
    for path in tmp_path.rglob("*.md"):
        sidecar = path.with_name(f"{path.name}.metadata.json")
        assert {"title", "updated"} <= json.loads(sidecar.read_text())["metadataAttributes"].keys()
        assert sidecar.stat().st_size < METADATA_BYTES


def test_every_passage_of_the_repository_is_one_chunk() -> None:
    assert max(len(passage.text) for passage in passages()) <= PASSAGE_CHARS
    assert PASSAGE_CHARS <= 3 * knowledge.CHUNK_TOKENS


FRONT = "---\ntitle: Parking\n---\n"


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("## What?\n\nThat.\n", "kb/parking.md:1: must start with front matter"),
        ("---\nqueue: Billing\n---\n\n## What?\n\nThat.\n", "kb/parking.md:1: must start with front matter"),
        (
            f"{FRONT}\n## What?\n\n{'That. ' * 200}\n",
            "kb/parking.md: passage 1 has 1209 characters, and 900 are allowed",
        ),
        (f"---\ntitle: {'x' * 1100}\n---\n\nThat.\n", "kb/parking.md:1: the front matter has over 1024 bytes"),
        (FRONT, "kb: no document to answer from"),
    ],
)
def test_a_document_that_cannot_be_deployed_is_refused_in_a_sentence(tmp_path: Path, content: str, told: str) -> None:
    folder = tmp_path / "kb"
    folder.mkdir()
    (folder / "parking.md").write_text(content)
    with pytest.raises(DocumentError, match=re.escape(told)):
        passages(folder)


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("x.md", None, "kb/x.md: a directory; move its documents up and remove it"),
        ("x.md", b"---\ntitle: Caf\xe9\n---\n\nThat.\n", "kb/x.md:2: not UTF-8 text"),
        (f"{'x' * 240}.md", FRONT.encode(), "the name has over 238 bytes before .md; give it a shorter one"),
    ],
)
def test_a_document_that_cannot_be_read_is_refused_in_a_sentence(
    tmp_path: Path, name: str, content: bytes | None, told: str
) -> None:
    path = tmp_path / "kb" / name
    path.parent.mkdir()
    if content is None:
        path.mkdir()
    else:
        path.write_bytes(content)
    with pytest.raises(DocumentError, match=re.escape(told)):
        passages(path.parent)


def test_a_document_with_line_ends_of_windows_is_read(tmp_path: Path) -> None:
    (tmp_path / "x.md").write_bytes(f"{FRONT}\n## What?\n\nThat.\n".replace("\n", "\r\n").encode())
    assert [passage.text for passage in passages(tmp_path)] == ["## What?\n\nThat."]


# The index


@pytest.mark.parametrize("region", REGIONS)
def test_the_index_has_the_dimension_of_its_model(region: str) -> None:
    template = built(region)
    index = one("AWS::S3Vectors::Index", template)
    assert (index["Dimension"], index["DataType"], index["DistanceMetric"]) == (1024, "float32", "cosine")
    configured = one("AWS::Bedrock::KnowledgeBase", template)["KnowledgeBaseConfiguration"]
    model = json.dumps(configured["VectorKnowledgeBaseConfiguration"]["EmbeddingModelArn"])
    assert f":bedrock:{region}::foundation-model/amazon.titan-embed-text-v2:0" in model


def test_what_bedrock_keeps_beside_a_vector_is_not_filterable() -> None:
    keys = one("AWS::S3Vectors::Index")["MetadataConfiguration"]["NonFilterableMetadataKeys"]
    assert keys == ["AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA"]


def test_vectors_are_encrypted_with_the_deployments_key() -> None:
    assert one("AWS::S3Vectors::VectorBucket")["EncryptionConfiguration"]["SseType"] == "aws:kms"
    assert "KmsKeyArn" in one("AWS::Bedrock::DataSource")["ServerSideEncryptionConfiguration"]


def test_nothing_of_the_index_has_a_fixed_name() -> None:
    assert "VectorBucketName" not in one("AWS::S3Vectors::VectorBucket")
    assert "IndexName" not in one("AWS::S3Vectors::Index")


SHAPED = ("AWS::S3Vectors::Index", "AWS::Bedrock::KnowledgeBase", "AWS::Bedrock::DataSource")


@pytest.mark.parametrize("embedding", ["cohere.embed-multilingual-v3", "amazon.titan-embed-text-v1"])
def test_another_embedding_model_makes_index_base_and_source_anew(embedding: str) -> None:
    other = built(embedding=embedding)
    for kind in SHAPED:
        assert not resources(built(), kind).keys() & resources(other, kind).keys()
    assert one("AWS::Bedrock::KnowledgeBase")["Name"] != one("AWS::Bedrock::KnowledgeBase", other)["Name"]


def test_another_embedding_model_keeps_the_bucket() -> None:
    other = built(embedding="cohere.embed-multilingual-v3")
    assert resources(built(), "AWS::S3::Bucket").keys() == resources(other, "AWS::S3::Bucket").keys()


def test_the_fingerprint_is_of_what_shapes_vectors() -> None:
    shapes = [knowledge.shape_of(model) for model in ("amazon.titan-embed-text-v2:0", "cohere.embed-english-v3")]
    assert shapes[0] != shapes[1]
    assert {"model", "dimension", "distance", "not_filterable", "chunk"} == shapes[0].keys()


def test_the_base_reads_only_what_it_must() -> None:
    may = allowed("Base")
    assert set(may) == {
        "bedrock:InvokeModel",
        "s3vectors:GetIndex",
        "s3vectors:QueryVectors",
        "s3vectors:GetVectors",
        "s3vectors:PutVectors",
        "s3vectors:DeleteVectors",
        "s3:ListBucket",
        "s3:GetObject",
        "kms:Decrypt",
        "kms:GenerateDataKey",
    }
    assert all(statement["Resource"] != "*" for statement in may.values())


def test_only_a_knowledge_base_of_this_account_takes_the_role() -> None:
    roles = [role["Properties"]["AssumeRolePolicyDocument"] for role in resources(built(), "AWS::IAM::Role").values()]
    (trust,) = [each for role in roles for each in role["Statement"] if "bedrock" in json.dumps(each["Principal"])]
    assert trust["Condition"]["StringEquals"] == {"aws:SourceAccount": {"Ref": "AWS::AccountId"}}
    assert "knowledge-base/*" in json.dumps(trust["Condition"]["ArnLike"]["aws:SourceArn"])


def test_the_source_is_deleted_without_its_vectors_which_go_with_the_index() -> None:
    assert one("AWS::Bedrock::DataSource")["DataDeletionPolicy"] == "RETAIN"
    (index,) = resources(built(), "AWS::S3Vectors::Index").values()
    assert index.get("DeletionPolicy", "Delete") == "Delete"


def test_the_base_goes_before_its_role_and_the_role_before_its_index() -> None:
    """CloudFormation deletes what refers to a resource before it."""
    base, role = one("AWS::Bedrock::KnowledgeBase"), "Fn::GetAtt"
    named = base["RoleArn"][role][0]
    (policy,) = [each["Ref"] for each in built()["Resources"][named]["Properties"]["ManagedPolicyArns"]]
    index = base["StorageConfiguration"]["S3VectorsConfiguration"]["IndexArn"][role][0]
    assert index in json.dumps(built()["Resources"][policy])


# Ingestion


def test_events_of_this_bucket_reach_the_queue_and_expiring_versions_do_not() -> None:
    rule = one("AWS::Events::Rule")
    assert rule["EventPattern"]["detail"]["bucket"]["name"] == [
        {"Ref": next(iter(resources(built(), "AWS::S3::Bucket")))}
    ]
    assert rule["EventPattern"]["detail-type"] == ["Object Created", "Object Deleted"]
    assert rule["EventPattern"]["detail"]["reason"] == [{"anything-but": ["Lifecycle Expiration"]}]
    (target,) = rule["Targets"]
    assert "DeadLetterConfig" in target


def test_queues_are_encrypted_and_one_gives_up_into_the_other() -> None:
    queues = [queue["Properties"] for queue in resources(built(), "AWS::SQS::Queue").values()]
    assert [queue["SqsManagedSseEnabled"] for queue in queues] == [True, True]
    (changes,) = [queue for queue in queues if "RedrivePolicy" in queue]
    assert changes["RedrivePolicy"]["maxReceiveCount"] == ingestion.TRIES


def sync_function() -> Template:
    functions = [each["Properties"] for each in resources(built(), "AWS::Lambda::Function").values()]
    (found,) = [each for each in functions if each["Handler"].startswith("knowledge_sync.")]
    return found


def test_changes_are_gathered_into_one_delivery_and_each_can_come_back() -> None:
    mapping = one("AWS::Lambda::EventSourceMapping")
    assert mapping["MaximumBatchingWindowInSeconds"] == 60
    assert mapping["BatchSize"] >= 500
    assert mapping["FunctionResponseTypes"] == ["ReportBatchItemFailures"]
    assert mapping["ScalingConfig"] == {"MaximumConcurrency": 2}


def test_a_message_stays_hidden_as_long_as_the_function_may_run() -> None:
    queues = [queue["Properties"] for queue in resources(built(), "AWS::SQS::Queue").values()]
    (changes,) = [queue for queue in queues if "RedrivePolicy" in queue]
    assert changes["VisibilityTimeout"] > sync_function()["Timeout"]


def test_the_function_is_its_own_two_files_of_python_3_13_on_arm(tmp_path: Path) -> None:
    function = sync_function()
    assert (function["Runtime"], function["Architectures"]) == ("python3.13", ["arm64"])
    name, attribute = function["Handler"].split(".")
    assert callable(getattr(knowledge_sync, attribute))
    code = ingestion.LAMBDAS / f"{name}.py"
    assert code.is_file()
    app = cdk.App(outdir=str(tmp_path))
    staged = cdk.AssetStaging(
        cdk.Stack(app, "S"), "Code", source_path=str(ingestion.LAMBDAS), exclude=list(ingestion.NOTHING_BUT)
    )
    files = {path.name for path in Path(staged.absolute_staged_path).rglob("*")}
    assert files == {"knowledge_sync.py", "cloudformation.py"}


def test_the_function_is_told_what_it_reads_from_its_environment() -> None:
    code = (ingestion.LAMBDAS / "knowledge_sync.py").read_text()
    assert set(sync_function()["Environment"]["Variables"]) == set(re.findall(r'env\["(\w+)"\]', code))


def test_the_function_may_run_jobs_of_this_base_alone() -> None:
    may = allowed("Ingestion")
    operations = set(re.findall(r"_client\.(\w+)\(", (ingestion.LAMBDAS / "knowledge_sync.py").read_text()))
    jobs = {f"bedrock:{''.join(word.title() for word in operation.split('_'))}" for operation in operations}
    assert jobs == {action for action in may if action.startswith("bedrock:")}
    assert all(may[job]["Resource"]["Fn::GetAtt"][1] == "KnowledgeBaseArn" for job in jobs)


def test_log_groups_are_kept_as_long_as_configured_and_encrypted() -> None:
    for group in resources(built(), "AWS::Logs::LogGroup").values():
        assert group["Properties"]["RetentionInDays"] == a_deployment().log_days
        assert "KmsKeyId" in group["Properties"]


def test_the_metric_is_the_functions() -> None:
    assert (ingestion.METRIC, ingestion.METRIC_NAMESPACE) == (knowledge_sync.METRIC, knowledge_sync.NAMESPACE)
    assert sync_function()["Environment"]["Variables"]["POWERTOOLS_SERVICE_NAME"] == "frontdesk-dev"


def test_a_deployment_ingests_after_the_documents_are_there_and_again_when_they_or_the_source_change() -> None:
    (deployed,) = resources(built(), "Custom::Ingestion").values()
    assert resources(built(), "Custom::CDKBucketDeployment").keys() <= set(deployed["DependsOn"])
    source = next(iter(resources(built(), "AWS::Bedrock::DataSource")))
    assert deployed["Properties"]["DataSource"] == {"Fn::GetAtt": [source, "DataSourceId"]}
    assert deployed["Properties"]["Documents"]


# What other stacks read


def test_other_stacks_read_the_values_by_name() -> None:
    parameter = one("AWS::SSM::Parameter")
    assert parameter["Name"] == "/frontdesk/dev/knowledge-base-id"
    assert parameter["Value"]["Fn::GetAtt"][1] == "KnowledgeBaseId"


def test_an_ingestion_that_would_lack_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "knowledge_sync.py").write_text("")
    with pytest.raises(BundleError, match=r"cloudformation\.py is missing"):
        ingestion.refuse_missing(tmp_path)
