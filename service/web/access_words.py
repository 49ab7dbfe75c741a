"""What was done to who may come in, in words for the admins' page of changes."""

from dataclasses import dataclass

from service.domain.audit import Audited, Deed
from service.domain.catalogue import N_, _
from service.domain.rota import Rota
from service.web.version_words import written_at

_SAID = {
    Deed.PASSKEY_ADDED: N_("A passkey of {name} was added."),
    Deed.PASSKEY_REMOVED: N_("A passkey of {name} was removed."),
    Deed.DEVICES_REVOKED: N_("{name} was signed out of all devices."),
    Deed.TOKEN_MADE: N_("A token for programs was made for {name}."),
    Deed.LINK_MADE: N_("A sign-in link was made for {name}."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDeed:
    """One line: who did what, when."""

    when: str
    who: str
    what: str


def shown_deed(rota: Rota, done: Audited) -> ShownDeed:
    """Show what was *done*, by the wall clocks of *rota*."""
    return ShownDeed(
        when=written_at(rota, done.at),
        who=done.author.name,
        what=_(_SAID[done.deed], name=done.name),
    )
