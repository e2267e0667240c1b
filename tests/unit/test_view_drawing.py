"""A view as it is drawn: every text and value of its own file, wherever it is drawn."""

import html
import io
import re

import pytest
from rich.console import Console

from contact_flows.view import View, load_views
from simulator.view_drawing import as_svg, drawn, plain
from tests.unit.test_flow_views import CLOSE, HANDOFF, part

VIEW = load_views()["handoff"]
DATA = {name: f"<{name.lower()}>" for name in VIEW.inputs}
LABELS = ["Caller", "Next step", "What was tried", "Conversation", "What went wrong", "Because", "Report", "Close"]


def on_a_terminal(view: View, data: dict[str, str], *, width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width, color_system=None)
    with console.capture() as shown:
        console.print(drawn(view, data, width))
    return shown.get()


def in_a_picture(view: View, data: dict[str, str]) -> str:
    texts = re.findall(r"<text[^>]*>(.*?)</text>", as_svg(view, data))
    return html.unescape(" ".join(texts)).replace("\xa0", " ")


def as_lines(view: View, data: dict[str, str]) -> str:
    return "\n".join(plain(view, data))


@pytest.mark.parametrize("draw", [on_a_terminal, in_a_picture, as_lines])
def test_all_that_a_view_is_given_is_shown_with_its_label(draw: object) -> None:
    shown = draw(VIEW, DATA)  # type: ignore[operator]
    for text in (*DATA.values(), *LABELS):
        assert text in shown
    assert "$." not in shown


@pytest.mark.parametrize("draw", [on_a_terminal, in_a_picture, as_lines])
def test_what_is_drawn_is_what_the_file_says(draw: object) -> None:
    body = [part("Container", {}, part("TextBox", {}, "Dear ", "$.Name", name="t"), CLOSE, name="c")]
    view = View.model_validate(HANDOFF | {"Template": {"Head": {"Title": "t", "Configuration": {}}, "Body": body}})
    shown = draw(view, {"Name": "Ana"})  # type: ignore[operator]
    assert "Dear Ana" in shown
    assert "Verified" not in shown


@pytest.mark.parametrize("width", [40, 80, 100])
def test_a_drawing_keeps_within_its_width(width: int) -> None:
    longest = dict.fromkeys(VIEW.inputs, "long words and more of them " * 20)
    assert max(map(len, on_a_terminal(VIEW, longest, width=width).splitlines())) <= width


def test_what_is_given_cannot_steer_the_terminal_or_the_markup() -> None:
    steering = dict.fromkeys(VIEW.inputs, "\x1b[31mred\x07 [bold]x[/bold] </text><script>")
    for shown in (on_a_terminal(VIEW, steering), as_lines(VIEW, steering), as_svg(VIEW, steering)):
        assert "\x1b" not in shown
    assert "<script>" not in as_svg(VIEW, steering)
    assert "[bold]x[/bold]" in as_lines(VIEW, steering)


def test_a_picture_fetches_nothing() -> None:
    assert re.findall(r"url\((?!#)[^)]*\)|href=", as_svg(VIEW, DATA)) == []


def test_an_empty_input_is_said_to_be_empty() -> None:
    assert "Caller: none" in as_lines(VIEW, {})
