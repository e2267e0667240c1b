"""Flows as pictures: one flow as SVG, several as one HTML page."""

from contact_flows.draw.page import page
from contact_flows.draw.svg import MADE_BY, draw

__all__ = ["MADE_BY", "draw", "page"]
