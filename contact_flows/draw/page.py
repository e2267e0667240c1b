"""All flows on one HTML page: a table of contents, every flow with its picture and its blocks as text.

Knows the page; refuses to know the pictures (`svg`). It fetches nothing: letters, colours and pictures are in it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

from contact_flows.coverage import Passed
from contact_flows.draw.blocks import Block, blocks
from contact_flows.draw.markup import anchor, attribute, text
from contact_flows.draw.svg import MADE_BY, draw, style
from contact_flows.draw.trace import Trace
from contact_flows.flow import Flow
from contact_flows.kinds import NAMED_FLOWS

_TITLE = "Contact flows"


def page(
    flows: Mapping[str, Flow] | Sequence[Flow],
    *,
    passed: Counter[Passed] | None = None,
    path: Sequence[Passed] | None = None,
    title: str = _TITLE,
) -> str:
    """One page of flows, with links between them.

    Args:
        flows: As read, in the order of the page; of a mapping its values.
        passed: How often calls took each branch.
        path: What one call passed, in order.
        title: What the page is called.
    """
    every = list(flows.values() if isinstance(flows, Mapping) else flows)
    links = _links(every)
    body = [part for flow in every for part in _flow(flow, links, passed, path)]
    contents = "\n".join(_entry(flow, links, passed, path) for flow in every)
    head = f'<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{text(title)}</title>'
    return "\n".join(
        [
            f'<!doctype html>\n<html lang="en"><head>{head}',
            f"<!-- {MADE_BY} -->\n<style>{_style()}\n{style()}</style></head><body>",
            f"<h1>{text(title)}</h1>",
            f'<nav aria-label="Flows"><ul class="contents">\n{contents}\n</ul></nav>',
            "<main>",
            *body,
            "</main></body></html>\n",
        ]
    )


@lru_cache(maxsize=1)
def _style() -> str:
    return (Path(__file__).parent / "page.css").read_text(encoding="utf-8")


def _links(flows: Sequence[Flow]) -> dict[str, str]:
    """Placeholders of our flows, and names as the designer shows them -> the flow's place on the page."""
    names = {flow.name: f"#{anchor(flow.name)}" for flow in flows}
    found = dict(names)
    for flow in flows:
        shown = flow.metadata.get("name")
        if isinstance(shown, str) and shown:
            found.setdefault(shown, names[flow.name])
    found |= {f"${{{key}}}": names[name] for key, name in NAMED_FLOWS.items() if name in names}
    return found


def _entry(flow: Flow, links: Mapping[str, str], passed: Counter[Passed] | None, path: Sequence[Passed] | None) -> str:
    every = blocks(flow, links)
    told = Trace(flow.name, passed=passed, path=path).about(every)
    about = f"{sum(not block.missing for block in every)} blocks. {told}".strip()
    return f'<li><a href="#{anchor(flow.name)}">{text(flow.name)}</a> <span>{text(about)}</span></li>'


def _flow(
    flow: Flow, links: Mapping[str, str], passed: Counter[Passed] | None, path: Sequence[Passed] | None
) -> Iterator[str]:
    name = anchor(flow.name)
    picture = draw(flow, passed=passed, path=path, links=links, alone=False)
    yield f'<section id="{name}" aria-labelledby="{name}-heading"><h2 id="{name}-heading">{text(flow.name)}</h2>'
    yield (
        f'<label class="fit"><input type="checkbox"> Fit the picture to the window</label>'
        f'<div class="picture" tabindex="0" role="region" aria-label={attribute(f"Picture of {flow.name}")}>'
        f"{picture}</div>"
    )
    yield "<details><summary>Its blocks as text</summary><ol>"
    every = blocks(flow, links)
    titles = {block.key: block.title for block in every}
    trace = Trace(flow.name, passed=passed, path=path)
    yield from (_as_text(name, block, titles, trace) for block in every)
    yield "</ol></details></section>"


def _as_text(name: str, block: Block, titles: Mapping[str, str], trace: Trace) -> str:
    rows = []
    for port in block.ports:
        to = f'<a href="#{name}-{port.target}">{text(titles[port.target])}</a>' if port.target else "out of this flow"
        kind = ' class="error"' if port.is_error else ""
        count = trace.taken(block, port)
        rows.append(f"<li{kind}>{text(port.label)} → {to}{f' ({count})' if count else ''}</li>")
    told = "<br>".join(text(line) for line in block.full.split("\n"))
    pages = dict.fromkeys(line.link for line in block.lines if line.link)
    rows += [f"<li><a href={attribute(page)}>to that flow</a></li>" for page in pages]
    ways = f"<ul>{''.join(rows)}</ul>" if rows else ""
    return f'<li><a href="#{name}-{block.key}">{text(block.name)}</a><p>{told}</p>{ways}</li>'
