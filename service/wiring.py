"""The one place where parts are chosen and joined."""

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from config.checks import hosts_inside
from config.settings import Settings
from service.alarm import HeartbeatAddress, Mail, MailBox, Webhook
from service.bell import EMBEDDED_GAP_SECONDS, GAP_SECONDS, CeleryBell
from service.book import Ring, open_book, read_ring
from service.book.patience import WORKING, Patience
from service.clocks import SystemClock
from service.desk import Desk
from service.desk.access import Keys
from service.desk.errands import Line
from service.domain.forgetting import Terms
from service.pins import Pins
from service.proofs import Prover
from service.telephone.signature import Door
from service.telephone.twilio import Account, TwilioTelephone

__all__ = [
    "Parts",
    "SystemClock",
    "account_of",
    "heartbeat_of",
    "heralds_of",
    "prover_of",
    "ring_of",
    "wire",
]

if TYPE_CHECKING:
    from service.book import SqlBook
    from service.heralds import Heartbeat, Herald
    from service.ports import Bell, Clock, Telephone


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """Everything joined, for one process."""

    settings: Settings
    book: "SqlBook"
    bell: "Bell"
    desk: Desk
    keys: Keys
    line: Line
    door: Door
    #: The ways to the admins, and the address that misses us; a site may have none.
    heralds: "tuple[Herald, ...]" = ()
    heartbeat: "Heartbeat | None" = None


def wire(
    settings: Settings,
    *,
    bell: "Bell | None" = None,
    clock: "Clock | None" = None,
    telephone: "Telephone | None" = None,
    patience: Patience = WORKING,
) -> Parts:
    """Join the parts that *settings* ask for; a test hands in its own.

    *patience* is how long a page waits for the book.

    Nothing is opened or connected before it is first used, so a process may still fork.
    """
    secret = settings.secret_key.get_secret_value()
    book = open_book(settings.database_url, ring_of(settings), patience, secret=secret)
    gap = EMBEDDED_GAP_SECONDS if settings.embedded_bell else GAP_SECONDS
    bell = bell or CeleryBell(settings.redis_url, gap_seconds=gap)
    pins = Pins(secret, _older_keys(settings))
    desk = Desk(book, bell, clock or SystemClock(), rehearses=settings.pretends, pins=pins)
    telephone = telephone or TwilioTelephone(account_of(settings))
    return Parts(
        settings=settings,
        book=book,
        bell=bell,
        desk=desk,
        keys=Keys(desk, secret),
        line=Line(desk, telephone, settings.twilio_calls_per_second),
        door=Door(signing_tokens(settings), settings.public_url),
        heralds=heralds_of(settings),
        heartbeat=heartbeat_of(settings),
    )


def terms_of(settings: Settings) -> Terms:
    """Return for how long *settings* have each kind of thing kept."""
    return Terms(
        call_outs=timedelta(days=settings.keep_call_outs_days),
        leavers=timedelta(days=settings.keep_leavers_days),
        rota=timedelta(days=settings.keep_rota_days),
        at_carrier=timedelta(hours=settings.keep_at_carrier_hours),
    )


def ring_of(settings: Settings) -> Ring:
    """Return the keys of the book as *settings* have them."""
    return read_ring(settings.book_key.get_secret_value())


def prover_of(settings: Settings) -> Prover:
    """Return what proves what is written down, and knows what was proved by an older key."""
    return Prover(settings.secret_key.get_secret_value(), *_older_keys(settings))


def _older_keys(settings: Settings) -> tuple[str, ...]:
    return tuple(key.get_secret_value() for key in settings.older_secret_keys)


def account_of(settings: Settings) -> Account:
    """Return our account at the carrier as *settings* have it."""
    secret = settings.twilio_api_secret
    return Account(
        account_sid=settings.twilio_account_sid,
        auth_token=settings.twilio_auth_token.get_secret_value(),
        api_key=settings.twilio_api_key,
        api_secret=secret.get_secret_value() if secret else None,
        from_number=settings.twilio_from,
        text_from=settings.twilio_text_from,
        api_url=settings.twilio_api_url,
        public_url=settings.public_url,
    )


def signing_tokens(settings: Settings) -> tuple[str, ...]:
    """Return the tokens that the carrier may sign with: a second one while it is exchanged."""
    tokens = (settings.twilio_auth_token, settings.twilio_auth_token_secondary)
    return tuple(token.get_secret_value() for token in tokens if token is not None)


def heralds_of(settings: Settings) -> "tuple[Herald, ...]":
    """Return the ways to the admins that *settings* have."""
    page = f"{settings.public_url}/alarms"
    hook, mail = settings.alarm_webhook_url, settings.smtp_url
    ways: list[Herald] = []
    if hook is not None:
        ways.append(Webhook(hook.get_secret_value(), page, private_hosts=_inside(settings)))
    if mail is not None and settings.alarm_email_from and settings.alarm_email_to:
        to = tuple(settings.alarm_email_to.split(","))
        ways.append(Mail(_mail_box(mail.get_secret_value()), settings.alarm_email_from, to, page))
    return tuple(ways)


def heartbeat_of(settings: Settings) -> "Heartbeat | None":
    """Return the outside address that *settings* have, if any."""
    url = settings.heartbeat_url
    if url is None:
        return None
    return HeartbeatAddress(url.get_secret_value(), private_hosts=_inside(settings))


def _inside(settings: Settings) -> frozenset[str]:
    return hosts_inside(settings.alarm_private_hosts, settings.public_url)


def _mail_box(address: str) -> MailBox:
    url = urlsplit(address)
    return MailBox(
        host=url.hostname or "",
        port=url.port,
        tls=url.scheme == "smtps",
        user=unquote(url.username or ""),
        password=unquote(url.password or ""),
    )
