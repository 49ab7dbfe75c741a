"""Nothing to find: whatever is sent in comes out nowhere, or where it belongs and nowhere else."""

import logging
import re
import sys

import pytest
from blind.world import rota_of_worlds
from canary.birds import Birds
from canary.inputs import VERSION, Sent, everything
from web.house import House
from web.states import version
from web.test_canary import everything_in

from service.desk import codes, errands, proving
from service.desk.advancing import advance

#: What admins write into the rota on purpose: names, roles, and of outside lines more.
KEPT = re.compile(
    r"POST /(directory|people|rota/ladders)\S* (name|role|ladder|area|owner|note|hours)"
    r"(, among others)?"
)
#: Forms that show once more what was typed in them, to whoever typed it. "/prove" hands back
#: all of a form that has to wait for a proof.
FORMS = re.compile(r"/(directory|people|rota|prove|drills/plan)(/\S+)?")


class Aviary:
    """A house that takes every word, and all the places where one might come out again."""

    def __init__(self, house: House, url: str) -> None:
        self.house, self.url, self.birds = house, url, Birds()
        self.answers: dict[str, set[str]] = {}
        self.failed: list[str] = []
        self.raised = house.raises()
        self.attempt = house.rings(self.raised["id"])

    def flies(self) -> int:
        """Send every word; return how many requests that were."""
        count, door = 0, ""
        for sent in everything(self.house, self.birds):
            if door != (door := sent.path.partition("?")[0]):
                self._works()
                self.house.changes_rota(rota_of_worlds())
                self.browser = self.house.browses("ola")
            self._keeps(sent, self._answer(sent))
            count += 1
        return count

    def _works(self) -> None:
        """Ring and text for whatever was raised, as a worker would."""
        desk, line = self.house.parts.desk, self.house.parts.line
        with self.house.real_book.reading() as page:
            due = list(page.due(self.house.clock.now(), 50))
        for one in due:
            for work in advance(desk, one):
                errands.run(line, work)

    def _answer(self, sent: Sent):
        path = sent.path.replace("0" * 32, self.attempt if sent.carried else self.raised["id"], 1)
        if sent.carried and sent.method == "POST":
            return self.house.webhook(path, sent.form, headers=sent.headers)
        form = dict(sent.form)
        if form.get(VERSION) == "":
            form[VERSION] = str(version(self.house))
        more = {"json": sent.json} if sent.json is not None else {"data": form}
        return self.browser.open(sent.method, path, headers=sent.headers, **more)

    def _keeps(self, sent: Sent, answer) -> None:
        shown = f"{answer.status} {answer.headers} {answer.text}"
        answer.close()
        if found := self.birds.found_in(shown):
            self.answers.setdefault(sent.path.partition("?")[0], set()).update(found)
        if answer.status_code >= 500 and answer.status_code != 503:
            self.failed.append(sent.what)


@pytest.fixture
def aviary(sqlite_book_url, tmp_path, monkeypatch):
    monkeypatch.setattr("web.house.example_rota", rota_of_worlds)
    # A call that speaks a code waits a minute for a phone that rings: here it looks as often and
    # does not wait.
    for waits in (codes, proving):
        monkeypatch.setattr(waits, "LOOK_AGAIN", 0)
    house = House(sqlite_book_url, tmp_path)
    yield Aviary(house, sqlite_book_url)
    house.closes()


def test_what_is_sent_in_comes_out_where_it_belongs_and_nowhere_else(aviary, caplog, capfd):
    caplog.set_level(logging.NOTSET)
    count = aviary.flies()
    house = aviary.house
    house.app.extensions["escalate"].background.settle()
    carrier, browser = house.telephone, house.browses("ola")
    reached = (carrier.calls, carrier.texts, carrier.announced, carrier.sent)
    assert min(map(len, reached[:3])) > 1, "the carrier was hardly asked"
    sinks = {
        "the log": caplog.text + repr([vars(one) for one in caplog.records]),
        "the output": "".join(capfd.readouterr()),
        "the bell": repr(house.bell.rung),
        "the carrier": repr(reached),
        "metrics": browser.get("/metrics").text,
        "health": browser.get("/health/ready").text,
        "devices and passkeys": browser.get("/devices").text + browser.get("/me/passkeys").text,
        "trustees": browser.get("/trustees").text + browser.get("/trustees/totals.csv").text,
    }
    for sink, held in sinks.items():
        assert not aviary.birds.found_in(held), sink
    kept = aviary.birds.found_in(everything_in(aviary.url))
    assert kept, "nothing was ever saved: then this shows nothing"
    assert not {one for one in kept if not KEPT.fullmatch(one)}
    for path, found in aviary.answers.items():
        own = f"POST {path} " if FORMS.fullmatch(path) else "none"
        assert not {one for one in found if not one.startswith(own)}, path
    assert not aviary.failed
    with capfd.disabled():
        sys.stdout.write(
            f" {len(aviary.birds)} inputs by {len(sinks) + 2} sinks in {count} requests, leaks 0 "
        )
