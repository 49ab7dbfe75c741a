"""Phone numbers as people write them, turned into what a carrier dials.

The numbering facts are Ofcom's National Telephone Numbering Plan, as Google's libphonenumber
publishes it. No refusal repeats what was written: it may be a real person's number.
"""

import re
import unicodedata
from collections.abc import Collection, Iterable
from dataclasses import dataclass

import phonenumbers
from phonenumbers import PhoneNumberType

from service.domain.catalogue import _
from service.domain.people import PhoneNumber
from service.domain.refusals import Refusal
from service.refused_numbers import (
    CompanyNumber,
    EmergencyNumber,
    ForeignNumber,
    NoNumber,
    NotDigits,
    NotInUse,
    PagerNumber,
    PersonalNumber,
    PremiumNumber,
    RevenueNumber,
    ShortNumber,
)

#: Ofcom's numbers for drama, which no telephone answers, as ranges of E.164 without the plus:
#: https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
_DRAMA = tuple(
    re.compile(pattern)
    for pattern in (
        r"447700900\d{3}",
        r"442079460\d{3}",
        r"441632960\d{3}",
        r"44808157\d{4}",
        r"449098790\d{3}",
        r"443069990\d{3}",
        r"44(113|114|115|116|117|118|121|131|141|151|161)4960\d{3}",
        r"441914980\d{3}",
        r"442896496\d{3}",
        r"442920180\d{3}",
    )
)
#: Numbers that no machine rings: emergency, police, health, railway and text relay lines, and
#: other countries' best known emergency number. Twilio's terms forbid them too. And Childline's,
#: which a number plan takes for anybody's.
_EMERGENCY = frozenset({"999", "112", "111", "101", "105", "119", "18000", "911", "8001111"})
#: The longest short code in Britain is six digits (116123, 118118).
_SHORT = 6
#: "0191 454 7555, ext. 123" and what else people write before an extension.
_EXTENSION = re.compile(
    r"[\s,;]*(?:extension|extn|ext|x|#)[\s.:=]*([0-9]{1,7})\s*$", re.ASCII | re.IGNORECASE
)
#: What may stand between digits once odd spaces and dashes are made plain.
_WRITTEN = re.compile(r"[+(]?[0-9(][0-9 ().\-/]*", re.ASCII)
#: The longest text that could still be a number with an extension.
_LONGEST = 60
_WIRE = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)


#: What a British number starts with, and why it is refused; 07624 is a mobile and comes first.
_REFUSED_PREFIXES: tuple[tuple[str, type[Refusal] | None], ...] = (
    ("7624", None),
    ("9", PremiumNumber),
    ("84", RevenueNumber),
    ("87", RevenueNumber),
    ("70", PersonalNumber),
    ("76", PagerNumber),
    ("55", CompanyNumber),
    ("56", CompanyNumber),
)
#: The same, for the countries whose prefixes we do not list.
_REFUSED_KINDS: dict[int, type[Refusal]] = {
    PhoneNumberType.PREMIUM_RATE: PremiumNumber,
    PhoneNumberType.SHARED_COST: RevenueNumber,
    PhoneNumberType.PERSONAL_NUMBER: PersonalNumber,
    PhoneNumberType.PAGER: PagerNumber,
}


def parse_number(text: str, *, countries: Collection[str] = ("GB",)) -> PhoneNumber:
    """Read a person's *text* as a number that a machine may ring.

    Takes any usual form: spaces, dots, dashes, brackets, ``+44 (0)``, ``0044``, ``ext. 12``.
    *countries* are ISO codes; a number without its country is read as of the first. Jersey,
    Guernsey and the Isle of Man count as ``GB``, whose plan they share.

    Raises one of `service.refused_numbers`, which never repeats the text.
    """
    allowed = tuple(countries) or ("GB",)
    digits, extension = _split(text)
    _refuse_short(digits)
    number = _parsed(digits, allowed[0])
    country = _country(number)
    if country not in allowed:
        raise ForeignNumber(countries=", ".join(allowed))
    _refuse_kind(number)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if not (_in_drama(e164) or phonenumbers.is_valid_number(number)):
        raise NotInUse
    return PhoneNumber(e164, extension)


def parse_wire(text: str) -> PhoneNumber | None:
    """Read a carrier's ``From``, which is E.164 or something nobody can ring back; no refusal."""
    return PhoneNumber(text) if _WIRE.fullmatch(text) else None


def is_drama(number: PhoneNumber) -> bool:
    """Whether Ofcom keeps *number* for films, so that no telephone answers it."""
    return _in_drama(number.e164)


