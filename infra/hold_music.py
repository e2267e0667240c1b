"""What a waiting caller hears: the hold music as a prompt of the instance.

Knows how a sound gets into Connect; refuses to know the sound.
"""

import hashlib
import os

from aws_cdk import aws_connect as connect
from aws_cdk import aws_s3_assets as s3_assets
from constructs import Construct

from infra.bundle import BUILDS
from infra.config import Deployment


class HoldMusic(Construct):
    """A prompt in the instance's library, under a name and ARN that never change.

    Connect copies the sound from the CDK's bucket of assets when the prompt is created, and again when its address is
    another, as it is when the sound is. It reads with the permissions of whoever deploys (AWS::Connect::Prompt,
    handlers: s3:GetObject, s3:GetObjectAcl, kms:Decrypt), so that the bucket needs no policy for it.
    """

    def __init__(self, scope: Construct, id: str, *, deployment: Deployment, instance_arn: str, sound: bytes) -> None:
        """`sound`: of a WAV file."""
        super().__init__(scope, id)
        asset = s3_assets.Asset(self, "Sound", path=_written(sound))
        prompt = connect.CfnPrompt(
            self,
            "Prompt",
            instance_arn=instance_arn,
            name=f"{deployment.prefix}-hold-music",
            description="Music for callers who wait for a person",
            s3_uri=asset.s3_object_url,
        )
        self.arn: str = prompt.attr_prompt_arn


def _written(sound: bytes) -> str:
    """The path of a file with this sound, for the CDK to take."""
    path = BUILDS / f"hold-music-{hashlib.sha256(sound).hexdigest()[:16]}.wav"
    if not path.is_file():
        path.parent.mkdir(exist_ok=True)
        unfinished = path.with_suffix(f".unfinished-{os.getpid()}")  # others may be synthesising at the same time
        unfinished.write_bytes(sound)
        unfinished.replace(path)
    return str(path)
