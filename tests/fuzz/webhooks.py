"""The carrier's requests with nonsense in them, and those of somebody who plays the carrier."""

from functools import partial

from fuzz.tally import Tally
from fuzz.throwing import throw
from hypothesis import strategies as st
from web.house import ACCOUNT, House, signature_of

NAMES = (
    *("From", "To", "Digits", "CallSid", "CallStatus", "DialCallStatus", "DialCallSid", "Body"),
    *("MessageSid", "MessageStatus", "ErrorCode", "OptOutType", "SequenceNumber", "AnsweredBy"),
    *("Timestamp", "CallDuration", "SipResponseCode", "ParentCallSid", "Odd"),
)
#: What nearly means something.
NEARLY = (
    *("1", "2", "3", "4", "*", "#", "0", "12", "1 K7Q2", "ring", "STOP", "START", "yes", ""),
    *("+447700900111", "+447700900112", "+447700900123", "anonymous", "sip:a@b", "07700 900111"),
    *("in-progress", "completed", "no-answer", "busy", "failed", "ringing", "delivered"),
    *("CA" + "0" * 32, "CA" + "f" * 32, "SM" + "0" * 32, "21610", "30003", "-1", "9" * 40),
    *("</Say><Dial>+900</Dial>", "{{7*7}}", "'; --", "\u202e1", "\x00", "\ud7ff", "1\u0661"),
)
characters = st.characters(codec="utf-8")
values = st.one_of(st.sampled_from(NEARLY), st.text(characters, max_size=40))
fields = st.dictionaries(st.sampled_from(NAMES), values, max_size=8)
parts = st.one_of(
    st.sampled_from(("own", "0", "1", "2", "99999999999999999999", "-1", "taken", "pin", "caller")),
    st.text(st.characters(codec="ascii", categories=["L", "N"]), min_size=1, max_size=34),
)


def fuzz_signed(house: House, tally: Tally, many: int, seed: int) -> None:
    """Throw *many* that were signed rightly, at every address of the carrier's."""
    attempt = house.rings(house.raises()["id"])

    def ask(piece: tuple[str, dict[str, str]]) -> None:
        path, form = piece
        answer = tally.asks(piece, partial(house.webhook, path, form))
        if answer is not None and answer.status_code == 403:
            tally.found("was turned away, though it was signed", piece)

    throw(st.tuples(_paths(house, attempt), fields), many, seed, ask)


def fuzz_forged(house: House, tally: Tally, many: int, seed: int) -> None:
    """Throw *many* by somebody who does not have the token: none comes in."""
    attempt = house.rings(house.raises()["id"])
    client = house.app.test_client(use_cookies=False)
    signatures = st.one_of(
        st.none(),
        st.text(st.characters(min_codepoint=32, max_codepoint=255), max_size=40),
        st.just(signature_of(house.public + "/", {"AccountSid": ACCOUNT})),
        st.text(min_size=8, max_size=8).map(lambda token: signature_of("/", {}, token)),
    )

    def ask(piece: tuple[str, dict[str, str], str | None]) -> None:
        path, form, signature = piece
        headers = {} if signature is None else {"X-Twilio-Signature": signature}
        act = partial(client.post, path, data=form, base_url=house.public, headers=headers)
        house.book.asked = 0
        answer = tally.asks(piece, act)
        if answer is not None and answer.status_code not in {403, 404}:
            tally.found(f"was answered {answer.status_code}", piece)
        if house.book.asked:
            tally.found("had the book asked", piece)

    throw(st.tuples(_paths(house, attempt), fields, signatures), many, seed, ask)


def _paths(house: House, attempt: str) -> st.SearchStrategy[str]:
    rules = [one for one in house.app.url_map.iter_rules() if one.rule.startswith("/twilio/")]
    return st.one_of([_path(rule.rule, attempt) for rule in rules])


def _path(rule: str, attempt: str) -> st.SearchStrategy[str]:
    pieces = [
        st.one_of(st.just(attempt), parts)
        if piece in {"<attempt>", "<through>", "<token>"}
        else st.one_of(st.integers(0, 4).map(str), parts)
        if piece.startswith("<int:")
        else st.one_of(st.sampled_from(("own", "taken", "pin", "caller")), parts)
        if piece.startswith("<")
        else st.just(piece)
        for piece in rule.split("/")
    ]
    return st.tuples(*pieces).map("/".join)
