"""The call somebody types: what a line means, what is shown, how it ends."""

import io

import pytest

from fulfillment.disposition import Disposition
from simulator.caller import typed
from simulator.displays import ColourDisplay, PlainDisplay, for_stream
from simulator.line import Keys, Prompt, Silence, Speech
from simulator.outcome import AgentView, Outcome
from simulator.telephone import Telephone


@pytest.mark.parametrize(
    ("line", "what", "interrupts"),
    [
        ("I need an appointment", Speech("I need an appointment"), False),
        ("  two  ", Speech("two"), False),
        ("#0", Keys("0"), False),
        ("#03121984#", Keys("03121984#"), False),
        ("#03 12 1984 #", Keys("03121984#"), False),
        ("#", Keys("#"), False),
        ("##", Keys("#"), False),
        ("#*1", Keys("*1"), False),
        ("#1 please", Speech("#1 please"), False),
        ("!wait, what does parking cost?", Speech("wait, what does parking cost?"), True),
        ("!#0", Keys("0"), True),
        ("", Silence(), False),
        ("   ", Silence(), False),
        ("!", Silence(), False),
    ],
)
def test_a_typed_line_is_speech_keys_or_silence(line, what, interrupts):
    action = typed(line)
    assert action.what == what
    assert action.interrupts is interrupts


@pytest.mark.parametrize("line", ["hello", "#0", "#03121984#", "!hello", "!#0", ""])
def test_the_notation_of_an_action_is_what_was_typed(line):
    assert typed(line).notation() == line


def a_telephone(typed_lines: str) -> tuple[Telephone, io.StringIO]:
    out = io.StringIO()
    return Telephone(io.StringIO(typed_lines), PlainDisplay(out)), out


def a_prompt(text: str, heard_by: str = "caller") -> Prompt:
    return Prompt(text=text, ssml=None, block="lex", interruptible=True, heard_by=heard_by)


def test_the_transcript_of_a_pipe_reads_whole():
    telephone, out = a_telephone("hello\n\n#0\n")
    telephone.heard(a_prompt("Welcome."))
    actions = [telephone.next_action() for _ in range(4)]
    assert actions[-1] is None
    assert out.getvalue().splitlines() == [
        "Frontdesk  Welcome.",
        "You        hello",
        "You        (silence)",
        "You        #0",
        "You        (hangs up)",
    ]


def test_the_last_line_counts_without_its_newline():
    telephone, _ = a_telephone("hello")
    assert telephone.next_action() == typed("hello")
    assert telephone.next_action() is None


def test_a_whisper_is_shown_with_the_agents_screen_and_not_before():
    telephone, out = a_telephone("")
    telephone.heard(a_prompt("Wants to move an appointment.", heard_by="agent"))
    assert out.getvalue() == ""
    view = AgentView(
        "Dana", "Wants to move an appointment.", "handoff", {"Reason": "asked", "NextStep": "Offer a time"}
    )
    telephone.ends(
        Outcome(exchanges=[], disposition=Disposition.HANDED_OFF, queue="Scheduling", reason="asked", agent=view)
    )
    shown = out.getvalue()
    for text in (
        "Whisper: Wants to move",
        "Why a person is needed: asked",
        "Next step: Offer a time",
        "Scheduling",
        "handed off",
    ):
        assert text in shown


def test_a_pipe_gets_no_escape_sequences_and_long_speech_is_wrapped():
    out = io.StringIO()
    display = for_stream(out)
    display.frontdesk("word " * 60)
    display.note("FallbackIntent | 12 ms")
    assert isinstance(display, PlainDisplay)
    assert "\x1b" not in out.getvalue()
    assert max(map(len, out.getvalue().splitlines())) <= 100


def test_what_was_said_cannot_steer_the_terminal_or_the_markup():
    out = io.StringIO()
    for display in (PlainDisplay(out), ColourDisplay(out)):
        display.caller("\x1b[31mred\x07 [bold]not bold[/bold]")
        display.agent(AgentView("Dana", "[red]x", "handoff", {"Patient": "[link=a]b"}), "title [b]")
    assert "\x1b" not in out.getvalue()
    assert out.getvalue().count("[bold]not bold[/bold]") == 2
    assert out.getvalue().count("[link=a]b") == 2
