"""Nights by the thousand: the real desk over a simulated world that fails and lies."""
