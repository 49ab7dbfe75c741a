"""What holds for every page: the banner, the frame, one heading, labels, and nothing inline."""

import re
from dataclasses import replace

import pytest
from web.climbing import does, look
from web.house import PEOPLE, example_rota, number
from web.seen import seen
from web.talking import hangs_up, joins, puts_through

from service.domain.faults import Fault
from service.domain.people import NumberMarks

HTML = {"Accept": "text/html"}
#: Where the rota is kept: no colleague in need of a number opens these. Places have names.
KEEPING = {
    "time away",
    "own time away",
    "no time away",
    "swaps",
    "ladders",
    "the order",
    "a place",
    "the rota as a file",
    "changes",
}
NAMES = {"name", "role"}
#: Words that frighten, belong to machines, or ask somebody to sit still.
NEVER = re.compile(
    r"incident|victim|alert|escalation|acknowledg|allegation|please wait|!", re.IGNORECASE
)


def every_page(house):
    """Yield (name, answer) for each page in each of its states."""
    house.has_a_ticker()
    one = house.raises()
    where = f"/call-outs/{one['id']}"
    look(house, one["id"])
    sam, priya, tom = (house.browses(person) for person in ("sam", "priya", "tom"))
    yield "staff", sam.get("/")
    yield "second call-out", sam.get("/?another=1")
    yield "outside", house.asks().get("/", headers=HTML)
    yield "ringing", sam.get(where)
    yield "asked", priya.get("/officer")
    yield "to take", priya.get(where)
    does(house, "acknowledge", one["id"], "priya")
    yield "taken", sam.get(where)
    yield "theirs", priya.get(where)
    yield "another's", tom.get(where)
    yield from until_spoken(house, one["id"])
    does(house, "confirm", one["id"], "sam")
    yield "over", sam.get(where)
    yield "over for the officer", priya.get(where)
    yield "calm", tom.get("/officer")
    yield "rota", house.browses("noor").get("/rota")
    yield "any time", house.browses("noor").get("/rota?day=2026-10-25&time=01:30")
    yield "time away", house.browses("noor").get("/rota/away")
    yield "own time away", tom.get("/rota/away")
    yield "no time away", tom.post("/rota/away", data={"version": "0", "first": "x"})
    yield "swaps", tom.get("/rota/swaps")
    yield "ladders", house.browses("noor").get("/rota/ladders")
    yield "the order", house.browses("noor").get("/rota/ladders/1")
    yield "a place", house.browses("noor").get("/rota/ladders/1/places/1")
    yield "the rota as a file", house.browses("noor").get("/rota/file")
    yield "changes", house.browses("noor").get("/changes")
    yield "no alarm", house.browses("noor").get("/alarms")
    with house.real_book.writing() as page:
        for fault in Fault:
            page.notice(fault, house.clock.now())
    yield "every alarm", house.browses("noor").get("/alarms")
    yield "rota under alarms", house.browses("noor").get("/rota")
    yield "used link", house.asks().get("/sign-in/used", headers=HTML)
    yield "nothing", sam.get("/nothing", headers=HTML)
    yield "not open", sam.get("/rota", headers=HTML)
    yield "refused", sam.post("/call-outs", data={"offered": "tom"})
    house.book.works_for = 0
    yield "not raised", sam.post("/call-outs", data={"key": "k"})
    yield "book away", sam.get("/", headers=HTML)


def until_spoken(house, escalation_id):
    """Yield the pages of the two from the key to the conversation, and the officer's phone."""
    where = f"/call-outs/{escalation_id}"
    sam, priya = house.browses("sam"), house.browses("priya")
    puts_through(house, escalation_id, "priya")
    yield "put through", sam.get(where)
    yield "put through, for the officer", priya.get(where)
    joins(house, escalation_id)
    yield "on a call", sam.get(where)
    house.clock.passes(60)
    hangs_up(house, escalation_id)
    yield "asked whether they spoke", sam.get(where)
    yield "asked whether they spoke, for the officer", priya.get(where)
    does(house, "ring_again", escalation_id, "sam")
    look(house, escalation_id)
    yield "resumed", sam.get(where)
    yield "resumed, for the officer", priya.get(where)
    with house.real_book.writing() as page:
        page.mark(number(111), NumberMarks(texts_off=True, prove_again=True))
    yield "own phone", priya.get("/officer/phone")
    yield "no PIN", priya.post("/officer/phone/pin", data={"pin": "1234", "again": "1234"})


@pytest.fixture
def pages(house):
    return {name: (answer, seen(answer, answer.status_code)) for name, answer in every_page(house)}


def test_each_has_one_heading_a_language_and_a_neutral_title(pages):
    for name, (answer, page) in pages.items():
        assert len(page.headings) == 1, name
        assert page.named("html") == [{"lang": "en-GB"}], name
        assert "<title>Harbour Lane</title>" in answer.text, name


