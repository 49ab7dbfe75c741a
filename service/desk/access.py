"""Who may come in: tokens for programs, sign-in links and sessions for people.

A token is 256 random bits. The book keeps only its keyed digest, so that a copy of the
book lets nobody in.
"""

import hashlib
import hmac
import secrets
from dataclasses import dataclass

from service.desk import Desk
from service.domain.people import Person
from service.domain.refusals import Refusal
from service.domain.standing import TokenKind
from service.ports import Page


class NoSuchPerson(Refusal):
    """The rota has nobody under that key."""

    problem = "The rota has nobody under that key."
    mend = "Choose from: {allowed}."


@dataclass(frozen=True, slots=True)
class Keys:
    """Makes and checks tokens; changing the secret signs everybody out."""

    desk: Desk
    secret: str

    def issue(self, person: str, kind: TokenKind) -> str:
        """Make a token for *person* and keep its digest.

        Raises:
            NoSuchPerson: the rota has nobody under that key.
        """
        token = secrets.token_urlsafe(32)
        with self.desk.book.writing() as page:
            people = page.rota().people
            if person not in people:
                raise NoSuchPerson(allowed=", ".join(sorted(people)) or "nobody yet")
            page.add_token(self._digest(token), kind, person, self.desk.clock.now())
        return token

    def holder(self, token: str, kind: TokenKind) -> Person | None:
        """Return whose token that is; ``None`` if it is unknown or revoked."""
        with self.desk.book.reading() as page:
            return self.holder_on(page, token, kind)

    def holder_on(self, page: Page, token: str, kind: TokenKind) -> Person | None:
        """Return the same in a transaction that is open already."""
        return page.token(self._digest(token), kind)

    def trade(self, sign_in: str) -> str | None:
        """Trade a sign-in link, which works once, for a session on this device."""
        now = self.desk.clock.now()
        session = secrets.token_urlsafe(32)
        with self.desk.book.writing() as page:
            person = page.use_token(self._digest(sign_in), TokenKind.SIGN_IN, now)
            if person is None:
                return None
            page.add_token(self._digest(session), TokenKind.SESSION, person.key, now)
        return session

    def revoke(self, token: str) -> None:
        """Make *token* worthless."""
        with self.desk.book.writing() as page:
            page.revoke_token(self._digest(token), self.desk.clock.now())

    def _digest(self, token: str) -> str:
        return hmac.new(self.secret.encode(), token.encode(), hashlib.sha256).hexdigest()
