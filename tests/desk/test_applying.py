"""A rota file over what the pages made of the rota is asked about first."""

from dataclasses import replace

import pytest
from desk.kept import ANN, FILE, JOAN, ROTA, away, now

from service.desk import keeping
from service.domain.versions import Source


def test_a_file_over_changes_of_the_pages_is_asked_about_and_then_taken(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    keeping.change(desk, ANN, 2, away("priya"))
    file = replace(ROTA, organisation="Quay House")
    with pytest.raises(keeping.ChangedOnPages, match="--replace") as refused:
        keeping.apply(desk, FILE, file, over_pages=False)
    assert [one.author for one in refused.value.since] == [ANN, JOAN]
    assert now(desk).organisation == "Harbour Lane"
    version = keeping.apply(desk, FILE, file, over_pages=True)
    assert (now(desk), version.source) == (file, Source.FILE)
    # And the next file goes over nothing of the pages any more.
    keeping.apply(desk, FILE, ROTA, over_pages=False)
    assert now(desk) == ROTA


def test_a_file_that_holds_what_the_pages_made_of_it_is_not_asked_about(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    assert keeping.apply(desk, FILE, now(desk), over_pages=False) is None


def test_nor_is_one_where_all_of_it_was_undone(desk):
    keeping.change(desk, JOAN, 1, away("tom"))
    keeping.undo(desk, JOAN, 2, 2)
    file = replace(ROTA, organisation="Quay House")
    keeping.apply(desk, FILE, file, over_pages=False)
    assert now(desk) == file


def test_a_first_file_and_one_over_a_book_without_versions_are_simply_applied(line):
    with line.desk.book.writing() as page:
        page.replace_rota(ROTA)
    file = replace(ROTA, organisation="Quay House")
    keeping.apply(line.desk, FILE, file, over_pages=False)
    assert now(line.desk) == file
