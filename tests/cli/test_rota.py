import json
from dataclasses import replace
from datetime import date

import pytest
from rota_file.site import site

from service.desk import keeping
from service.domain.absences import TimeAway, whole_days
from service.domain.versions import Author
from service.rota_file import write_rota

MISTAKEN = 'organisation = "Harbour Lane"\ncolour = "blue"\n[people.sam]\nname = "Sam Lee"\n'


@pytest.fixture
def mistaken(tmp_path):
    file = tmp_path / "mistaken.toml"
    file.write_text(MISTAKEN)
    return str(file)


def test_a_file_that_is_right_is_counted(escalate, example):
    result = escalate("rota", "check", str(example))
    assert result.exit_code == 0
    assert result.stdout == "This can be applied: 7 people, 1 ladder and 5 outside lines.\n"
    assert "doubtful: line " in result.stderr


def test_every_mistake_is_said_at_once_with_its_line(escalate, mistaken):
    result = escalate("rota", "check", mistaken)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert "line 2, colour: " in result.stderr
    assert "line 3, people.sam.phone: " in result.stderr


def test_a_program_reads_the_same(escalate, mistaken, example):
    result = escalate("rota", "check", "--json", mistaken)
    assert result.exit_code == 2
    told = json.loads(result.stdout)
    assert told["ok"] is False
    assert {"line", "path", "problem", "mend"} == set(told["mistakes"][0])
    assert json.loads(escalate("rota", "check", "--json", str(example)).stdout)["ok"] is True


def test_applying_says_what_changes_and_then_nothing(escalate, example):
    result = escalate("rota", "apply", str(example))
    assert "Sam Lee (sam) is added, number ending 123: staff." in result.stdout
    assert "07700" not in result.output
    again = escalate("rota", "apply", str(example))
    assert again.stdout == "Nothing is changed: the book holds this rota already.\n"


def test_applying_is_all_or_nothing(with_example, mistaken, parts, rota):
    result = with_example("rota", "apply", mistaken)
    assert result.exit_code == 2
    assert result.stderr.endswith("Nothing was applied.\n")
    with parts.book.reading() as page:
        assert page.rota() == rota


def test_applying_tells_a_program_the_changes(escalate, example, mistaken):
    told = json.loads(escalate("rota", "apply", "--json", str(example)).stdout)
    assert "The ladder safeguarding is added." in told["changes"]
    refused = escalate("rota", "apply", "--json", mistaken)
    assert refused.exit_code == 2
    assert json.loads(refused.stdout)["changes"] == []


def test_a_rota_with_nobody_in_it_is_refused(escalate, tmp_path):
    (tmp_path / "empty.toml").write_text('organisation = "Harbour Lane"\n')
    result = escalate("rota", "apply", str(tmp_path / "empty.toml"))
    assert result.exit_code == 2
    assert "people" in result.stderr


@pytest.mark.parametrize("name", ["none.toml", "."])
def test_a_file_that_cannot_be_read_is_a_sentence(escalate, name):
    result = escalate("rota", "check", name)
    assert result.exit_code == 2
    assert result.stderr.startswith("The file cannot be read: ")


def test_a_file_of_another_user_is_said_with_who_may_read_it(escalate, tmp_path, monkeypatch):
    file = tmp_path / "rota.toml"
    file.touch()

    def denied(*_: object) -> None:
        raise PermissionError(13, "Permission denied", str(file))

    monkeypatch.setattr(type(file), "open", denied)
    monkeypatch.setattr("os.access", lambda *_, **__: False)
    result = escalate("rota", "check", str(file))
    assert result.exit_code == 2
    assert result.stderr.startswith("The file may not be read by this user. Give it to the group")
    assert "rota.toml" not in result.stderr


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"#" * 1_000_001])
def test_a_film_is_no_rota(escalate, tmp_path, content):
    (tmp_path / "film.toml").write_bytes(content)
    result = escalate("rota", "check", str(tmp_path / "film.toml"))
    assert result.exit_code == 2
    assert result.stderr.startswith("The file cannot be read: it is ")


def test_it_shows_who_would_be_rung_in_what_order(with_example):
    said = with_example("rota", "show", "--at", "Friday 03:00").stdout
    assert "Friday" in said
    places = [said.index(name) for name in ("Priya Shah", "Tom Reed", "Amina Yusuf")]
    assert places == sorted(places)


def test_it_shows_the_same_to_a_program(with_example):
    told = json.loads(with_example("rota", "show", "--json").stdout)
    assert [rung["person"] for rung in told["ladders"][0]["ring"]] == ["priya", "tom", "amina"]


