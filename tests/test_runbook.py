"""The runbook knows each fault that admins are told of, and where each entry was tried."""

import re
from pathlib import Path

import pytest
import yaml
from faults.rows import FAULTS

from service.domain.checks.every import EVERY
from service.domain.faults import SAID


@pytest.fixture(scope="module")
def entries(root: Path) -> dict[str, str]:
    """What stands under each heading, on one line."""
    runbook = (root / "docs" / "runbook.md").read_text("utf-8")
    parts = re.split(r"^## (.+)$", runbook, flags=re.MULTILINE)[1:]
    pairs = zip(parts[::2], parts[1::2], strict=True)
    return {name: " ".join(said.split()) for name, said in pairs}


def test_each_alarm_is_there_and_no_other(entries):
    named = re.findall(r'the alarm "([^"]+)"', " ".join(entries.values()))
    assert sorted(named) == sorted(said.what for said in SAID.values())


def test_a_heading_may_be_an_address(entries):
    assert len(entries) > 20
    assert [name for name in entries if not re.fullmatch(r"[a-z]+(-[a-z]+)*", name)] == []


def test_each_entry_says_how_it_shows_or_what_to_do_and_where_it_was_tried(entries):
    assert [name for name, said in entries.items() if "**Do:**" not in said] == []
    assert [name for name, said in entries.items() if "**Tried:**" not in said] == []


def test_each_fault_that_is_named_can_be_lived(entries):
    known = {fault.name for fault in FAULTS}
    named = {
        name
        for said in entries.values()
        for row in re.findall(r"[Ff]aults? ((?:\"[^\"]+\"(?:, )?)+)", said)
        for name in re.findall(r'"([^"]+)"', row)
    }
    assert len(named) > 20
    assert {name for name in named if not any(one.startswith(name) for one in known)} == set()


def test_a_missing_heartbeat_leads_first_to_what_else_it_may_be(entries):
    first, _, rest = entries["machine-gone"].partition("**Do:**")
    assert "does the machine answer?" in first
    assert set(re.findall(r"\]\(#([\w-]+)\)", first)) == {
        "book-away",
        "work-stands-still",
        "no-watch",
        "heartbeat-unheard",
    }
    assert rest.startswith(" if nothing answers")


def test_nobody_is_told_to_start_a_part_of_the_house_by_hand(root):
    """It would run beside the house that the machine keeps up, and as somebody else."""
    alerts = yaml.safe_load((root / "config/watching/alerts.yml").read_text("utf-8"))
    told = [
        *(one.mend for one in (*EVERY.values(), *SAID.values())),
        *(
            one["annotations"]["description"]
            for group in alerts["groups"]
            for one in group["rules"]
        ),
    ]
    assert [one for one in told if re.search(r"escalate (web|worker|watch)\b", one)] == []
    starts = [one for one in told if one.startswith("Start what is missing")]
    assert len(starts) == 8, "doctor, alarms, Prometheus"
    house = "sudo systemctl start escalate.target, or docker compose up --detach"
    assert [one for one in starts if house not in one] == []


def test_each_line_of_the_doctor_that_is_named_is_one_of_its_lines(root, entries):
    headings = re.findall(
        r"^### (.+?)(?: \(`(.+)`\))?$", (root / "docs/doctor.md").read_text("utf-8"), re.MULTILINE
    )
    lines = {code or heading.lower() for heading, code in headings}
    named = {
        name
        for said in entries.values()
        for row in re.findall(r"doctor's lines? ((?:\*[^*]+\*(?:, (?:and )?| and )?)+)", said)
        for name in re.findall(r"\*([^*]+)\*", row)
    }
    assert len(named) > 10
    assert named - lines == set()
