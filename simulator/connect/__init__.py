"""Amazon Connect's double: a contact walks the contact flows, block by block."""

from simulator.connect.contact import Callback, Contact, Endpoint
from simulator.connect.flow import Block, End, Failure, FlowEngine, FlowResult
from simulator.connect.instance import Instance
from simulator.connect.queues import Queues, QueuesError, Staffing
from simulator.connect.run import FlowStuck

__all__ = [
    "Block",
    "Callback",
    "Contact",
    "End",
    "Endpoint",
    "Failure",
    "FlowEngine",
    "FlowResult",
    "FlowStuck",
    "Instance",
    "Queues",
    "QueuesError",
    "Staffing",
]
