"""`escalate export`: what is kept of one call-out, or of one person, as JSON."""

import json


def test_a_person_is_written_out(with_example):
    said = json.loads(with_example("export", "person", "priya").stdout)
    assert (said["key"], said["person"]["name"]) == ("priya", "Priya Shah")
    assert said["call_outs"] == []


def test_a_call_out_is_written_out_by_its_reference(with_example, parts):
    assert with_example("raise", "sam").exit_code == 0
    with parts.book.reading() as page:
        (one,) = page.of_person("sam")
    said = json.loads(with_example("export", "escalation", one.reference).stdout)
    assert (said["id"], said["state"]) == (one.id, "open")
    assert said["history"][0]["kind"] == "raised"


def test_who_and_what_there_is_not_is_refused(with_example):
    for words in (("person", "nobody"), ("escalation", "K7Q2")):
        said = with_example("export", *words)
        assert (said.exit_code, said.stdout) == (2, "")
        assert said.stderr
