"""A bug of ours, with all that was sent in its hands: the log says where it is, and no word."""

import re
import sys

import pytest
from canary.birds import Birds
from canary.inputs import Sent, everything
from flask import request
from web.house import House

#: A press that failed stands in its page once more, to be sent again by whoever sent it.
PRESSED = re.compile(r"POST /call-outs (ladder|ring|offered|callback|key)(, among others)?")


@pytest.fixture
def house(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path)
    yield house
    house.closes()


def sent_in() -> str:
    """Return all that came with this request, as careless code would hold it."""
    form = request.form.to_dict(flat=False)
    body = request.get_json(silent=True) if request.is_json else None
    return repr((request.full_path, request.view_args, form, body, dict(request.headers)))


def breaks(**parts: object) -> str:
    """Fail as deep code does: with a value in its sentence, and another error's behind it."""
    held = sent_in()
    try:
        return {}[held]
    except KeyError as missing:
        raise RuntimeError(f"no such row: {held}, {parts}") from missing


def asked(house: House, sent: Sent):
    if sent.carried:
        return house.webhook(sent.path, sent.form, headers=sent.headers)
    more = {"json": sent.json} if sent.json is not None else {"data": dict(sent.form)}
    browser = house.browses("priya")
    return browser.open(sent.method, sent.path, headers=sent.headers, **more)


def test_no_word_of_a_request_that_meets_a_bug_is_in_the_log_or_the_answer(
    house, log_of_a_process, capfd
):
    birds, met = Birds(), 0
    for endpoint in house.app.view_functions:
        house.app.view_functions[endpoint] = breaks
    for sent in everything(house, birds):
        answer = asked(house, sent)
        met += answer.status_code == 500
        shown = f"{answer.status} {answer.headers} {answer.text}"
        assert not {one for one in birds.found_in(shown) if not PRESSED.fullmatch(one)}, sent.what
    said = log_of_a_process()
    assert not birds.found_in(said)
    assert not birds.found_in("".join(capfd.readouterr()))
    lines = [line for line in said.splitlines() if " critical web.problems: bug: " in line]
    assert len(lines) == met > len(house.app.view_functions)
    assert all("bug: RuntimeError at " in line and "test_a_bug.py:" in line for line in lines)
    with capfd.disabled():
        sys.stdout.write(f" {len(birds)} inputs, {met} bugs met, words told 0 ")
