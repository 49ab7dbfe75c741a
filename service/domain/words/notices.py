"""Texts to admins about the rota: no names, and nothing of any call-out."""

from service.domain.catalogue import N_, _
from service.domain.cover import Lack
from service.domain.words.fitting import fit

_NOW = {
    Lack.NOBODY: N_("{organisation} rota: now nobody can be rung. Please look at the rota page."),
    Lack.ALL_AWAY: N_("{organisation} rota: now everybody is away. Please look at the rota page."),
    Lack.NONE_PROVED: N_(
        "{organisation} rota: now nobody's number is checked. Please look at the rota page."
    ),
    Lack.ONE_PERSON: N_(
        "{organisation} rota: now only one person can be rung. Please look at the rota page."
    ),
    Lack.ONE_PHONE: N_(
        "{organisation} rota: now only one phone can be rung. Please look at the rota page."
    ),
}
_LATER = {
    Lack.NOBODY: N_(
        "{organisation} rota: from {start} nobody can be rung. Please look at the rota page."
    ),
    Lack.ALL_AWAY: N_(
        "{organisation} rota: from {start} everybody is away. Please look at the rota page."
    ),
    Lack.NONE_PROVED: N_(
        "{organisation} rota: from {start} nobody's number is checked. "
        "Please look at the rota page."
    ),
    Lack.ONE_PERSON: N_(
        "{organisation} rota: from {start} only one person can be rung. "
        "Please look at the rota page."
    ),
    Lack.ONE_PHONE: N_(
        "{organisation} rota: from {start} only one phone can be rung. "
        "Please look at the rota page."
    ),
}


def gap_text(organisation: str, lack: Lack, start: str | None) -> str:
    """Tell an admin that too few can be rung: from *start*, such as "Fri 27 Nov 18:00", or now."""
    if start is None:
        return fit(_(_NOW[lack], organisation=organisation))
    return fit(_(_LATER[lack], organisation=organisation, start=start))
