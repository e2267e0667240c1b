"""The handlers as Lambda calls them, in a process of their own, with nothing but their environment."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tests.integration.local_services import Local

FUNCTION = Path(__file__).parents[2] / "lambdas"
CALL = """
import json, sys
from fulfillment import {module}
event = json.load(sys.stdin)
print("ANSWER" + json.dumps({module}.lambda_handler(event, None)))
"""


def answer(local: Local, module: str, event: dict[str, object]) -> tuple[dict[str, object], str]:
    env = {
        **os.environ,
        **local.aws.settings_env(),
        "PYTHONPATH": str(FUNCTION),
        "AWS_LAMBDA_FUNCTION_NAME": "frontdesk",
    }
    done = subprocess.run(
        [sys.executable, "-c", CALL.format(module=module)],
        input=json.dumps(event),
        env=env,
        cwd=FUNCTION,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    line = next(line for line in done.stdout.splitlines() if line.startswith("ANSWER"))
    return json.loads(line.removeprefix("ANSWER")), done.stdout


def test_the_code_hook_answers_and_logs_one_line(local: Local) -> None:
    local.begin()
    event = {
        "invocationSource": "FulfillmentCodeHook",
        "inputMode": "Speech",
        "inputTranscript": "what does parking cost",
        "sessionState": {
            "intent": {"name": "FallbackIntent"},
            "sessionAttributes": {"session_id": "deployed", "turn": "0"},
        },
    }
    reply, printed = answer(local, "handler", event)
    assert "$3 an hour" in json.dumps(reply)
    lines = [line for line in printed.splitlines() if "turn answered" in line]
    assert len(lines) == 1
    assert "parking cost" not in printed


def test_the_flows_function_answers(local: Local) -> None:
    local.begin()
    endpoint = {"Address": "+12065550101"}
    event = {"Details": {"ContactData": {"CustomerEndpoint": endpoint}, "Parameters": {"purpose": "callback"}}}
    reply, _ = answer(local, "flow_handler", event)
    assert reply == {"callback_number": "206-555-0101", "other_numbers": "yes"}