def test_each_starts_with_danger_and_has_numbers(pages):
    for name, (_, page) in pages.items():
        first, second, *_rest = page.links.items()
        assert first == ("Someone in danger now? Ring 999", "tel:999"), name
        assert second == ("Crisis team Ring 111", "tel:111"), name
        assert name in KEEPING or "020 7946 0999" in page.words, name


def test_each_says_that_the_phones_are_pretended(pages):
    banner = "No real phone rings here."
    for name, (_, page) in pages.items():
        assert banner in page.words, name


#: The one that hides stands first: a page that was hidden is not seen before the others came.
SCRIPTS = [
    f"/static/{name}.js" for name in ("hide", "asking", "follow", "press", "device", "house")
]


def test_nothing_is_inline_and_nothing_comes_from_elsewhere(pages):
    for name, (_, page) in pages.items():
        for tag, attributes in page.tags:
            assert tag != "style", name
            assert "style" not in attributes, name
            assert not [one for one in attributes if one.startswith("on")], name
            address = attributes.get("src", attributes.get("href", ""))
            assert not re.match(r"(https?:)?//", address), name
        scripts = [one["src"].partition("?v=") for one in page.named("script")]
        assert [name for name, _, _ in scripts] == SCRIPTS, name
        assert all(digest for _, _, digest in scripts), name


def test_what_speaks_of_an_act_that_was_lost_is_there_and_silent_before(pages):
    acting = [
        name for name, (_, page) in pages.items() if any("data-act" in one for _, one in page.tags)
    ]
    assert {"ringing", "to take", "asked"} <= set(acting)
    for name in acting:
        page = pages[name][1]
        (place,) = [one for _, one in page.tags if one.get("id") == "undone"]
        assert place["role"] == "alert", name


def test_ids_are_used_once_and_labels_point_at_something(pages):
    for name, (_, page) in pages.items():
        ids = [attributes["id"] for _, attributes in page.tags if "id" in attributes]
        assert len(ids) == len(set(ids)), name
        for _, attributes in page.tags:
            for points in ("for", "aria-labelledby", "aria-describedby"):
                assert set(attributes.get(points, "").split()) <= set(ids), (name, points)


def test_every_box_has_a_label_and_no_box_is_for_text(pages):
    for name, (_, page) in pages.items():
        assert not page.named("textarea"), name
        labelled = {one.get("for") for one in page.named("label")}
        for box in page.named("input"):
            kinds = {"hidden", "tel", "checkbox", "radio", "password", "date", "time"}
            if name in KEEPING:
                kinds |= {"number", "file"} | ({"text"} if box["name"] in NAMES else set())
            assert box["type"] in kinds, name
            assert box["type"] not in {"tel", "password"} or box["id"] in labelled, name
            # A PIN: four digits have no room for what was disclosed.
            assert box["type"] != "password" or box["maxlength"] == "4", name


def test_the_words_are_calm(pages):
    for name, (_, page) in pages.items():
        found = NEVER.search(page.words.replace("escalate ", ""))
        assert not found, (name, found)


def test_forms_post_unless_they_only_look(pages):
    looking = {"/rota#any-time", "/sign-in"}
    for name, (_, page) in pages.items():
        for form in page.forms:
            assert form.method == ("get" if form.action in looking else "post"), name


def test_real_phones_carry_no_banner(house):
    house.has_real_phones()
    assert "No real phone" not in house.browses("sam").get("/").text


@pytest.mark.parametrize(
    ("person", "places"),
    [
        ("sam", []),
        ("noor", ["Rota", "Alarms"]),
        ("jo", ["Get help", "Call-outs"]),
        ("priya", ["Call-outs", "Rota", "Alarms"]),
    ],
)
def test_the_way_round_shows_only_what_is_open_to_them(house, person, places):
    page = seen(house.browses(person).get("/"))
    named = {"Get help", "Call-outs", "Rota", "Alarms"}
    assert [name for name in page.links if name in named] == places


def test_names_are_written_out_and_never_run(house):
    people = {
        key: replace(person, name=f"<script>{person.name}</script>")
        for key, person in example_rota().people.items()
    }
    odd = replace(
        example_rota().directory[0], name="<b>Line</b>", note='"><img src=x>', area="<i>here</i>"
    )
    house.changes_rota(example_rota(people=people, directory=(odd,), organisation="<u>Harbour</u>"))
    one = house.raises()
    look(house, one["id"])
    for person, path in (
        ("sam", "/"),
        ("sam", f"/call-outs/{one['id']}"),
        ("priya", f"/call-outs/{one['id']}"),
        ("priya", "/officer"),
        ("noor", "/rota"),
    ):
        text = house.browses(person).get(path).text
        for raw in ("<script>P", "<script>S", "<b>Line", "<img", "<i>here", "<u>"):
            assert raw not in text, path


def test_everybody_in_the_example_has_somewhere_to_go(house):
    for person in PEOPLE:
        assert house.browses(person).get("/").status_code == 200
