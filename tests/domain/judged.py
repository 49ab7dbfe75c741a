"""From facts to each thing that the doctor can say of them."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from service.domain.checks import (
    carrier,
    certificate,
    keeping,
    machine,
    numbers,
    outside,
    people,
    permissions,
)
from service.domain.checks.carrier import AccountFacts
from service.domain.checks.certificate import CertificateFacts, Trust
from service.domain.checks.costs import Prices, Use
from service.domain.checks.lines import Found
from service.domain.checks.machine import Place, TimeOf, TimeTold
from service.domain.checks.numbers import NumberFacts
from service.domain.checks.outside import AddressFacts, Probe, Reached
from service.domain.checks.permissions import Needed, Permissions, Ringing, Trigger
from service.domain.fitness import Line as Fit
from service.domain.people import Person, PhoneNumber, Role
from service.domain.rota import LadderPlan, Rota, RungPlan
from service.domain.standing import Beat

NOW = datetime(2026, 11, 30, 12, tzinfo=UTC)
TODAY = date(2026, 11, 30)
GB = 1_000_000_000


def awake(*roles):
    return machine.ticker([Beat(f"here/{nth}", role, NOW) for nth, role in enumerate(roles)], NOW)


def by(whose, seconds):
    return TimeTold(by=whose, asked_at=NOW, told=NOW + timedelta(seconds=seconds), answered_at=NOW)


def clock(*told):
    return machine.clock(told, needs_another=True)


def disk(*free):
    return machine.disk(Place(f"PLACE_{nth}", one) for nth, one in enumerate(free))


FULL = AccountFacts(
    active=True,
    trial=False,
    pretended=False,
    approved=True,
    needed=4,
    balance=Decimal("99.50"),
    currency="USD",
)
NUMBER = NumberFacts(setting="TWILIO_FROM", rented=True)
ADDRESS = AddressFacts(
    real=True,
    local=False,
    private=False,
    https=True,
    reached=Reached.HERE,
    inside=False,
    let_in={Probe.PLAIN, Probe.BODY, Probe.ADDRESS},
)
PRICES = Prices(
    number_month=Decimal("1.15"),
    call_minute=Decimal("0.0305"),
    text=Decimal("0.0463"),
    currency="USD",
    checked=TODAY,
)
USE = Use(numbers=2, calls=10, texts=8)


def account(**changed):
    return carrier.account(replace(FULL, **changed))


def allowed(needed=("GB",), **told):
    """Where it may ring, given as what may be rung in each country; where it may text; alarms."""
    ring = {country: Ringing(*may) for country, may in told.pop("ring", {}).items()}
    return permissions.permissions(Permissions(ring, **told), Needed(needed, needed))


def triggers(*every):
    return allowed(triggers=[Trigger(*one) for one in every])


def number(**changed):
    return numbers.number(replace(NUMBER, **changed))


def address(**changed):
    return outside.address(replace(ADDRESS, **changed))


def tls(trust, days=0):
    return certificate.certificate(CertificateFacts(trust, days))


def cost(prices, *, real=True):
    return keeping.cost(prices, USE, TODAY, real=real)


def heartbeat(last, *, wanted=True, real=True):
    return keeping.heartbeat(last, NOW, wanted=wanted, real=real)


def somebody(key, last, *roles):
    phone = PhoneNumber(f"+447700900{last}")
    return Person(key=key, name=key, phone=phone, texts=True, roles=frozenset(roles))


SAM, NOOR = somebody("sam", 123, Role.STAFF), somebody("noor", 125, Role.ADMIN)
PRIYA = somebody("priya", 111, Role.OFFICER)


def rota(*every, holders=("priya",)):
    rungs = tuple(RungPlan(role="Deputy", holder=one) for one in holders)
    found = Rota(
        organisation="Harbour Lane",
        people={one.key: one for one in every},
        ladders=(LadderPlan(name="safeguarding", rungs=rungs),),
    )
    return people.rota(found, NOW)


def fit(finding):
    line = Fit(finding=finding, at=NOW, read_back_at=NOW, ladder="safeguarding", part=1, whole=3)
    return people.night([line], pretended=False)


#: From facts to each thing that can be said.
CASES = {
    "setting": Found(machine.SETTING, {"shown": "8000"}, "PORT"),
    "settings_odd": Found(machine.SETTINGS_ODD, {"doubt": "There is no such setting."}),
    "book_right": Found(machine.BOOK_RIGHT),
    "book_behind": Found(machine.BOOK_BEHIND),
    "book_ahead": Found(machine.BOOK_AHEAD),
    "book_key_lost": Found(machine.BOOK_KEY_LOST, {"why": "Lost.", "cure": "Find it."}),
    "book_not_unicode": Found(machine.BOOK_NOT_UNICODE, {"why": "Other.", "cure": "Another."}),
    "book_away": Found(machine.BOOK_AWAY),
    "book_read_only": Found(machine.BOOK_READ_ONLY),
    "bell_right": Found(machine.BELL_RIGHT),
    "bell_not_started": Found(machine.BELL_NOT_STARTED),
    "bell_silent": Found(machine.BELL_SILENT),
    "ticker_right": awake("worker", "watch"),
    "ticker_no_worker": awake("watch", "watch"),
    "ticker_no_watch": awake("worker"),
    "ticker_none": awake(),
    "clock_right": clock(by(TimeOf.CARRIER, 4.9), by(TimeOf.DATABASE, -4.9)),
    "clock_alone": clock(),
    "clock_off_carrier": clock(by(TimeOf.CARRIER, -5)),
    "clock_wrong_carrier": clock(by(TimeOf.CARRIER, 3600), by(TimeOf.DATABASE, 6)),
    "clock_off_database": clock(by(TimeOf.DATABASE, 59)),
    "clock_wrong_database": clock(by(TimeOf.CARRIER, 0), by(TimeOf.DATABASE, 60)),
    "disk_right": disk(GB, 9 * GB),
    "disk_little": disk(GB - 1, 9 * GB),
    "disk_full": disk(GB // 10 - 1, 9 * GB),
    "carrier_right": account(),
    "carrier_pretended": account(pretended=True),
    "carrier_unknown_to": Found(carrier.CARRIER_UNKNOWN_TO, {"code": 20003}),
    "carrier_key_refused": account(key_refused=20003),
    "carrier_silent": Found(carrier.CARRIER_SILENT),
    "exchange_silent": Found(carrier.EXCHANGE_SILENT),
    "carrier_suspended": account(active=False),
    "trial_none": account(),
    "trial": account(trial=True),
    "trial_unverified": account(trial=True, unverified=2),
    "at_once_approved": account(),
    "at_once_new": account(approved=False, needed=1),
    "at_once_unknown": account(approved=None),
    "balance_right": account(balance=Decimal(10)),
    "balance_low": account(balance=Decimal("9.99")),
    "balance_gone": account(balance=Decimal(0)),
    "balance_untold": account(balance=None),
    "ring_right": allowed(ring={"GB": [True], "IE": [False]}),
    "ring_missing": allowed(ring={"GB": [False]}),
    "ring_further": allowed(ring={"GB": [True], "IE": [True]}),
    "ring_risky": allowed(ring={"GB": [True, True]}),
    "ring_unknown": allowed(),
    "text_right": allowed(text={"GB": True, "IE": False}),
    "text_missing": allowed(text={"GB": False}),
    "text_further": allowed(text={"GB": True, "IE": True}),
    "text_unknown": allowed(),
    "spending_right": triggers(("price", "totalprice", "daily")),
    "spending_once": triggers(("price", "totalprice", "alltime")),
    "spending_none": triggers(),
    "spending_unknown": allowed(),
    "number_right": number(),
    "number_not_rented": number(rented=False),
    "number_no_calls": number(no_calls=True),
    "number_no_texts": number(no_texts=True),
    "webhooks_right": number(),
    "webhooks_lost": number(lost=("calls",)),
    "webhooks_impatient": number(impatient=("texts",)),
    "calls_right": Found(carrier.CALLS_RIGHT),
    "calls_failing": Found(carrier.CALLS_FAILING, {"code": 20003}),
    "calls_failing_unsaid": Found(carrier.CALLS_FAILING_UNSAID),
    "address_local": address(real=False, local=True),
    "address_right": address(),
    "address_private": address(private=True),
    "address_open": address(https=False),
    "address_inside": address(inside=True),
    "address_unnamed": address(reached=Reached.UNNAMED),
    "address_no_ipv4": address(reached=Reached.NO_IPV4),
    "address_silent": address(reached=Reached.SILENT),
    "address_not_started": address(real=False, local=True, reached=Reached.SILENT),
    "address_moves": address(reached=Reached.MOVES),
    "address_not_ours": address(reached=Reached.OTHER),
    "signature_right": address(),
    "signature_unseen": address(reached=Reached.SILENT),
    "signature_lost": address(let_in=()),
    "signature_body": address(let_in={Probe.PLAIN, Probe.ADDRESS}),
    "signature_address": address(let_in={Probe.PLAIN, Probe.BODY}),
    "signature_any": address(let_in=set(Probe)),
    "certificate_local": certificate.certificate(None),
    "certificate_right": tls(Trust.TRUSTED, 14),
    "certificate_soon": tls(Trust.TRUSTED, 13),
    "certificate_last": tls(Trust.TRUSTED, 2),
    "certificate_expired": tls(Trust.EXPIRED),
    "certificate_other_name": tls(Trust.OTHER_NAME),
    "certificate_untrusted": tls(Trust.UNTRUSTED),
    "certificate_none": tls(Trust.NO_TLS),
    "certificate_unseen": tls(Trust.UNSEEN),
    "rota_right": rota(SAM),
    "rota_none": rota(),
    "ladder_right": rota(SAM, PRIYA),
    "ladder_part": rota(SAM, PRIYA, holders=("priya", None)),
    "ladder_empty": rota(SAM, PRIYA, holders=(None,)),
    "staff_right": rota(SAM),
    "staff_none": rota(NOOR),
    "admins_right": rota(NOOR),
    "admins_none": rota(SAM),
    "shared_none": rota(SAM, NOOR),
    "shared": rota(SAM, replace(NOOR, phone=SAM.phone)),
    "made_up_none": people.made_up([]),
    "made_up": people.made_up(["priya", "tom"]),
    "phones_right": people.phones({}),
    "phones_texts_off": people.phones({"phones_texts_off": ["tom", "priya"]}),
    "phones_prove_again": people.phones({"phones_prove_again": ["tom"]}),
    "phones_landline": people.phones({"phones_landline": ["tom"]}),
    "alarm_none": people.alarms([]),
    "alarm": people.alarms([("Texts are stuck", "Look at them.")]),
    "proofs_right": Found(keeping.PROOFS_RIGHT),
    "proofs_other": Found(keeping.PROOFS_OTHER),
    "proofs_part": Found(keeping.PROOFS_PART),
    "older_key_none": keeping.older_key(["tom"], given=False, proves=False),
    "older_key_proves": keeping.older_key(["tom"], given=True, proves=True),
    "older_key_pins": keeping.older_key(["tom"], given=True, proves=False),
    "older_key_idle": keeping.older_key([], given=True, proves=False),
    "retention_right": keeping.retention(NOW - timedelta(hours=1), NOW),
    "retention_stopped": keeping.retention(NOW - timedelta(hours=1, seconds=1), NOW),
    "retention_never": keeping.retention(None, NOW),
    "forgetting_right": Found(keeping.FORGETTING_RIGHT),
    "forgetting_late": Found(keeping.FORGETTING_LATE),
    "backup_file_right": Found(keeping.FILE_RIGHT),
    "backup_file_elsewhere": Found(keeping.FILE_ELSEWHERE),
    "backup_file_damaged": Found(keeping.FILE_DAMAGED),
    "backup_file_shut": Found(keeping.FILE_SHUT),
    "rehearsal_over": Found(keeping.REHEARSAL_OVER),
    "rehearsal_open": Found(keeping.REHEARSAL_OPEN),
    "rehearsal_beside": Found(keeping.REHEARSAL_BESIDE),
    "alarms_right": keeping.alarms("webhook", real=True),
    "alarms_pretended": keeping.alarms("", real=False),
    "alarms_none": keeping.alarms("", real=True),
    "test_alarm_taken": Found(keeping.TRIED, name="by webhook"),
    "test_alarm_refused": Found(keeping.NOT_TAKEN, {"why": "404"}, "by webhook"),
    "heartbeat_right": heartbeat(NOW - timedelta(minutes=10)),
    "heartbeat_pretended": heartbeat(None, wanted=False, real=False),
    "heartbeat_none": heartbeat(None, wanted=False),
    "heartbeat_unheard": heartbeat(NOW - timedelta(minutes=11)),
    "cost_known": cost(PRICES),
    "cost_pretended": cost(None, real=False),
    "cost_old": cost(replace(PRICES, checked=TODAY - timedelta(days=184))),
    "cost_unknown": cost(None),
} | {said.code: fit(finding) for finding, said in people.NIGHT.items()}
FOUND = {
    code: [found] if isinstance(found, Found) else list(found) for code, found in CASES.items()
}
