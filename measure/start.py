"""Import and start of the function as built, against `import boto3`, each in a clean process.

Knows what a deployed function imports and makes before its first turn, and how an interpreter is kept clean; refuses to
know what the function does. Bytecode is compiled before anything is timed.
"""

import importlib.util
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from infra import bundle

from .cpu_share import Means, held

ENTRY = "fulfillment.handler"
BOTO3 = ("boto3", "botocore", "s3transfer", "jmespath", "dateutil", "six", "urllib3")
"""What `import boto3` imports besides the standard library; all of it is Python, and runs in every version."""
SHARES = (1.0, 0.3)
"""Of a processor: Lambda gives it by memory, one whole one at 1,769 MB
(https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html)."""
_ANYTHING = (
    "SESSION_TABLE", "CLINIC_TABLE", "KNOWLEDGE_BASE_ID", "SMALL_MODEL_ID", "LARGE_MODEL_ID", "GUARDRAIL_ID",
    "GUARDRAIL_VERSION", "CALLER_KEY", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_LAMBDA_FUNCTION_NAME",
)  # fmt: skip
ENVIRONMENT = {**dict.fromkeys(_ANYTHING, "bench"), "AWS_REGION": "us-west-2", "USER_POOL_ID": "us-west-2_bench"}
"""Of a deployed function: with it the import makes settings and clients."""
_PROBE = """
import os, sys, time
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
sys.path.insert(0, sys.argv[1])
print("ready", flush=True)
sys.stdin.readline()
began, used = time.perf_counter(), time.process_time()
__import__(sys.argv[2])
print("[%f, %f]" % (time.perf_counter() - began, time.process_time() - used), flush=True)
"""


class StartError(Exception):
    """A process to be timed did not come to its end; says which and what it said."""


@dataclass(frozen=True, slots=True)
class Took:
    """One import, in seconds."""

    elapsed: float
    processor: float
    """Less than elapsed by what the process had to wait."""


@dataclass(slots=True)
class Starts:
    """Imports with one interpreter, held to one share of a processor."""

    version: str
    """Of Python: `3.13`."""
    share: float
    means: Means = Means.UNLIMITED
    boto3: list[Took] = field(default_factory=list)
    function: list[Took] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        """Function to boto3, in the median of elapsed time."""
        return elapsed_s(self.function) / elapsed_s(self.boto3)

    @property
    def processor_ratio(self) -> float:
        """The same of processor time, which others on the machine lengthen less."""
        function, boto3 = ([took.processor for took in each] for each in (self.function, self.boto3))
        return statistics.median(function) / statistics.median(boto3)


def elapsed_s(imports: Sequence[Took]) -> float:
    """In the median."""
    return statistics.median(took.elapsed for took in imports)


def measure(pythons: Sequence[str], *, repetitions: int, shares: Sequence[float] = SHARES) -> Iterator[Starts]:
    """Time both, one after the other, `repetitions` times, with each interpreter at each share.

    Raises:
        StartError: an interpreter cannot run it.
        BundleError: the function cannot be built.
    """
    with tempfile.TemporaryDirectory(prefix="frontdesk-bench-") as folder:
        ours, theirs = _gather(Path(folder))
        for python in pythons:
            probe = Probe(python, Path(folder) / "bytecode")
            for path, module in ((theirs, "boto3"), (ours, ENTRY)):
                probe.once(path, module, share=1.0)
            for share in shares:
                found = Starts(probe.version, share)
                for _ in range(repetitions):
                    found.boto3.append(probe.once(theirs, "boto3", share=share))
                    found.function.append(probe.once(ours, ENTRY, share=share))
                found.means = probe.means
                yield found


def _gather(folder: Path) -> tuple[Path, Path]:
    """The asset, and a folder with boto3: each the only thing that can be imported beside the standard library."""
    theirs = folder / "boto3"
    theirs.mkdir()
    for name in BOTO3:
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise StartError(f"{name} is not installed; {bundle.INSTALL}")
        origin = Path(spec.origin)
        if origin.name == "__init__.py":
            shutil.copytree(origin.parent, theirs / name, ignore=shutil.ignore_patterns("__pycache__", "data"))
        else:
            shutil.copy(origin, theirs)
    return bundle.build("bench", entries=(ENTRY,)), theirs


class Probe:
    """One interpreter, which keeps the bytecode it compiles in a folder of ours."""

    def __init__(self, python: str, bytecode: Path) -> None:
        self._python = python
        self._bytecode = bytecode
        self.means = Means.UNLIMITED
        """How the last process was held to its share."""
        told = self._run(["-c", "import sys; print('%d.%d' % sys.version_info[:2])"])
        self.version = told.strip()

    def _run(self, arguments: Sequence[str]) -> str:
        try:
            done = subprocess.run([self._python, "-I", *arguments], capture_output=True, text=True, check=True)
        except (OSError, subprocess.CalledProcessError) as error:
            raise StartError(f"{self._python}: no Python that runs; name one with --python") from error
        return done.stdout

    def once(self, folder: Path, module: str, *, share: float) -> Took:
        """From a started interpreter to the imported module. Raises: StartError."""
        with self._process(folder, module) as process, held(process, share) as self.means:
            out, problem = process.communicate("go\n", timeout=120)
        if process.returncode:
            raise StartError(f"{self._python}: import {module} failed: {problem.strip().rpartition(chr(10))[2]}")
        return Took(*json.loads(out.strip().splitlines()[-1]))

    @contextmanager
    def _process(self, folder: Path, module: str) -> Iterator["subprocess.Popen[str]"]:
        """A process that is ready to import."""
        process = subprocess.Popen(
            [self._python, "-I", "-S", "-X", f"pycache_prefix={self._bytecode}", "-c", _PROBE, str(folder), module],
            env=environment(os.environ),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        try:
            if process.stdout is None or process.stdout.readline() != "ready\n":
                raise StartError(f"{self._python}: it did not start")
            yield process
        finally:
            process.kill()
            process.communicate()


def environment(own: Mapping[str, str]) -> dict[str, str]:
    """A deployed function's, and what an interpreter needs of ours."""
    return {**ENVIRONMENT, **{name: own[name] for name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT") if name in own}}


def limit_of(version: str) -> float:
    """How many times `import boto3` the start may take."""
    return 1.6 if version == "3.13" else 1.8


def this_python() -> str:
    """The interpreter that runs this, without its environment's packages."""
    return getattr(sys, "_base_executable", None) or sys.executable
