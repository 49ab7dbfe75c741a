"""Texts to admins about the rota: no names, and nothing of any call-out."""

from service.domain.words.fitting import fit


def gap_text(organisation: str, when: str, lack: str) -> str:
    """Tell an admin that too few can be rung: *when*, such as "from Fri 27 Nov 18:00"."""
    return fit(f"{organisation} rota: {when} {lack}. Please look at the rota page.")