def is_mobile(number: PhoneNumber) -> bool:
    """Whether a text to *number* is read by its owner, and not aloud by a landline.

    North American numbers do not tell; they count as mobile. An extension never does.
    """
    if number.extension:
        return False
    if number.e164.startswith("+447"):
        return not number.e164.startswith(("+4470", "+4476")) or number.e164.startswith("+447624")
    try:
        kind = phonenumbers.number_type(phonenumbers.parse(number.e164, None))
    except phonenumbers.NumberParseException:  # from the wire, where any digits may come
        return False
    return kind in {PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE_OR_MOBILE}


def countries_of(numbers: Iterable[PhoneNumber]) -> tuple[str, ...]:
    """Return the ISO codes that *numbers* need, ``GB`` first and always among them."""
    found = {_country(phonenumbers.parse(number.e164, None)) for number in numbers}
    return ("GB", *sorted(found - {"GB"}))


@dataclass(frozen=True, slots=True)
class Line:
    """A published line for people to ring: ``dial`` goes into a ``tel:`` link, without extension.

    ``valid`` says whether the numbering plan knows it; 999 and 111 are as good as any.
    """

    dial: str
    valid: bool


def parse_line(text: str) -> Line:
    """Read a directory's *text*, which may name several extensions or be 999.

    A number that the plan does not know is kept digit for digit, since it was published so.

    Raises `NoNumber` and `NotDigits`.
    """
    main = re.split(r"[\s,;]*\b(?:ext|x)", _plain(text), maxsplit=1, flags=re.IGNORECASE)[0]
    digits, __ = _split(main)
    if len(digits) <= _SHORT:
        return Line(digits, digits in _EMERGENCY or _is_short_code(digits))
    try:
        number = _parsed(digits, "GB")
    except NotInUse:
        return Line(digits, valid=False)
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if _in_drama(e164) or phonenumbers.is_valid_number(number):
        return Line(e164, valid=True)
    return Line(digits, valid=False)


def _is_short_code(digits: str) -> bool:
    try:
        number = phonenumbers.parse(digits, "GB")
    except phonenumbers.NumberParseException:
        return False
    return bool(phonenumbers.is_valid_short_number_for_region(number, "GB"))


def _plain(text: str) -> str:
    """Make odd spaces and dashes plain, and drop the direction marks that contact lists add."""
    kept = []
    for sign in text[: _LONGEST + 1]:
        match unicodedata.category(sign):
            case "Zs":
                kept.append(" ")
            case "Pd":
                kept.append("-")
            case "Cf":
                continue
            case _:
                kept.append(sign)
    return "".join(kept).strip()


def _split(text: str) -> tuple[str, str]:
    """Return the digits, with a plus where one leads, and the extension."""
    plain = _plain(text)
    if not plain:
        raise NoNumber
    if len(plain) > _LONGEST:
        raise NotInUse
    extension = _EXTENSION.search(plain)
    written = plain[: extension.start()] if extension else plain
    if not _WRITTEN.fullmatch(written):
        raise NotDigits
    international = re.sub(r"^00", "+", re.sub(r"[^0-9+]", "", written))
    if not international.removeprefix("+"):
        raise NotDigits
    return international, extension[1] if extension else ""


def _refuse_short(digits: str) -> None:
    national = re.sub(r"^\+44", "", digits).removeprefix("+")
    if national.removeprefix("0") in _EMERGENCY or re.fullmatch(r"116\d{3}|1800[0-9]", national):
        raise EmergencyNumber
    if len(national) <= _SHORT:
        raise ShortNumber


def _parsed(digits: str, country: str) -> phonenumbers.PhoneNumber:
    try:
        return phonenumbers.parse(digits, country)
    except phonenumbers.NumberParseException:
        raise NotInUse from None


def _country(number: phonenumbers.PhoneNumber) -> str:
    if number.country_code == 44:  # noqa: PLR2004 - Britain, and the islands in its plan
        return "GB"
    return phonenumbers.region_code_for_number(number) or _("another country")


def _refuse_kind(number: phonenumbers.PhoneNumber) -> None:
    refused = _REFUSED_KINDS.get(phonenumbers.number_type(number))
    if _country(number) == "GB":
        national = phonenumbers.national_significant_number(number)
        found = (why for start, why in _REFUSED_PREFIXES if national.startswith(start))
        refused = next(found, None)
    if refused is not None:
        raise refused


def _in_drama(e164: str) -> bool:
    return any(drama.fullmatch(e164, 1) for drama in _DRAMA)
