"""What Bedrock refuses in a request, before any model sees it.

Knows the required members, enums, patterns and sizes of ConverseStream and Retrieve (botocore's service models,
`bedrock-runtime` 2023-09-30 and `bedrock-agent-runtime` 2023-07-26) and the conversation rules of the Converse API;
refuses to know answers, streams and HTTP.
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from .extractive import MODEL_ID

_MODEL = re.compile(
    r"(?:(?:us|us-gov|eu|apac|jp|au|ca|global)\.)?[a-z0-9-]{1,63}\.[a-z0-9-]{1,63}(?:[.:]?[a-z0-9-]{1,63})*"
    r"|arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:(?:[0-9]{12})?:[a-z-]+/[a-zA-Z0-9-:./]+"
)
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_GUARDRAIL = re.compile(r"[a-z0-9]+|arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:guardrail/[a-z0-9]+")
_GUARDRAIL_VERSION = re.compile(r"[1-9][0-9]{0,7}|DRAFT")
_KNOWLEDGE_BASE = re.compile(
    r"[0-9a-zA-Z]{10}|arn:aws(?:-[^:]+)?:bedrock:[a-z0-9-]{1,20}:[0-9]{12}:knowledge-base/[0-9a-zA-Z]{10}"
)
_QUALIFIERS = {"grounding_source", "query", "guard_content"}
_BLOCKS = {
    *("text", "image", "document", "video", "audio", "toolUse", "toolResult", "guardContent", "cachePoint"),
    *("reasoningContent", "citationsContent", "searchResult", "toolAddition", "toolRemoval"),
}
_NO_TEMPERATURE = re.compile(r"claude-(?:haiku|sonnet|opus)-5-5")

GROUNDING_CHARS = 100_000
"""Most characters of grounding source:
docs.aws.amazon.com/bedrock/latest/userguide/guardrails-contextual-grounding-check.html."""
QUERY_CHARS = 1_000
"""Most characters of a query, same page."""
RETRIEVE_CHARS = 20_000
"""Most characters of a Retrieve query, by the service model."""
CACHE_POINTS = 4
"""Most cache points: docs.aws.amazon.com/bedrock/latest/userguide/prompt-caching.html."""


class Refused(ValueError):
    """The service answers with ValidationException and this message."""


def check_converse(model_id: str, body: Mapping[str, Any]) -> None:
    """Refuse what ConverseStream refuses.

    Raises:
        Refused: the first thing wrong, naming where.
    """
    if model_id != MODEL_ID and not _MODEL.fullmatch(model_id):
        raise Refused("The provided model identifier is invalid.")
    _check_messages(_list(body, "messages"))
    for number, block in enumerate(_list(body, "system")):
        _union(block, {"text", "guardContent", "cachePoint"}, f"system.{number}")
        _check_text(block, f"system.{number}")
    _check_inference(model_id, _map(body, "inferenceConfig"))
    if "toolConfig" in body:
        _check_tools(_map(body, "toolConfig"))
    _check_guardrail(_map(body, "guardrailConfig"))
    _check_sizes(body)


def check_retrieve(knowledge_base_id: str, body: Mapping[str, Any]) -> None:
    """Refuse what Retrieve refuses.

    Raises:
        Refused: the first thing wrong, naming where.
    """
    if not _KNOWLEDGE_BASE.fullmatch(knowledge_base_id):
        raise Refused("Value at 'knowledgeBaseId' failed to satisfy constraint: ten letters and digits, or an ARN")
    if "retrievalQuery" not in body:
        raise Refused("Value null at 'retrievalQuery' failed to satisfy constraint: Member must not be null")
    text = _map(body, "retrievalQuery").get("text")
    if not isinstance(text, str) or not text.strip():
        raise Refused("The query text must not be blank.")
    if len(text) > RETRIEVE_CHARS:
        raise Refused(f"Value at 'retrievalQuery.text' must have length less than or equal to {RETRIEVE_CHARS}")
    configuration = _map(body, "retrievalConfiguration")
    results = _map(configuration, "vectorSearchConfiguration").get("numberOfResults", 5)
    if not isinstance(results, int) or not 1 <= results <= 100:
        raise Refused("Value at 'numberOfResults' failed to satisfy constraint: from 1 to 100")


def _check_messages(messages: Sequence[Any]) -> None:
    if not messages:
        raise Refused("Value at 'messages' failed to satisfy constraint: Member must not be empty")
    for number, message in enumerate(messages):
        where = f"messages.{number}"
        if not isinstance(message, dict) or message.get("role") not in ("user", "assistant"):
            raise Refused(f"Value at '{where}.role' failed to satisfy constraint: one of [user, assistant]")
        expected = ("user", "assistant")[number % 2]
        if message["role"] != expected:
            raise Refused(
                "A conversation must start with a user message."
                if number == 0
                else "A conversation must alternate between user and assistant roles."
            )
        _check_content(_list(message, "content"), where)
    if messages[-1]["role"] != "user":
        raise Refused("The conversation must end with a user message.")


def _check_content(content: Sequence[Any], where: str) -> None:
    if not content:
        raise Refused(f"The content field in the Message object at {where} is empty.")
    for number, block in enumerate(content):
        spot = f"{where}.content.{number}"
        _union(block, _BLOCKS, spot)
        _check_text(block, spot)
        guarded = _map(_map(block, "guardContent"), "text")
        if "guardContent" in block and "image" not in block["guardContent"]:
            _check_text(guarded or {"text": ""}, f"{spot}.guardContent")
            unknown = set(guarded.get("qualifiers", ())) - _QUALIFIERS
            if unknown:
                raise Refused(f"Value {sorted(unknown)} at '{spot}.guardContent.text.qualifiers' is not a qualifier")


def _check_text(block: Mapping[str, Any], where: str) -> None:
    if "text" in block and (not isinstance(block["text"], str) or not block["text"].strip()):
        raise Refused(f"The text field in the ContentBlock object at {where} is blank.")


def _check_inference(model_id: str, inference: Mapping[str, Any]) -> None:
    most = inference.get("maxTokens", 1)
    if not isinstance(most, int) or most < 1:
        raise Refused("Value at 'inferenceConfig.maxTokens' failed to satisfy constraint: at least 1")
    for member in ("temperature", "topP"):
        value = inference.get(member, 0)
        if not isinstance(value, int | float) or not 0 <= value <= 1:
            raise Refused(f"Value at 'inferenceConfig.{member}' failed to satisfy constraint: from 0 to 1")
        if member in inference and _NO_TEMPERATURE.search(model_id):
            raise Refused(f"The model returned the following errors: {member} is not supported by this model")


def _check_tools(configuration: Mapping[str, Any]) -> None:
    tools = _list(configuration, "tools")
    if not tools:
        raise Refused("Value at 'toolConfig.tools' failed to satisfy constraint: at least 1 member")
    names = []
    for number, tool in enumerate(tools):
        where = f"toolConfig.tools.{number}"
        _union(tool, {"toolSpec", "systemTool", "cachePoint"}, where)
        if "toolSpec" not in tool:
            continue
        specification = _map(tool, "toolSpec")
        if not _NAME.fullmatch(str(specification.get("name", ""))):
            raise Refused(f"Value at '{where}.toolSpec.name' failed to satisfy constraint: [a-zA-Z0-9_-]{{1,64}}")
        schema = _map(specification, "inputSchema").get("json")
        if not isinstance(schema, dict) or schema.get("type") != "object":
            raise Refused(f"The value at {where}.toolSpec.inputSchema.json.type must be one of the following: object.")
        if specification.get("description") == "":
            raise Refused(f"Value at '{where}.toolSpec.description' failed to satisfy constraint: at least 1 character")
        names.append(specification["name"])
    if len(names) != len(set(names)):
        raise Refused("The tool names in toolConfig.tools must be unique.")


def _check_guardrail(guardrail: Mapping[str, Any]) -> None:
    if not guardrail:
        return
    if not _GUARDRAIL.fullmatch(str(guardrail.get("guardrailIdentifier", ""))):
        raise Refused("The guardrail identifier is invalid.")
    if not _GUARDRAIL_VERSION.fullmatch(str(guardrail.get("guardrailVersion", ""))):
        raise Refused("The guardrail version is invalid.")
    if guardrail.get("streamProcessingMode", "sync") not in ("sync", "async"):
        raise Refused("Value at 'guardrailConfig.streamProcessingMode' must be one of [sync, async]")
    if guardrail.get("trace", "disabled") not in ("enabled", "disabled", "enabled_full"):
        raise Refused("Value at 'guardrailConfig.trace' must be one of [enabled, disabled, enabled_full]")


def _check_sizes(body: Mapping[str, Any]) -> None:
    blocks = [block for message in body["messages"] for block in message["content"]]
    guarded = [text for block in blocks if (text := block.get("guardContent", {}).get("text"))]
    for qualifier, most in (("grounding_source", GROUNDING_CHARS), ("query", QUERY_CHARS)):
        if body.get("guardrailConfig") and most < sum(
            len(text["text"]) for text in guarded if qualifier in text.get("qualifiers", ())
        ):
            raise Refused(f"The {qualifier} is longer than the guardrail's limit of {most} characters.")
    tools = _map(body, "toolConfig").get("tools", [])
    if sum("cachePoint" in block for block in [*blocks, *_list(body, "system"), *tools]) > CACHE_POINTS:
        raise Refused(f"A request may have at most {CACHE_POINTS} cache points.")


def _union(block: Any, members: set[str], where: str) -> None:
    if not isinstance(block, dict) or len(block) != 1 or not set(block) <= members:
        raise Refused(f"Value at '{where}' must have exactly one of {sorted(members)} set")


def _list(body: Mapping[str, Any], member: str) -> list[Any]:
    value = body.get(member, [])
    if not isinstance(value, list):
        raise Refused(f"Value at '{member}' must be a list")
    return value


def _map(body: Mapping[str, Any], member: str) -> dict[str, Any]:
    value = body.get(member, {})
    if not isinstance(value, dict):
        raise Refused(f"Value at '{member}' must be an object")
    return value
