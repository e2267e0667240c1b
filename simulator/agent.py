"""The agent who takes a call, at their screen.

Knows what is shown to them and what they press and fill in, as the script says; refuses to know how a guide runs and
how a view is drawn.
"""

from collections.abc import Mapping
from typing import Any

from contact_flows.view import View
from simulator.connect.guide import output_of
from simulator.people import CLOSE, AgentActs


class Agent:
    """Implements `simulator.connect.run.Screen`: takes the script's action where a view has it, and closes all else."""

    def __init__(self, acts: AgentActs) -> None:
        self._acts = acts
        self.view = ""
        self.data: Mapping[str, str] = {}
        """What was shown first, which is what the agent takes the call with."""
        self.pressed: list[str] = []

    def show(self, view: View, name: str, data: Mapping[str, Any]) -> tuple[str, dict[str, Any]] | None:
        """The action taken and what the view returns; None: it has neither the script's action nor one to close."""
        if not self.view:
            self.view, self.data = name, {key: str(value) for key, value in data.items()}
        wanted = self._acts.presses
        again = self.pressed.count(wanted) < self._acts.times
        action = wanted if wanted in view.actions and again else CLOSE
        if action not in view.actions:
            return None
        self.pressed.append(action)
        return action, output_of(view, action, self._acts.form)
