"""The contact flows an admin edits, in the Flow language, and what reads them."""

from contact_flows.bind import PLACEHOLDERS, content, creation_order, drafts, load, placeholders
from contact_flows.check import Problem, accept, problems, unreachable
from contact_flows.flow import Action, Flow, FlowError
from contact_flows.recording import recording_bindings
from contact_flows.tenant import tenant_bindings

__all__ = [
    "PLACEHOLDERS",
    "Action",
    "Flow",
    "FlowError",
    "Problem",
    "accept",
    "content",
    "creation_order",
    "drafts",
    "load",
    "placeholders",
    "problems",
    "recording_bindings",
    "tenant_bindings",
    "unreachable",
]
