"""What the person who picks up hears and sees, made of the stored packet.

Knows which words the packet's values have; refuses to know how a packet comes about and what a flow does with them.
"""

from .screen import screen
from .whisper import whisper

__all__ = ["screen", "whisper"]
