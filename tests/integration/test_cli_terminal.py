"""`ivr call` on a terminal: colours where they are wanted, and a clean end whatever is pressed."""

import os
import pty
import re
import select
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
COLOUR = re.compile(r"\x1b\[[0-9;]*m")
CTRL_C, CTRL_D = "\x03", "\x04"
PATIENCE_S = 120.0
SETTLED_S = 1.0
"""From the prompt on the screen to the program waiting for a key."""
LAUNCH = (
    "import fcntl, signal, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "signal.signal(signal.SIGINT, signal.default_int_handler); import cli; cli.main()"
)
"""The terminal becomes the controlling one, so that Ctrl-C reaches the process; a shell that runs the tests in the
background has them ignore it, and whatever they start."""


def on_a_terminal(*typed: str, **env: str) -> tuple[int, str]:
    """Exit code and all that was shown; each input is typed when Frontdesk waits for it."""
    ours, theirs = pty.openpty()
    ambient = {name: value for name, value in os.environ.items() if name != "NO_COLOR"}
    process = subprocess.Popen(
        [sys.executable, "-c", LAUNCH, "call"],
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
        cwd=ROOT,
        start_new_session=True,
        env={**ambient, "TERM": "xterm-256color", "COLUMNS": "90", **env},
    )
    os.close(theirs)
    shown, asked = "", 0
    deadline = time.monotonic() + PATIENCE_S
    with os.fdopen(ours, "r+b", buffering=0) as terminal:
        while time.monotonic() < deadline:
            if not select.select([terminal], [], [], 0.2)[0]:
                if process.poll() is not None:
                    break
                continue
            try:
                shown += terminal.read(4096).decode(errors="replace")
            except OSError:
                break
            if asked < len(typed) and shown.count("You        ") > asked:
                time.sleep(SETTLED_S)
                terminal.write(typed[asked].encode())
                asked += 1
    return process.wait(timeout=PATIENCE_S), shown


def test_a_call_has_colours_and_the_agents_screen_is_a_panel():
    code, shown = on_a_terminal("what does parking cost?\n", "#0\n")
    assert code == 0
    assert COLOUR.search(shown)
    plain = COLOUR.sub("", shown)
    for part in ("Ctrl-D hangs up", "Frontdesk  ", "$3", "FallbackIntent | ", "Whisper", "last words", "╭", "╰"):
        assert part in plain


def test_no_color_leaves_the_panel_and_no_colour():
    code, shown = on_a_terminal("#0\n", NO_COLOR="1")
    assert code == 0
    assert not COLOUR.search(shown)
    assert "╭" in shown


@pytest.mark.parametrize("key", [CTRL_C, CTRL_D])
def test_a_key_hangs_up_and_leaves_no_trace(key):
    code, shown = on_a_terminal(key)
    assert code == 0
    assert "(hangs up)" in shown
    assert "abandoned" in shown
    assert "Traceback" not in shown
