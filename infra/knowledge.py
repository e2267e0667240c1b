"""What questions are answered from: the index over the documents.

Knows Bedrock's knowledge bases on S3 Vectors; refuses to know the documents' files, their ingestion, and who asks.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import aws_cdk as cdk
from aws_cdk import aws_bedrock as bedrock
from aws_cdk import aws_iam as iam
from aws_cdk import aws_kms as kms
from aws_cdk import aws_s3vectors as s3vectors
from constructs import Construct

from clinic import Clinic
from infra import models
from infra.accepted import accept, wildcard
from infra.config import Deployment
from infra.documents import Documents

CHUNK_TOKENS = 300
"""A passage of the repository is one chunk; what admins upload is cut into pieces of this size."""
OVERLAP_PERCENT = 10
DISTANCE = "cosine"
BEDROCKS_OWN = ("AMAZON_BEDROCK_TEXT", "AMAZON_BEDROCK_METADATA")
"""What Bedrock keeps beside a vector, longer than the 2,048 bytes by which an index can filter;
https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-bedrock-kb.html."""


class KnowledgeBase(Construct):
    """The index over the documents.

    Vectors of one model mean nothing to another, and no property of an index can be changed: whatever shapes them is in
    the names of the index and of all that stands on it. So a change makes them anew, and fills them before the old go.
    """

    def __init__(
        self, scope: Construct, id: str, *, deployment: Deployment, clinic: Clinic, key: kms.IKey, documents: Documents
    ) -> None:
        super().__init__(scope, id)
        shape = shape_of(clinic.models.embedding)
        self.fingerprint = hashlib.sha256(json.dumps(shape, sort_keys=True).encode()).hexdigest()[:8]
        """Of what must be the same for a function that was made for this index."""
        self.vectors = s3vectors.CfnVectorBucket(
            self,
            "Vectors",
            encryption_configuration=s3vectors.CfnVectorBucket.EncryptionConfigurationProperty(
                sse_type="aws:kms", kms_key_arn=key.key_arn
            ),
        )
        self.vectors.apply_removal_policy(cdk.RemovalPolicy.DESTROY)
        current = Construct(self, self.fingerprint)
        index = _index(current, self.vectors, shape)
        role = _Role(current, "Role", clinic=clinic, key=key, documents=documents, index=index).role
        base = _base(current, f"{deployment.prefix}-{self.fingerprint}", clinic, index, role)
        source = _source(current, base, key, documents)
        self.knowledge_base_id = base.attr_knowledge_base_id
        self.knowledge_base_arn = base.attr_knowledge_base_arn
        self.data_source_id = source.attr_data_source_id
        self.data_source = source


def shape_of(embedding: str) -> Mapping[str, Any]:
    """Whatever decides what is in the index.

    Raises:
        ModelError: the embedding model is not known.
    """
    return {
        "model": embedding,
        "dimension": models.dimensions(embedding),
        "distance": DISTANCE,
        "not_filterable": BEDROCKS_OWN,
        "chunk": [CHUNK_TOKENS, OVERLAP_PERCENT],
    }


def _index(scope: Construct, vectors: s3vectors.CfnVectorBucket, shape: Mapping[str, Any]) -> s3vectors.CfnIndex:
    return s3vectors.CfnIndex(
        scope,
        "Index",
        vector_bucket_arn=vectors.attr_vector_bucket_arn,
        data_type="float32",
        dimension=shape["dimension"],
        distance_metric=shape["distance"],
        metadata_configuration=s3vectors.CfnIndex.MetadataConfigurationProperty(
            non_filterable_metadata_keys=list(shape["not_filterable"])
        ),
    )


class _Role(Construct):
    """As what Bedrock reads the documents, makes vectors of them, and finds them again.

    It goes after the knowledge base, which could not be deleted without it.
    """

    def __init__(
        self,
        scope: Construct,
        id: str,
        *,
        clinic: Clinic,
        key: kms.IKey,
        documents: Documents,
        index: s3vectors.CfnIndex,
    ) -> None:
        super().__init__(scope, id)
        stack = cdk.Stack.of(self)
        bucket = documents.bucket
        everything = bucket.arn_for_objects("*")
        vectors = ["GetIndex", "QueryVectors", "GetVectors", "PutVectors", "DeleteVectors"]
        model = models.embedding_arn(clinic.models.embedding, stack.region, partition=stack.partition)
        may = iam.ManagedPolicy(
            self,
            "May",
            statements=[
                iam.PolicyStatement(actions=["bedrock:InvokeModel"], resources=[model]),
                iam.PolicyStatement(
                    actions=[f"s3vectors:{action}" for action in vectors], resources=[index.attr_index_arn]
                ),
                iam.PolicyStatement(actions=["s3:ListBucket"], resources=[bucket.bucket_arn], conditions=_of_ours()),
                iam.PolicyStatement(actions=["s3:GetObject"], resources=[everything], conditions=_of_ours()),
                iam.PolicyStatement(actions=["kms:Decrypt", "kms:GenerateDataKey"], resources=[key.key_arn]),
            ],
        )
        accept(
            may, {wildcard(self, everything): "every object of this bucket is a document, wherever an admin puts it"}
        )
        bases = stack.format_arn(service="bedrock", resource="knowledge-base", resource_name="*")
        only_ours = {"StringEquals": {"aws:SourceAccount": stack.account}, "ArnLike": {"aws:SourceArn": bases}}
        self.role = iam.Role(
            self,
            "Role",
            assumed_by=iam.ServicePrincipal("bedrock.amazonaws.com", conditions=only_ours),
            managed_policies=[may],
        )


def _of_ours() -> Mapping[str, Any]:
    return {"StringEquals": {"aws:ResourceAccount": cdk.Aws.ACCOUNT_ID}}


def _base(
    scope: Construct, name: str, clinic: Clinic, index: s3vectors.CfnIndex, role: iam.Role
) -> bedrock.CfnKnowledgeBase:
    stack = cdk.Stack.of(scope)
    kb = bedrock.CfnKnowledgeBase
    model = models.embedding_arn(clinic.models.embedding, stack.region, partition=stack.partition)
    return kb(
        scope,
        "KnowledgeBase",
        name=name,
        description="What questions of callers are answered from",
        role_arn=role.role_arn,
        knowledge_base_configuration=kb.KnowledgeBaseConfigurationProperty(
            type="VECTOR",
            vector_knowledge_base_configuration=kb.VectorKnowledgeBaseConfigurationProperty(embedding_model_arn=model),
        ),
        storage_configuration=kb.StorageConfigurationProperty(
            type="S3_VECTORS",
            s3_vectors_configuration=kb.S3VectorsConfigurationProperty(index_arn=index.attr_index_arn),
        ),
    )


def _source(
    scope: Construct, base: bedrock.CfnKnowledgeBase, key: kms.IKey, documents: Documents
) -> bedrock.CfnDataSource:
    """The whole bucket. Its vectors go with the index: one that has to delete them can fail to be deleted itself."""
    ds = bedrock.CfnDataSource
    return ds(
        scope,
        "DataSource",
        name="documents",
        knowledge_base_id=base.attr_knowledge_base_id,
        data_deletion_policy="RETAIN",
        data_source_configuration=ds.DataSourceConfigurationProperty(
            type="S3",
            s3_configuration=ds.S3DataSourceConfigurationProperty(
                bucket_arn=documents.bucket.bucket_arn, bucket_owner_account_id=cdk.Aws.ACCOUNT_ID
            ),
        ),
        server_side_encryption_configuration=ds.ServerSideEncryptionConfigurationProperty(kms_key_arn=key.key_arn),
        vector_ingestion_configuration=ds.VectorIngestionConfigurationProperty(
            chunking_configuration=ds.ChunkingConfigurationProperty(
                chunking_strategy="FIXED_SIZE",
                fixed_size_chunking_configuration=ds.FixedSizeChunkingConfigurationProperty(
                    max_tokens=CHUNK_TOKENS, overlap_percentage=OVERLAP_PERCENT
                ),
            )
        ),
    )
