"""What the hourly look may find, all of it at once."""

from web.house import House

from service.domain.checks.every import EVERY, as_json
from service.domain.checks.lines import Found, Line
from service.domain.standing import Looked


def everything_was_found(house: House) -> None:
    """Let the last look have found everything that it can."""
    facts = dict.fromkeys(("code", "needed", "days", "seconds", "count"), 14)
    facts |= {"places": "BACKUP_FOLDER", "setting": "TWILIO_TEXT_FROM", "which": ["calls", "texts"]}
    lines = {Line.CLOCK, Line.DISK, Line.CARRIER, Line.TRIAL, Line.AT_ONCE, Line.BALANCE}
    lines |= {Line.MAY_RING, Line.MAY_TEXT, Line.SPENDING}
    lines |= {Line.NUMBER, Line.WEBHOOKS, Line.ADDRESS, Line.SIGNATURE, Line.CERTIFICATE}
    found = [Found(one, facts | {"currency": "USD"}) for one in EVERY.values() if one.line in lines]
    with house.real_book.writing() as page:
        page.note_look(Looked(house.clock.now(), as_json(found)))
