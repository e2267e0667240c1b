"""How a call looks while it is held: on a terminal with colours, anywhere else as plain lines.

Knows layout and colour; refuses to know what is said and why.
"""

import os
import textwrap
from typing import Protocol, TextIO

from simulator.outcome import AgentView

FRONTDESK = "Frontdesk  "
YOU = "You        "
INDENT = " " * len(FRONTDESK)
WIDTH = 100
"""Columns at most; a narrower terminal decides."""
PANEL_EDGES = 4
NO_SCREEN = "No screen: only the bare softphone."


class Display(Protocol):
    """What the telephone shows."""

    prompt: str
    """Stands where the caller types."""

    def opening(self, text: str) -> None:
        """Who is being called, and how to speak."""

    def frontdesk(self, text: str) -> None:
        """Something the caller hears."""

    def caller(self, text: str) -> None:
        """Something the caller did, where no keyboard has shown it already."""

    def completes(self, text: str) -> None:
        """End the line on which the caller was typing."""

    def note(self, text: str) -> None:
        """A remark beside the call."""

    def agent(self, view: AgentView, title: str) -> None:
        """What the person who takes the call gets with it."""


class PlainDisplay:
    """Lines of text: for pipes, files, and terminals without colours."""

    prompt = YOU

    def __init__(self, out: TextIO) -> None:
        self._out = out

    def opening(self, text: str) -> None:
        self._write(f"{text}\n")

    def frontdesk(self, text: str) -> None:
        self._write(_wrapped(text, FRONTDESK))

    def caller(self, text: str) -> None:
        self._write(_wrapped(text, YOU))

    def completes(self, text: str) -> None:
        self._write(text)

    def note(self, text: str) -> None:
        self._write(_wrapped(f"({text})", INDENT))

    def agent(self, view: AgentView, title: str) -> None:
        rows = ["", f"--- {title} ", f"Whisper: {view.whisper}", *_screen(view)]
        rows[1] += "-" * (WIDTH - len(rows[1]))
        self._write("\n".join([*(_wrapped(row, "", INDENT) for row in rows), "-" * WIDTH]))

    def _write(self, text: str) -> None:
        print(text, file=self._out, flush=True)


class ColourDisplay:
    """A terminal. `NO_COLOR` leaves no escape sequence, only the panel's lines; a narrow window wraps earlier."""

    prompt = YOU

    def __init__(self, out: TextIO) -> None:
        from rich.console import Console

        self._console = Console(file=out, highlight=False, color_system=None if os.environ.get("NO_COLOR") else "auto")
        self._width = min(self._console.width, WIDTH)

    def opening(self, text: str) -> None:
        self._print(f"{text}\n", "dim")

    def frontdesk(self, text: str) -> None:
        from rich.text import Text

        shown = Text(_wrapped(text, FRONTDESK, width=self._width))
        shown.stylize("bold cyan", 0, len(FRONTDESK))
        self._console.print(shown, soft_wrap=True)

    def caller(self, text: str) -> None:
        self._print(_wrapped(text, YOU, width=self._width), "")

    def completes(self, text: str) -> None:
        self._print(text, "")

    def note(self, text: str) -> None:
        self._print(_wrapped(text, INDENT, width=self._width), "dim")

    def agent(self, view: AgentView, title: str) -> None:
        from rich.console import Group
        from rich.panel import Panel
        from rich.text import Text

        from contact_flows.view import load_views
        from simulator.view_drawing import drawn

        whisper = Text.assemble(("Whisper  ", "bold yellow"), view.whisper)
        shown = load_views().get(view.view)
        screen = drawn(shown, view.data, self._width - PANEL_EDGES) if shown else Text(NO_SCREEN)
        panel = Panel(Group(whisper, Text(""), screen), title=Text(title), border_style="yellow", width=self._width)
        self._console.print(panel)

    def _print(self, text: str, style: str) -> None:
        from rich.text import Text

        self._console.print(Text(text, style=style), soft_wrap=True)


def for_stream(out: TextIO) -> Display:
    """The display that suits a stream: colours only on a terminal that can show them."""
    if out.isatty() and os.environ.get("TERM") != "dumb":
        return ColourDisplay(out)
    return PlainDisplay(out)


def _wrapped(text: str, first: str, rest: str = INDENT, *, width: int = WIDTH) -> str:
    shown = "".join(letter if letter.isprintable() else " " for letter in text)
    return textwrap.fill(shown, width, initial_indent=first, subsequent_indent=rest) or first.rstrip()


def _screen(view: AgentView) -> list[str]:
    from contact_flows.view import load_views
    from simulator.view_drawing import plain

    shown = load_views().get(view.view)
    return list(plain(shown, view.data)) if shown else [NO_SCREEN]
