"""Whether the deployed guardrail lets the clinic's own documents pass: `python -m infra.guardrail_check`.

Knows ApplyGuardrail; refuses to know what the guardrail is made of. It needs credentials, asks about every question and
answer of `knowledge_base/`, and costs a few cents.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import botocore.session
from botocore.exceptions import BotoCoreError, ClientError

from infra import config
from infra.passages import Passage, passages


def stopped(client: Any, guardrail: tuple[str, str], found: Sequence[Passage]) -> Iterator[str]:
    """A sentence for each question that may not be asked, and each answer that may not be said or is masked.

    Args:
        client: Of `bedrock-runtime`.
        guardrail: Its id and version.
        found: The documents.
    """
    for passage in found:
        heading, _, answer = passage.text.rpartition("\n\n")
        questions = [part for part in re.split(r"(?<=[.?!])\s+", heading.lstrip("# ")) if part]
        for question in questions:
            content = [_text(question, "query", "guard_content")]
            if why := _why(client, guardrail, "INPUT", content):
                yield f"{passage.document}: the question {question!r}: {why}"
        content = [
            _text(passage.text, "grounding_source"),
            _text(questions[0] if questions else passage.metadata["title"], "query"),
            _text(answer, "guard_content"),
        ]
        if why := _why(client, guardrail, "OUTPUT", content):
            yield f"{passage.document}: the answer {answer!r}: {why}"


def _text(text: str, *qualifiers: str) -> dict[str, Any]:
    return {"text": {"text": text, "qualifiers": list(qualifiers)}}


def _why(client: Any, guardrail: tuple[str, str], source: str, content: list[dict[str, Any]]) -> str:
    """What stopped it, as the guardrail tells; empty when nothing did."""
    answer = client.apply_guardrail(
        guardrailIdentifier=guardrail[0], guardrailVersion=guardrail[1], source=source, content=content
    )
    if answer["action"] == "NONE":
        return ""
    policies = [
        {name: policy for name, policy in assessment.items() if name.endswith("Policy")}
        for assessment in answer["assessments"]
    ]
    return json.dumps(policies)


def published(client: Any, environment: str) -> tuple[str, str]:
    """Id and version of the deployed guardrail, by a client of `ssm`."""
    names = [f"/frontdesk/{environment}/guardrail-{part}" for part in ("id", "version")]
    identifier, version = (str(client.get_parameter(Name=name)["Parameter"]["Value"]) for name in names)
    return identifier, version


def main(env: Mapping[str, str]) -> int:
    """Check the deployment of cdk.json. Returns the exit code: 1 when something is stopped, 2 when nobody can tell."""
    deployment = config.load(config.read_context(config.ROOT), env)
    session = botocore.session.get_session()
    ssm, runtime = (session.create_client(name, region_name=deployment.region) for name in ("ssm", "bedrock-runtime"))
    found = passages()
    try:
        problems = list(stopped(runtime, published(ssm, deployment.environment), found))
    except (BotoCoreError, ClientError) as error:
        print(f"the guardrail of {deployment.environment} cannot be asked: {error}", file=sys.stderr)
        return 2
    print("\n".join([*problems, f"{len(found)} passages: {len(problems)} questions or answers are stopped"]))
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(os.environ))
