"""What a block says, made ready for the line: text, SSML or a recorded prompt.

Knows the SSML that Connect speaks and its length limits; refuses to know who is listening.
"""

import re
from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree

from contact_flows.language import MAX_BILLED_TEXT, MAX_TOTAL_TEXT
from simulator.connect.instance import Instance
from simulator.line import Prompt

SSML_TAGS = frozenset(
    {"speak", "break", "emphasis", "lang", "mark", "p", "phoneme", "prosody", "s", "say-as", "sub", "w"}
    | {"amazon-auto-breaths", "amazon-effect", "amazon-domain"}
)
"""Amazon's prefix as `amazon-`. Source: https://docs.aws.amazon.com/connect/latest/adminguide/supported-ssml-tags.html"""
_PREFIX = re.compile(r"(</?)amazon:")


class PromptError(Exception):
    """Connect cannot play this; the flow takes the block's error branch."""


def make_prompt(
    source: Mapping[str, Any], instance: Instance, *, block: str, interruptible: bool, heard_by: str
) -> Prompt | None:
    """The prompt in a block's resolved parameters; None if it has none.

    Raises:
        PromptError: it is empty or too long, its SSML is not well-formed, or the recorded prompt does not exist.
    """
    if "Text" in source:
        text, ssml = _checked_text(str(source["Text"])), None
    elif "SSML" in source:
        ssml = str(source["SSML"]).strip()
        ssml = ssml if ssml.startswith("<speak") else f"<speak>{ssml}</speak>"
        text = plain(ssml)
    elif "PromptId" in source:
        name = instance.prompt(str(source["PromptId"]))
        if name is None:
            raise PromptError("there is no such recorded prompt")
        text, ssml = f"[{name}]", None
    else:
        return None
    return Prompt(text=text, ssml=ssml, block=block, interruptible=interruptible, heard_by=heard_by)


def plain(ssml: str) -> str:
    """SSML as the text one hears; "" for pauses alone.

    Raises:
        PromptError: it is not well-formed, has a tag Connect does not speak, or is longer than Connect speaks.
    """
    if len(ssml) > MAX_TOTAL_TEXT:
        raise PromptError(f"SSML of {len(ssml):,} characters")
    try:
        root = ElementTree.fromstring(_PREFIX.sub(r"\1amazon-", ssml))
    except ElementTree.ParseError as error:
        raise PromptError(f"SSML is not well-formed: {error}") from error
    for element in root.iter():
        if element.tag not in SSML_TAGS:
            raise PromptError(f"SSML tag <{element.tag}> is not spoken")
    text = " ".join("".join(root.itertext()).split())
    if len(text) > MAX_BILLED_TEXT:
        raise PromptError(f"SSML with {len(text):,} characters of text")
    return text


def pauses_s(ssml: str | None) -> float:
    """Seconds of silence that the breaks in SSML add."""
    times = re.findall(r"<break[^>]*time=[\"']([\d.]+)(ms|s)[\"']", ssml or "")
    return sum(float(number) / (1000 if unit == "ms" else 1) for number, unit in times)


def _checked_text(text: str) -> str:
    if not text.strip():
        raise PromptError("there is nothing to say")
    if len(text) > MAX_BILLED_TEXT:
        raise PromptError(f"text of {len(text):,} characters")
    return text
