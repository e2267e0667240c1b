"""Servers that the tests of a module share, as each test finds them: whole, and with nothing left of the last one.

One local AWS at a time is in a process, so none outlives its module.
"""

import logging
import sys
from collections.abc import Callable, Iterator

import pytest

from simulator.local_aws.bedrock import BedrockServer
from tests.integration.bedrock_double import a_server, repair
from tests.integration.local_services import Local, local_services


@pytest.fixture(scope="module")
def running() -> Iterator[Local]:
    with local_services() as local:
        yield local


@pytest.fixture
def local(running: Local) -> Local:
    """Local AWS with the small world in it, and the production adapters on it."""
    running.begin()
    return running


@pytest.fixture(scope="module")
def bedrock() -> Iterator[BedrockServer]:
    with a_server() as running:
        yield running


@pytest.fixture
def server(bedrock: BedrockServer) -> BedrockServer:
    """Bedrock alone, without faults."""
    repair(bedrock)
    return bedrock


class StandardOutput:
    """What standard output is at the moment: another one in each phase of each test."""

    def write(self, text: str) -> int:
        return sys.stdout.write(text)

    def flush(self) -> None:
        sys.stdout.flush()


@pytest.fixture
def printed(capsys: pytest.CaptureFixture[str]) -> pytest.CaptureFixture[str]:
    """What the test prints, the function's log lines included: its logger keeps the standard output it met first."""
    for handler in logging.getLogger("frontdesk").handlers:
        if type(handler) is logging.StreamHandler:
            handler.stream = StandardOutput()  # not by setStream, which would flush one that is closed
    return capsys


@pytest.fixture
def lead(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str], None]:
    """Has the production clients find a service (as its endpoint variable names it) at a URL, and no account."""

    def to(service: str, url: str) -> None:
        for name, value in {
            f"AWS_ENDPOINT_URL_{service}": url,
            "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false",
            "AWS_ACCESS_KEY_ID": "local",
            "AWS_SECRET_ACCESS_KEY": "local",
            "AWS_CONFIG_FILE": "/dev/null",
            "NO_PROXY": "127.0.0.1",
        }.items():
            monkeypatch.setenv(name, value)

    return to
