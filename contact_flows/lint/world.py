"""Rules about what a flow says to the world around it: bot, function, placeholders, account, designer.

Knows what may be named; refuses to know the order in which anything happens.
"""

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from contact_flows.check_parameters import nearest
from contact_flows.flow import Action
from contact_flows.kinds import FLOW_TYPES, misplaced
from contact_flows.language import ACCOUNT_ARN, DESIGNER_TYPES, PLACEHOLDER, UNCLOSED
from contact_flows.lint.finding import Case, Found, Known
from contact_flows.lint.texts import is_fixed, strings, table


def rules(case: Case) -> Iterator[Found]:
    yield from _arns(case)
    yield from _positions(case)
    if case.known is None:
        return
    yield from _placeholders(case, case.known)
    yield from _misplaced(case)
    yield from _own_type(case)
    for action in case.graph.actions:
        if action.type == "ConnectParticipantWithLexBot":
            yield from _bot(action, case, case.known)
        if action.type == "InvokeLambdaFunction":
            yield from _function(action, case.known)


def _arns(case: Case) -> Iterator[Found]:
    portable = case.known is not None or any(PLACEHOLDER.search(t) for t in _texts(case))
    named = [(action, arn) for action in case.flow.actions for text in strings(action.parameters)
             for arn in ACCOUNT_ARN.finditer(text)]  # fmt: skip
    if portable:
        for action, arn in named:
            message = f"{arn[0]} exists in one AWS account alone, and this file is for any"
            yield Found(action.identifier, "account-arn", message, "write a placeholder for it")
    elif named:
        accounts = " and ".join(sorted({arn[1] for _, arn in named}))
        things = "1 thing" if len(named) == 1 else f"{len(named)} things"
        message = f"names {things} of the AWS account {accounts}"
        fix = "before it is used in another, let `ivr flows unbind` put placeholders in their place"
        yield Found("", "account-arn", message, fix, note=True)


def _texts(case: Case) -> Iterator[str]:
    return (text for action in case.flow.actions for text in strings(action.parameters))


def _positions(case: Case) -> Iterator[Found]:
    placed = table(case.flow.metadata.get("ActionMetadata"))
    have = {name for name, data in placed.items() if isinstance(table(data).get("position"), Mapping)}
    if not have:
        return
    for action in case.flow.actions:
        if action.identifier not in have:
            message = "has no position, and lies in the designer on top of others"
            fix = f"add Metadata.ActionMetadata.{action.identifier}.position with x and y"
            yield Found(action.identifier, "no-position", message, fix)


def _placeholders(case: Case, known: Known) -> Iterator[Found]:
    for action in case.flow.actions:
        named = {match[1] for text in strings(action.parameters) for match in PLACEHOLDER.finditer(text)}
        for text in strings(action.parameters):
            if unclosed := UNCLOSED.search(text):
                fix = f"write {unclosed[0]}}}"
                yield Found(action.identifier, "placeholder", f"{unclosed[0]!r} is not closed", fix)
        for name in sorted(named - known.placeholders):
            near = nearest(name, sorted(known.placeholders))
            fix = f"did you mean ${{{near}}}?" if near else "declare it, or name one that is declared"
            yield Found(action.identifier, "placeholder", f"nothing stands for ${{{name}}}", fix)


def _misplaced(case: Case) -> Iterator[Found]:
    for wrong in misplaced(case.flow):
        yield Found(wrong.action, "wrong-kind", wrong.message, wrong.fix)


def _own_type(case: Case) -> Iterator[Found]:
    """The stacks create each of our flows as what its Metadata says, and others name it for what it is."""
    name, given = PurePath(case.flow.name).stem, case.flow.metadata.get("type")
    want = FLOW_TYPES.get(name)
    if case.flow.type is None:
        near = next((each for each in DESIGNER_TYPES if each.lower() == str(given).lower()), None)
        said = (
            f"no flow type is called {str(given)[:60]!r}"
            if given
            else "the file does not say of which type the flow is"
        )
        written = [near] if near else [each for each, kind in DESIGNER_TYPES.items() if want in (None, kind)]
        yield Found("", "own-type", said, f"write {' or '.join(written)} as Metadata.type")
    elif want not in (None, case.flow.type):
        designer = next(each for each, kind in DESIGNER_TYPES.items() if kind is want)
        message = f"{name} is of type {case.flow.type}, and what names it wants {want}"
        yield Found("", "own-type", message, f"write {designer} as Metadata.type")


def _bot(action: Action, case: Case, known: Known) -> Iterator[Found]:
    intents = known.bots.get(str(table(action.parameters.get("LexV2Bot")).get("AliasArn")))
    if intents is None:
        return
    for branch in action.transitions.conditions:
        operand = branch.condition.operand
        if operand not in intents:
            near = nearest(operand, sorted(intents))
            fix = f"did you mean {near!r}?" if near else f"it has {', '.join(sorted(intents))}"
            yield Found(action.identifier, "unknown-intent", f"the bot has no intent {operand!r}", fix)
    given = table(action.parameters.get("LexSessionAttributes"))
    later = known.later_needs if case.whole and not case.begins else frozenset()
    for name in sorted((known.session_needs | later) - set(given)):
        message = f"the bot's function needs the session attribute {name}, and is not given it"
        yield Found(action.identifier, "session-attribute", message, f"add {name} to LexSessionAttributes")
    for name, values in known.session_values.items():
        value = given.get(name)
        if values is not None and isinstance(value, str) and is_fixed(value) and value not in values:
            message = f"{name} is {value!r}, which the bot's function does not know"
            yield Found(action.identifier, "unknown-value", message, f"write one of {', '.join(sorted(values))}")


def _function(action: Action, known: Known) -> Iterator[Found]:
    purposes = known.functions.get(str(action.parameters.get("LambdaFunctionARN")))
    if purposes is None:
        return
    given = table(action.parameters.get("LambdaInvocationAttributes"))
    asked = given.get("purpose")
    if isinstance(asked, str) and not is_fixed(asked):
        return
    purpose = purposes.get(str(asked))
    if purpose is None:
        what = f"does not know the purpose {asked!r}" if asked else "is not told for what purpose it is called"
        yield Found(action.identifier, "function-call", f"the function {what}", f"write one of {', '.join(purposes)}")
        return
    for name in sorted(purpose.needs - set(given)):
        message = f"the function needs {name} for the purpose {asked!r}, and is not given it"
        yield Found(action.identifier, "function-call", message, f"add {name} to LambdaInvocationAttributes")
