"""People and the rota as files for a spreadsheet."""

import csv
import io
from dataclasses import replace
from datetime import datetime

import pytest
from web.house import example_rota, number

from service.domain.absences import Span, TimeAway
from service.domain.people import NumberMarks


def rows(house, name):
    answer = house.browses("noor").get(f"/exports/{name}.csv")
    assert answer.status_code == 200
    assert answer.content_type == "text/csv; charset=utf-8"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.csv"'
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))


def test_everybody_is_in_the_file_with_what_an_admin_sees(house):
    with house.real_book.writing() as page:
        page.mark(number(111), NumberMarks(proved_at=house.clock.now()))
    head, *found = rows(house, "people")
    assert head[:4] == ["short name", "name", "number", "roles"]
    assert found[0] == ["priya", "Priya Shah", "07700 900111", "admin, officer", "yes", "yes", ""]
    assert found[1][5] == "no"
    assert len(found) == len(example_rota().people)


def test_the_rota_is_in_the_file_stretch_by_stretch(house):
    away = TimeAway(
        "tom",
        Span(
            datetime.fromisoformat("2026-11-27T18:00"), datetime.fromisoformat("2026-11-28T09:00")
        ),
    )
    house.changes_rota(replace(example_rota(), ladders=example_rota().ladders[:1], away=(away,)))
    _, *found = rows(house, "rota")
    assert len(found) == 9
    assert found[4] == [
        *("safeguarding", "2026-11-27", "18:00", "2026-11-28", "09:00"),
        *("2", "Deputy", "nobody"),
    ]


def test_on_the_night_of_two_half_past_ones_it_says_which(house):
    house.clock.at = datetime.fromisoformat("2026-10-24T12:00+00:00")
    span = Span(
        datetime.fromisoformat("2026-10-25T00:30"), datetime.fromisoformat("2026-10-25T01:30")
    )
    house.changes_rota(replace(example_rota(), away=(TimeAway("tom", span),)))
    assert ["00:30 BST", "01:30 BST"] in [[row[2], row[4]] for row in rows(house, "rota")]


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(house, start):
    people = dict(example_rota().people)
    people["tom"] = replace(people["tom"], name=f'{start}HYPERLINK("http://x")')
    house.changes_rota(replace(example_rota(), people=people))
    names = [row[1] for row in rows(house, "people")] + [row[7] for row in rows(house, "rota")]
    assert f'\'{start}HYPERLINK("http://x")' in names
    assert not [name for name in names if name.startswith(start)]


def test_names_of_any_alphabet_commas_and_quotes_come_back_as_they_were(house):
    people = dict(example_rota().people)
    people["tom"] = replace(people["tom"], name='Siân "Ti", ﷽ 山田')
    house.changes_rota(replace(example_rota(), people=people))
    assert 'Siân "Ti", ﷽ 山田' in [row[1] for row in rows(house, "people")]


def test_a_call_out_changes_neither(house):
    before = [rows(house, name) for name in ("people", "rota")]
    house.raises()
    assert [rows(house, name) for name in ("people", "rota")] == before
