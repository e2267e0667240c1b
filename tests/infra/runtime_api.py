"""Lambda on this machine: an asset in a process of its own, served by AWS's runtime client over a local Runtime API.

Knows the Runtime API (https://docs.aws.amazon.com/lambda/latest/dg/runtimes-api.html) and what Lambda's Python runtime
has beside a function; refuses to know what a function does.
"""

import importlib.util
import json
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

RUNTIME_PACKAGES = ("awslambdaric", "simplejson", "snapshot_restore_py", "runtime_client")
"""What serves a function in Lambda's runtime."""

START = """
import sys
sys.path[:0] = [{asset!r}, {runtime!r}]
from awslambdaric.__main__ import main
main(["awslambdaric", {handler!r}])
"""


GONE = object()
"""What ends the wait for an event that nobody sends."""


@dataclass
class RuntimeApi:
    """Events that wait, and what the function answered: (kind, body), kind `response`, `error` or `init/error`."""

    port: int = 0
    waiting: "queue.Queue[Any]" = field(default_factory=queue.Queue)
    answers: "queue.Queue[tuple[str, Any]]" = field(default_factory=queue.Queue)

    def send(self, event: Any) -> Any:
        """Invoke, and return the function's answer; an error of the function fails the test."""
        self.waiting.put(event)
        kind, body = self.answers.get(timeout=60)
        assert kind == "response", body
        return body


class _Handler(BaseHTTPRequestHandler):
    api: RuntimeApi

    def do_GET(self) -> None:
        """The next invocation."""
        event = self.api.waiting.get()
        if event is GONE:
            return
        deadline = str(int((time.time() + 30) * 1000))
        headers = {
            "Lambda-Runtime-Aws-Request-Id": "test",
            "Lambda-Runtime-Deadline-Ms": deadline,
            "Lambda-Runtime-Invoked-Function-Arn": "arn:aws:lambda:us-west-2:111122223333:function:test:live",
        }
        self._reply(200, json.dumps(event).encode(), headers)

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        kind = "init/error" if "init/error" in self.path else self.path.rpartition("/")[2]
        self.api.answers.put((kind, json.loads(body) if body else None))
        self._reply(202, b"{}")

    def _reply(self, status: int, body: bytes, headers: Mapping[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **(headers or {})}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: Any) -> None:
        """Nothing."""


@contextmanager
def lambda_running(asset: Path, handler: str, env: Mapping[str, str], *, runtime: Path) -> Iterator[RuntimeApi]:
    """A function of an asset, in a Python that can import nothing but the asset, the standard library and the runtime.

    `runtime`: an empty folder for the runtime's own packages.
    """
    api = RuntimeApi()
    server = ThreadingHTTPServer(("127.0.0.1", 0), type("Bound", (_Handler,), {"api": api}))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    code = START.format(asset=str(asset), runtime=str(_with_runtime(runtime)), handler=handler)
    address = f"127.0.0.1:{server.server_address[1]}"
    process = subprocess.Popen(
        [sys.executable, "-I", "-S", "-B", "-c", code],
        env={**env, **_lambda_env(handler), "AWS_LAMBDA_RUNTIME_API": address},
        cwd=asset,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield api
    finally:
        process.kill()
        process.communicate(timeout=10)
        api.waiting.put(GONE)
        server.shutdown()
        server.server_close()
        thread.join(timeout=10)


def _lambda_env(handler: str) -> dict[str, str]:
    return {
        "AWS_LAMBDA_FUNCTION_NAME": "test",
        "AWS_LAMBDA_FUNCTION_VERSION": "1",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "1024",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/test",
        "AWS_LAMBDA_LOG_STREAM_NAME": "test",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "_HANDLER": handler,
        "PATH": os.defpath,
    }


def _with_runtime(folder: Path) -> Path:
    """The runtime's packages, linked into a folder that holds nothing else. AWS makes them for Linux alone."""
    pytest.importorskip("awslambdaric")
    for name in RUNTIME_PACKAGES:
        spec = importlib.util.find_spec(name)
        assert spec is not None
        assert spec.origin is not None
        origin = Path(spec.origin)
        source = origin.parent if origin.name == "__init__.py" else origin
        link = folder / source.name
        if not link.exists():
            link.symlink_to(source)
    return folder


def modules_of(asset: Path, imported: Sequence[str]) -> set[str]:
    """The files of the asset that importing these modules may load, as the standard library's finder sees it."""
    code = (
        "import json, sys, warnings; warnings.simplefilter('ignore'); from modulefinder import ModuleFinder\n"
        f"finder = ModuleFinder(path=[{str(asset)!r}])\n"
        f"for name in {list(imported)!r}: finder.import_hook(name, None, ['*'] if '.' in name else None)\n"
        "print(json.dumps([m.__file__ for m in finder.modules.values() if m.__file__]))"
    )
    done = subprocess.run([sys.executable, "-I", "-B", "-c", code], capture_output=True, text=True, check=True)
    return {str(Path(each).relative_to(asset)) for each in json.loads(done.stdout)}
