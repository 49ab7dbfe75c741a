"""Every difference between two rotas is a plain sentence, with what it was before."""

from dataclasses import replace
from datetime import date, datetime, time

from rota_file.site import site

from service.domain.absences import Span, Swap, TimeAway, whole_days
from service.domain.changed import changes
from service.domain.directory import Place
from service.domain.people import PhoneNumber, Role
from service.domain.rota import PracticePlan


def test_a_first_rota_is_all_new(rota):
    said = changes(None, rota)
    assert said[0] == "Priya Shah (priya) is added, number ending 111: officer, staff."
    assert "Person 2 of safeguarding is added: Deputy, held by Tom Reed." in said
    assert "Directory: Crisis team is added, number 111." in said
    assert not any("was" in one for one in said if "everyone" not in one)


def test_changes_to_a_person_are_said_one_by_one(rota):
    priya = replace(
        rota.people["priya"],
        name="Priya Rao",
        phone=PhoneNumber("+442079460555"),
        texts=False,
        roles=frozenset({Role.OFFICER}),
    )
    people = {key: who for key, who in rota.people.items() if key != "grace"} | {"priya": priya}
    assert changes(rota, replace(rota, people=people)) == [
        "Grace Obi (grace) is removed; number ending 456: staff.",
        "Priya Shah (priya) is now called Priya Rao.",
        "Priya Rao (priya) has a new number, ending 555; it was one ending 111.",
        "Priya Rao (priya) no longer takes texts.",
        "Priya Rao (priya) is now: officer; was: officer, staff.",
    ]


def test_changes_to_the_directory_and_the_house_are_said(rota):
    entries = list(rota.directory)
    entries[0] = replace(entries[0], note="")
    del entries[1]
    after = replace(rota, directory=tuple(entries), organisation="Quay House", timezone="UTC")
    assert changes(rota, after) == [
        "The organisation is now called Quay House; it was Harbour Lane.",
        "The time zone is now UTC; it was Europe/London.",
        "Directory: Emergency services, note: now none; it was immediate danger.",
        "Directory: Crisis team is removed, number 111.",
    ]
    turned = replace(rota, directory=tuple(reversed(rota.directory)))
    assert changes(rota, turned) == ["Directory: the order is changed."]


CHRISTMAS = whole_days(date(2026, 12, 24), date(2026, 12, 27))
EVENING = Span(
    datetime.fromisoformat("2026-11-06T18:00"), datetime.fromisoformat("2026-11-06T23:00")
)


def test_time_away_is_said_when_it_comes_when_it_changes_and_when_it_goes(rota):
    away = replace(rota, away=(TimeAway("tom", CHRISTMAS),))
    day = whole_days(date(2026, 12, 24), date(2026, 12, 24))
    shorter = replace(rota, away=(TimeAway("tom", day),))
    christmas = "from 24 December 2026 to 27 December 2026"
    assert changes(rota, away) == [f"Tom Reed is now away {christmas}."]
    assert changes(away, shorter) == [
        f"Tom Reed is now away on 24 December 2026; it was {christmas}."
    ]
    assert changes(away, rota) == [f"Tom Reed is no longer away {christmas}."]
    two = replace(rota, away=(*away.away, TimeAway("amina", EVENING)))
    assert changes(two, replace(two, away=two.away[::-1])) == [
        "The order of the time away is changed."
    ]


def test_swaps_are_said_with_both_names(rota):
    swapped = replace(rota, swaps=(Swap("tom", "amina", EVENING),))
    when = "from 6 November 2026, 18:00 to 6 November 2026, 23:00"
    assert changes(rota, swapped) == [f"Tom Reed and Amina Yusuf now swap {when}."]
    assert changes(swapped, rota) == [f"Tom Reed and Amina Yusuf no longer swap {when}."]


def test_practices_are_said_with_what_they_were(rota):
    planned = replace(rota, practice=PracticePlan(every_days=90, at=time(10), starts="joan"))
    quarterly = "every 90 days at 10:00, started by Joan Park"
    assert changes(rota, planned) == [f"Regular practices now come {quarterly}; there were none."]
    assert changes(planned, rota) == [f"Regular practices no longer come; they came {quarterly}."]


def test_what_is_told_where_and_whose_ladder_is_which_are_said(rota):
    sam = replace(rota.people["sam"], page_only=True, ladder="safeguarding")
    after = replace(rota, people=rota.people | {"sam": sam})
    assert changes(rota, after) == [
        "Sam Lee (sam) is now told of their own call-outs on their page alone.",
        "The ladder of Sam Lee (sam) is now safeguarding; it was the default one.",
    ]
    assert changes(after, rota) == [
        "Sam Lee (sam) is now told of their own call-outs by text as well as on their page.",
        "The ladder of Sam Lee (sam) is now the default one; it was safeguarding.",
    ]


def test_what_a_new_person_has_beside_a_number_is_said_too(rota):
    zoe = replace(rota.people["sam"], key="zoe", name="Zoe", page_only=True, night_drills=True)
    said = changes(rota, replace(rota, people=rota.people | {"zoe": zoe}))
    assert said == [
        "Zoe (zoe) is added, number ending 123: staff.",
        "Zoe (zoe) may now be rung for practice by night.",
        "Zoe (zoe) is now told of their own call-outs on their page alone.",
    ]


def test_each_part_of_a_line_of_the_directory_is_said_with_what_it_was(rota):
    last = rota.directory[-1]
    changed = replace(
        last,
        phone="020 7946 0555",
        dial="+442079460555",
        place=Place.ALTERNATE,
        checked=date(2026, 11, 1),
        to_be_checked=True,
        hours=rota.directory[0].hours,
    )
    what = "thirtyone:eight Safeguarding Helpline"
    assert changes(rota, replace(rota, directory=(*rota.directory[:-1], changed))) == [
        f"Directory: {what} has a new number, ending 555; it was ending 111.",
        f"Directory: {what}, hours: now always; it was none.",
        f"Directory: {what}, last check: now 1 November 2026; it was none.",
        f"Directory: {what}, to be checked: now yes; it was no.",
        f"Directory: {what}, place: now the alternate outside the ladders; it was none.",
    ]
    written = replace(last, phone="+44 303 003 1111")
    assert changes(rota, replace(rota, directory=(*rota.directory[:-1], written))) == [
        f"Directory: the number of {what}, ending 111, is written differently."
    ]


def test_a_large_site_compared_with_nothing_is_said_whole():
    said = changes(None, site(people=50, ladders=5))
    assert len([one for one in said if " is added, number ending " in one]) == 50
    assert len([one for one in said if one.startswith("The ladder site")]) == 5
