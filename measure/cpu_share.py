"""A process held to one processor's share, as Lambda holds a function with little memory.

Knows control groups, and what stands in for them where they may not be made; refuses to know what runs.
"""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path

PERIOD_S = 0.02
"""In each of these the process gets its share, then waits for the next."""
_GROUPS = Path("/sys/fs/cgroup")


class Means(StrEnum):
    """How a process is held to its share."""

    UNLIMITED = "not limited"
    GROUP = "a quota"
    SIGNALS = "signals to stop and go on"


@contextmanager
def held(process: "subprocess.Popen[str]", share: float) -> Iterator[Means]:
    """Hold a running process to this share (0-1) of a processor while the block runs; 1: not at all."""
    if share >= 1:
        yield Means.UNLIMITED
        return
    group = _group(share)
    if group is None:
        with _by_signals(process, share):
            yield Means.SIGNALS
        return
    try:
        (group / "cgroup.procs").write_text(str(process.pid))
        yield Means.GROUP
    finally:
        process.kill()
        process.wait()
        with suppress(OSError):
            group.rmdir()


def _group(share: float) -> Path | None:
    """A control group with this quota; None where none may be made.

    https://docs.kernel.org/scheduler/sched-bwc.html; version 2: https://docs.kernel.org/admin-guide/cgroup-v2.html
    """
    period, quota = round(PERIOD_S * 1_000_000), round(PERIOD_S * share * 1_000_000)
    limits = {"cpu.max": f"{quota} {period}", "cpu.cfs_quota_us": str(quota)}
    for parent, name in ((_GROUPS, "cpu.max"), (_GROUPS / "cpu", "cpu.cfs_quota_us")):
        group = parent / f"frontdesk-bench-{os.getpid()}"
        made = False
        try:
            group.mkdir()
            made = True
            if name == "cpu.cfs_quota_us":
                (group / "cpu.cfs_period_us").write_text(str(period))
            if not (group / name).exists():
                raise FileNotFoundError(name)
            (group / name).write_text(limits[name])
        except OSError:
            if made:
                with suppress(OSError):
                    group.rmdir()
            continue
        return group
    return None


@contextmanager
def _by_signals(process: "subprocess.Popen[str]", share: float) -> Iterator[None]:
    over = threading.Event()

    def pace() -> None:
        while not over.is_set() and process.poll() is None:
            with suppress(OSError):
                process.send_signal(signal.SIGCONT)
            time.sleep(PERIOD_S * share)
            with suppress(OSError):
                process.send_signal(signal.SIGSTOP)
            time.sleep(PERIOD_S * (1 - share))

    pacer = threading.Thread(target=pace, name="pacer", daemon=True)
    pacer.start()
    try:
        yield
    finally:
        over.set()
        pacer.join()
        with suppress(OSError):
            process.send_signal(signal.SIGCONT)