def test_a_moment_that_is_unclear_is_refused(with_example):
    result = with_example("rota", "show", "--at", "soon")
    assert result.exit_code == 2
    assert "Write it such as" in result.stderr


@pytest.mark.parametrize("verb", ["show", "export"])
def test_an_empty_book_says_how_to_fill_it(escalate, verb):
    result = escalate("rota", verb)
    assert result.exit_code == 2
    assert "escalate rota apply FILE" in result.stderr


def test_what_is_exported_can_be_applied_again(with_example, tmp_path):
    (tmp_path / "exported.toml").write_text(with_example("rota", "export").stdout)
    result = with_example("rota", "apply", str(tmp_path / "exported.toml"))
    assert result.stdout.startswith("Nothing is changed")


@pytest.fixture
def changed_on_a_page(with_example, parts):
    """The command line, after an admin has noted time away on a page."""
    day = date(2026, 12, 24)

    def away(rota):
        return replace(rota, away=(TimeAway("tom", whole_days(day, day)),))

    version = keeping.standing(parts.desk).version
    keeping.change(parts.desk, Author("joan", "Joan Park"), version, away)
    return with_example


AWAY = "Tom Reed is now away on 24 December 2026."


def kept(parts):
    return keeping.standing(parts.desk).rota


def test_a_file_over_changes_of_the_pages_shows_them_and_asks(changed_on_a_page, parts, shorter):
    result = changed_on_a_page("rota", "apply", shorter)
    assert result.exit_code == 2
    assert result.stdout == ""
    assert ", Joan Park:\n  " + AWAY in result.stderr
    assert "--replace" in result.stderr
    assert result.stderr.endswith("Nothing was applied.\n")
    assert kept(parts).away


def test_a_program_is_told_the_same(changed_on_a_page, parts, shorter):
    result = changed_on_a_page("rota", "apply", "--json", shorter)
    assert result.exit_code == 2
    told = json.loads(result.stdout)
    assert (told["ok"], told["changes"]) == (False, [])
    [since] = told["since"]
    assert (since["by"], since["changes"], since["number"]) == ("Joan Park", [AWAY], 2)
    assert "--replace" in told["mend"]
    assert kept(parts).away


def test_with_replace_it_is_applied(changed_on_a_page, parts, shorter):
    result = changed_on_a_page("rota", "apply", "--replace", shorter)
    assert result.exit_code == 0
    assert "Tom Reed is no longer away on 24 December 2026." in result.stdout
    assert not kept(parts).away
    with parts.book.reading() as page:
        assert [one.source for one in page.versions(9)] == ["file", "page", "file"]


def test_what_the_pages_made_of_it_is_exported_and_applies_without_a_question(
    changed_on_a_page, tmp_path
):
    exported = changed_on_a_page("rota", "export").stdout
    assert 'person = "tom"\nfrom = 2026-12-24\nuntil = 2026-12-24' in exported
    (tmp_path / "exported.toml").write_text(exported)
    result = changed_on_a_page("rota", "apply", str(tmp_path / "exported.toml"))
    assert result.stdout.startswith("Nothing is changed")


@pytest.fixture
def shorter(example, tmp_path):
    """The example with another name, and without whatever a page added."""
    file = tmp_path / "shorter.toml"
    file.write_text(example.read_text().replace('"Harbour Lane"', '"Quay House"'))
    return str(file)


def test_it_shows_who_is_away_at_that_time(changed_on_a_page):
    said = changed_on_a_page("rota", "show", "--at", "2026-12-24 03:00").stdout
    assert "2. Deputy: nobody, skipped at once (instead of Tom Reed, time away)\n" in said
    assert "  Away: Tom Reed.\n" in said
    assert "Away" not in changed_on_a_page("rota", "show", "--at", "2026-12-25 03:00").stdout
    told = json.loads(
        changed_on_a_page("rota", "show", "--json", "--at", "2026-12-24 03:00").stdout
    )
    assert told["ladders"][0]["away"] == ["tom"]


def test_a_large_site_comes_back_through_the_commands_without_a_difference(
    escalate, parts, tmp_path
):
    rota = site(people=50, ladders=5)
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(write_rota(rota))
    assert escalate("rota", "apply", str(first)).exit_code == 0
    assert kept(parts) == rota
    second.write_text(escalate("rota", "export").stdout)
    assert second.read_text() == first.read_text()
    assert escalate("rota", "check", str(second)).exit_code == 0
    again = escalate("rota", "apply", str(second))
    assert again.stdout == "Nothing is changed: the book holds this rota already.\n"
