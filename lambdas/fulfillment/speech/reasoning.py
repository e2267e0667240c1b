"""What a model thinks aloud, taken out of what it says.

Knows the tags that models put around it, whole, nested, unclosed or cut off; refuses to know any other markup.
"""

from .rewriting import compiled

_NAMES = (
    r"(?:think|thinking|thoughts?|thought_process|reason|reasoning|reasoning_content|rationale|scratch_?pad|analysis|"
    r"reflection|inner_monologue|internal_monologue|internal|plan|planning)"
)
_TAG = rf"(?i)<\s*(?P<close>/?)\s*(?:[\w.-]{{1,40}}:)?(?P<name>{_NAMES})(?P<rest>\s[^<>]*|/)?\s*(?:>|$)"
_HALF = r"</?(?:[A-Za-z][\w:-]{0,60})?$"


def without_reasoning(text: str) -> str:
    """The text without what stands in tags such as `<thinking>`.

    Of a tag never closed, all that follows is left out; of one closed but never opened, all that comes before it. The
    beginning of a tag at the very end is left out: the rest of it may be on its way.
    """
    if "<" not in text:
        return text
    kept: list[str] = []
    opened: list[str] = []
    last, closed = 0, False
    for found in compiled(_TAG).finditer(text):
        if not opened:
            kept.append(text[last : found.start()])
        last = found.end()
        name = found["name"].lower()
        if not found["close"]:
            if not (found["rest"] or "").endswith("/"):
                opened.append(name)
        elif name in opened:
            del opened[len(opened) - 1 - opened[::-1].index(name) :]
            closed = True
        elif not opened and not closed:
            kept.clear()
            closed = True
    if not opened:
        kept.append(text[last:])
    return compiled(_HALF).sub("", " ".join(kept))
