"""Who may come in: tokens for programs, sign-in links and sessions for people.

A token is 256 random bits. The book keeps only its keyed digest, so that a copy of the
book lets nobody in.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from datetime import timedelta

from service.desk import Desk
from service.domain.audit import Audited, Deed
from service.domain.catalogue import N_, _
from service.domain.challenges import Challenge, ChallengeFor
from service.domain.devices import Device
from service.domain.listing import row
from service.domain.people import Person
from service.domain.refusals import Refusal
from service.domain.standing import TokenKind
from service.domain.versions import Author
from service.ports import Page

#: For how long a link is good that nobody has opened. Whoever was on holiday asks for another;
#: one that lies in old mail must not let in whoever reads that.
LINK_LIFE = timedelta(days=7)
#: What a session is called whose browser said nothing.
UNNAMED = N_("A browser")
_DEEDS = {TokenKind.API: Deed.TOKEN_MADE, TokenKind.SIGN_IN: Deed.LINK_MADE}


class NoSuchPerson(Refusal):
    """The rota has nobody under that key."""

    problem = N_("The rota has nobody under that key.")
    mend = N_("Choose from: {allowed}.")


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes and checks tokens; changing the secret signs everybody out."""

    desk: Desk
    secret: str

    def issue(self, person: str, kind: TokenKind, author: Author | None = None) -> str:
        """Make a token for *person* and keep its digest; the audit says that *author* did.

        Raises:
            NoSuchPerson: the rota has nobody under that key.
        """
        token, now = secrets.token_urlsafe(32), self.desk.clock.now()
        with self.desk.book.writing() as page:
            people = page.rota().people
            if person not in people:
                raise NoSuchPerson(allowed=row(sorted(people)) or _("nobody yet"))
            page.add_token(self._digest(token), kind, person, now)
            if author is not None and kind in _DEEDS:
                name = people[person].name
                done = Audited(at=now, author=author, deed=_DEEDS[kind], person=person, name=name)
                page.audit(done)
        return token

    def holder(self, token: str, kind: TokenKind) -> Person | None:
        """Return whose token that is; ``None`` if it is unknown or revoked."""
        with self.desk.book.reading() as page:
            return self.holder_on(page, token, kind)

    def holder_on(self, page: Page, token: str, kind: TokenKind) -> Person | None:
        """Return the same in a transaction that is open already."""
        return page.token(self._digest(token), kind)

    def device(self, session: str) -> tuple[Person, Device] | None:
        """Return whose session that is and on which device, whether or not it has expired."""
        with self.desk.book.reading() as page:
            return page.device(self._digest(session))

    def trade(self, sign_in: str, device: str = UNNAMED) -> str | None:
        """Trade a sign-in link, which works once and for a week, for a session on this device."""
        now = self.desk.clock.now()
        session = secrets.token_urlsafe(32)
        with self.desk.book.writing() as page:
            digest, since = self._digest(sign_in), now - LINK_LIFE
            person = page.use_token(digest, TokenKind.SIGN_IN, now, since)
            if person is None:
                return None
            self.start_on(page, session, person.key, device)
        return session

    def start(self, person: str, device: str) -> str:
        """Start a session for somebody who has just shown who they are."""
        session = secrets.token_urlsafe(32)
        with self.desk.book.writing() as page:
            self.start_on(page, session, person, device)
        return session

    def start_on(self, page: Page, session: str, person: str, device: str) -> None:
        """Start it in a transaction that is open already; *session* is fresh from `secrets`."""
        now, digest = self.desk.clock.now(), self._digest(session)
        page.add_token(digest, TokenKind.SESSION, person, now)
        page.note_device(digest, device, now.date(), now)

    def proved(self, session: str, device: str) -> None:
        """Note that whoever holds the device has just shown who they are."""
        now = self.desk.clock.now()
        with self.desk.book.writing() as page:
            page.note_device(self._digest(session), device, now.date(), now)

    def used(self, session: str, device: str) -> None:
        """Note the day on which it was used."""
        with self.desk.book.writing() as page:
            day = self.desk.clock.now().date()
            page.note_device(self._digest(session), device, day, None)

    def revoke(self, token: str) -> None:
        """Make *token* worthless."""
        with self.desk.book.writing() as page:
            page.revoke_token(self._digest(token), self.desk.clock.now())

    def challenge(self, challenge: Challenge, handed_out: str | None = None) -> str:
        """Keep the digest of what is handed out, made here unless given; return it."""
        handed_out = handed_out or secrets.token_urlsafe(32)
        with self.desk.book.writing() as page:
            page.add_challenge(self._digest(handed_out), challenge, self.desk.clock.now())
        return handed_out

    def answer(self, handed_out: str, purpose: ChallengeFor) -> Challenge | None:
        """Return what was handed out, once, and ``None`` where that is over."""
        with self.desk.book.writing() as page:
            now = self.desk.clock.now()
            return page.use_challenge(self._digest(handed_out), purpose, now)

    def opaque(self, person: str) -> bytes:
        """Return what names *person* to their own passkeys, and to nobody else."""
        return hmac.digest(self.secret.encode(), b"person\0" + person.encode(), "sha256")

    def _digest(self, token: str) -> str:
        return hmac.new(self.secret.encode(), token.encode(), hashlib.sha256).hexdigest()
