"""The documents' files, cut into the passages that are deployed.

Knows front matter, headings and paragraphs, and how a passage is laid out as an object; refuses to know the bucket.
"""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from declared import Refused, read_text
from infra.config import DeploymentError

FOLDER = Path(__file__).parents[1] / "knowledge_base"
PASSAGE_CHARS = 900
"""Longest passage that is certain to be one chunk: `infra.knowledge.CHUNK_TOKENS`, at three characters a token."""
METADATA_BYTES = 1_024
"""Front matter of a document, as JSON: half of the 2,048 filterable bytes of a vector, since Bedrock adds its own;
https://docs.aws.amazon.com/AmazonS3/latest/userguide/s3-vectors-limitations.html."""

STEM_BYTES = 238
"""Longest name of a document, without `.md`: a name in a folder has 255 bytes, and the metadata file's ends with
`.md.metadata.json`; NAME_MAX, https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/limits.h.html."""


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
        DocumentError: a document cannot be read, has no front matter with a title, a name that is too long or a passage
            too long for one chunk, or there is none.
    """
    found = [passage for path in sorted(folder.glob("*.md")) for passage in _passages(path)]
    if not found:
        raise DocumentError(f"{folder.name}: no document to answer from; add a file such as parking.md")
    return tuple(found)


def _passages(path: Path) -> Iterator[Passage]:
    name = f"{path.parent.name}/{path.name}"
    if len(path.stem.encode()) > STEM_BYTES:
        raise DocumentError(f"{name}: the name has over {STEM_BYTES} bytes before .md; give it a shorter one")
    try:
        text = read_text(path, name=name, advice="move its documents up and remove it").replace("\r\n", "\n")
    except Refused as refused:
        raise DocumentError(str(refused)) from refused
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
