"""The services a turn needs, in a process of their own: what they cost is not counted as the function's.

Knows how that process is started, told what to pretend, and ended; refuses to know what is measured.

    python -m measure.upstreams

writes one line of JSON, the environment that leads the production adapters to it; then takes lines of JSON, each with
`latencies` and `text`, the words of the model, and answers each with an empty line. It ends with its standard input.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from typing import IO, TYPE_CHECKING, Any

from fulfillment.settings import Settings
from simulator.local_aws.latencies import Latencies

if TYPE_CHECKING:
    from simulator.local_aws.converse_stream import Writer
    from simulator.local_aws.extractive import Answer

_LEADS = ("AWS_", "NO_PROXY", "no_proxy")


class UpstreamsError(Exception):
    """The services' process did not start, or has ended."""


class Upstreams:
    """The other process, as the measuring one sees it."""

    def __init__(self, process: "subprocess.Popen[str]", environment: Mapping[str, str]) -> None:
        self._process = process
        self.settings = Settings.from_env(environment)
        """Of a function that is to reach it."""

    def pretend(self, latencies: Latencies, text: str) -> None:
        """From now on the services take these times, and the model writes this. Raises: UpstreamsError."""
        _tell(self._process, {"latencies": asdict(latencies), "text": text})
        _answer(self._process)


@contextmanager
def upstreams() -> Iterator[Upstreams]:
    """Start the services; inside, this process's environment leads the production adapters to them.

    Raises:
        UpstreamsError: they do not start.
    """
    environment = {name: value for name, value in os.environ.items() if not name.startswith("IVR_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "measure.upstreams"],
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        leads = json.loads(_answer(process))
        with _led_by(leads):
            yield Upstreams(process, leads)
    finally:
        _end(process)


def _tell(process: "subprocess.Popen[str]", told: Mapping[str, Any]) -> None:
    try:
        _pipe(process.stdin).write(json.dumps(told) + "\n")
        _pipe(process.stdin).flush()
    except OSError as error:
        raise UpstreamsError("the process with the services has ended") from error


def _answer(process: "subprocess.Popen[str]") -> str:
    line = _pipe(process.stdout).readline()
    if not line:
        raise UpstreamsError("the process with the services has ended; what it says of it is above")
    return line


def _end(process: "subprocess.Popen[str]") -> None:
    with suppress(OSError):
        _pipe(process.stdin).close()
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    _pipe(process.stdout).close()


def _pipe(pipe: IO[str] | None) -> IO[str]:
    if pipe is None:
        raise UpstreamsError("the process was started without pipes")
    return pipe


@contextmanager
def _led_by(environment: Mapping[str, str]) -> Iterator[None]:
    """Nothing of the user's own AWS configuration beside it."""
    before = dict(os.environ)
    for name in [name for name in os.environ if name.startswith("AWS_")]:
        del os.environ[name]
    os.environ.update({name: value for name, value in environment.items() if name.startswith(_LEADS)})
    try:
        yield
    finally:
        for name in os.environ.keys() - before.keys():
            del os.environ[name]
        os.environ.update(before)


def _always(answer: "Answer") -> "Writer":
    return lambda _: answer


def serve(source: IO[str], out: IO[str]) -> None:
    """Be the services until `source` ends."""
    import clinic
    from simulator.local_aws import LocalAws
    from simulator.local_aws.extractive import Answer
    from simulator.local_aws.faults import FaultBoard
    from simulator.script import load_world
    from simulator.switchboard import DOCUMENTS

    tenant = clinic.load()
    with LocalAws(tenant, documents=DOCUMENTS) as aws:
        aws.reset(load_world(clinic=tenant), FaultBoard())
        leads = {name: value for name, value in os.environ.items() if name.startswith(_LEADS)}
        print(json.dumps({**leads, **aws.settings_env()}), file=out, flush=True)
        for line in source:
            told = json.loads(line)
            aws.pretend(Latencies(**told["latencies"]), write=_always(Answer(told["text"])))
            print(file=out, flush=True)


if __name__ == "__main__":
    serve(sys.stdin, sys.stdout)
