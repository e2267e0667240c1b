"""The rules: what each is called, how grave it is, and what it finds in one sentence.

Knows the list; refuses to know how anything is found. `docs/flow-rules.md` says why, with sources.
"""

from collections.abc import Mapping
from types import MappingProxyType

from contact_flows.rules import PUBLISH, Rule, Severity


def _refused(what: str) -> Rule:
    return Rule(Severity.ERROR, what)


def _hurts(what: str) -> Rule:
    return Rule(Severity.WARNING, what)


def _noted(what: str) -> Rule:
    return Rule(Severity.NOTE, what)


CALLERS: Mapping[str, Rule] = MappingProxyType(
    {
        "unreachable": _hurts("no contact can come to an action; a note where it would only end the flow"),
        "silent-error": _hurts("after a failure the line goes dead without a word, where else the call would go on"),
        "silent-end": _hurts("the line goes dead before a word was said"),
        "endless-loop": _hurts("a circle that nothing but a failure leads out of, and in which nothing waits"),
        "error-loop": _hurts("failures lead round in a circle, so that what stays broken is tried for ever"),
        "no-queue": _hurts("a transfer to a queue that nothing has set; a note where another flow may have"),
        "flow-attribute": _hurts("a flow attribute is read that nothing in the flow has set by then"),
        "contact-attribute": _hurts("a contact attribute is read that nothing sets; a note on what looks like a slip"),
        "too-early": _hurts("a value is read before the action that brings it, or without any"),
        "not-stored": _hurts("what a caller has keyed is compared as stored, after a menu that stores nothing"),
        "replaced-external": _hurts("$.External is read for a value of a function that another has replaced since"),
        "lex-attribute": _hurts("a reference to what Lex does not give to flows, so that it is always empty"),
        "agent-attribute": _hurts("$.Agent is read where there is no agent yet"),
        "unknown-attribute": _hurts("a reference that is close to an attribute of Connect's own, and is none"),
        "lex-key": _hurts("a key of Lex's settings that Lex does not read, or a value that it does not take"),
        "unknown-intent": _hurts("a condition names an intent that the bot does not have"),
        "session-attribute": _hurts("the bot's function is not given an attribute that it needs"),
        "function-call": _hurts("the function is asked for something it does not know, or without what that needs"),
        "long-prompt": _hurts("a prompt that cannot be interrupted lasts over 20 seconds"),
        "unanswered-key": _hurts("a prompt offers a key, or a view an action, that has no branch"),
        "wordless": _hurts("one of our own flows waits for an answer and asks nothing"),
        "unguarded": _hurts("a prompt or a check of keys in our own flows has no branch for its failure"),
        "never-met": _hurts("a condition that cannot be met: one before it covers it, or the value is never that"),
        "never-interrupted": _hurts("messages are repeated for ever though a branch waits for their interruption"),
        "unknown-value": _hurts("a value is written that whoever reads it does not know"),
        "unread-value": _noted("a contact attribute is written that nobody reads, in a set of flows that is whole"),
        "placeholder": _refused("a placeholder that nothing stands for, or that is not closed"),
        "wrong-kind": _refused("a placeholder of one of our own things where another kind of thing belongs"),
        "own-type": _refused("one of our own flows without a type, or of another than what names it wants"),
        "account-arn": _hurts("an ARN of one account in a file for any; a note in an export"),
        "no-position": _noted("an action without a place in the designer, where others have one"),
        "silence": _hurts("a silenced rule without a reason, of no known name, or that finds nothing there"),
    }
)
"""What Connect takes, and what would hurt a caller or whoever keeps the flow."""

RULES: Mapping[str, Rule] = MappingProxyType({**PUBLISH, **CALLERS})
