"""The framing of `application/vnd.amazon.eventstream`, server side.

Knows preludes, headers and checksums; refuses to know what a message says.
Format: the Amazon event stream encoding that botocore's `eventstream` module decodes.
"""

import json
from collections.abc import Mapping
from typing import Any
from zlib import crc32

CONTENT_TYPE = "application/vnd.amazon.eventstream"

_STRING = 7
"""Header value type: UTF-8 with a two-byte length."""


def encode(headers: Mapping[str, str], payload: bytes) -> bytes:
    """One message: prelude, prelude CRC, headers, payload, message CRC (lengths and CRCs are 32-bit, big-endian)."""
    block = b"".join(_header(name, value) for name, value in headers.items())
    prelude = (16 + len(block) + len(payload)).to_bytes(4, "big") + len(block).to_bytes(4, "big")
    head = prelude + crc32(prelude).to_bytes(4, "big")
    message = head + block + payload
    return message + crc32(message).to_bytes(4, "big")


def event(kind: str, body: Mapping[str, Any]) -> bytes:
    """A message of type `event`, such as `contentBlockDelta`."""
    return encode(
        {":event-type": kind, ":content-type": "application/json", ":message-type": "event"},
        json.dumps(body, ensure_ascii=False).encode(),
    )


def exception(kind: str, message: str) -> bytes:
    """A modelled error in the middle of a stream, such as `modelStreamErrorException`."""
    return encode(
        {":exception-type": kind, ":content-type": "application/json", ":message-type": "exception"},
        json.dumps({"message": message}).encode(),
    )


def corrupted(message: bytes) -> bytes:
    """The same message with a checksum that does not hold."""
    return message[:-1] + bytes([message[-1] ^ 0xFF])


def _header(name: str, value: str) -> bytes:
    key, text = name.encode(), value.encode()
    return bytes([len(key)]) + key + bytes([_STRING]) + len(text).to_bytes(2, "big") + text
