"""What a document of the knowledge base may not say: one sentence that names file, line, key and what is allowed."""

from pathlib import Path

import pytest

from declared import Refused
from simulator.local_aws.retrieval import load_documents

BODY = "\n## What does parking cost?\n\nParking costs $3 an hour.\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "knowledge_base"
    folder.mkdir()
    return folder


def refusal(folder: Path, content: str | bytes) -> str:
    (folder / "parking.md").write_bytes(content if isinstance(content, bytes) else content.encode())
    with pytest.raises(Refused) as refused:
        load_documents(folder)
    assert "\n" not in str(refused.value)
    return str(refused.value)


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", ":1: must start with front matter between two lines of ---"),
        (BODY, ":1: must start with front matter between two lines of ---"),
        (f"---\ntitle: Parking\n{BODY}", ":1: the front matter is not closed; write a second line of ---"),
        (f"---\n---\n{BODY}", ":1: title: is missing; add it"),
        (f"---\ntitle:\n---\n{BODY}", ":2: title: must be text that is not blank"),
        (f"---\ntitle: Parking\nparking\n---\n{BODY}", ":3: 'parking' is not key: value"),
        (
            f"---\ntitel: Parking\n---\n{BODY}",
            ":2: titel: unknown key (did you mean title?); allowed here: title, queue,",
        ),
        (f"---\ntitle: A\ntitle: B\n---\n{BODY}", ":3: title: is there twice"),
        (
            f"---\ntitle: A\nqueue: Biling\n---\n{BODY}",
            ":3: queue: must be one of General, Scheduling, Billing, Spanish;",
        ),
        (f"---\ntitle: A\nupdated: yesterday\n---\n{BODY}", ":3: updated: must be a day such as 2026-11-02; got 'yest"),
        (f"---\ntitle: A\nupdated: 2026-02-30\n---\n{BODY}", ":3: updated: must be a day such as 2026-11-02"),
        ("---\ntitle: Parking\n---\n", ": there is nothing to answer from"),
        (b"---\ntitle: Parking\n---\n\xff\xfe", ":4: not UTF-8 text"),
    ],
)
def test_a_document_is_refused_in_a_sentence(folder: Path, content: str | bytes, told: str) -> None:
    said = refusal(folder, content)
    assert said.startswith("knowledge_base/parking.md:")
    assert told in said


def test_a_nearby_queue_is_offered(folder: Path) -> None:
    assert "got 'Biling' (did you mean Billing?)" in refusal(folder, f"---\ntitle: A\nqueue: Biling\n---\n{BODY}")


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_a_document_is_the_same_with_any_line_ends_and_a_byte_order_mark(folder: Path, mark: bytes, ends: str) -> None:
    text = f"---\ntitle: Parking\nupdated: 2026-11-02\n---\n{BODY}".replace("\n", ends)
    (folder / "parking.md").write_bytes(mark + text.encode())
    (document,) = load_documents(folder)
    assert (document.title, document.metadata["updated"]) == ("Parking", "2026-11-02")
    assert [section.text for section in document.sections] == ["Parking costs $3 an hour."]
