"""Gathers what ``escalate doctor`` and its page judge: from the book, the machine and outside.

What is right and what is wrong is decided in ``service.domain.checks``; here is only asked.
"""

from service.checkup.looking import Checkup, look, near, note, noted

__all__ = ["Checkup", "look", "near", "note", "noted"]
