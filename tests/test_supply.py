"""What we stand on: asked about known weaknesses, and written down as a bill of materials."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from packaging.requirements import Requirement
from servers.threaded import on_a_thread
from test_frame import pinned

#: A weakness of one thing that we stand on, as OSV tells it.
WEAKNESS = {"id": "MADE-UP-2026-1", "summary": "made up", "details": "made up", "affected": []}


def required(lock: str) -> list[tuple[Requirement, set[str]]]:
    """Return what a lock file asks for, each with its hashes."""
    found = []
    for words in pinned(lock).values():
        asked = " ".join(word for word in words if word != "\\" and not word.startswith("--hash"))
        hashes = {word.partition("sha256:")[2] for word in words if word.startswith("--hash")}
        found.append((Requirement(asked), hashes))
    return found


@dataclass
class Advisories:
    """Answers as OSV's database does; `weak` names what it knows a weakness of."""

    weak: str = ""
    asked: set[str] = field(default_factory=set)
    url: str = ""


@pytest.fixture
def advisories() -> Iterator[Advisories]:
    kept = Advisories()

    class Answering(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            query = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            name = query["package"]["name"]
            kept.asked.add(name)
            answer = json.dumps({"vulns": [WEAKNESS]} if name == kept.weak else {}).encode()
            self.send_response(200)
            self.send_header("Content-Length", str(len(answer)))
            self.end_headers()
            self.wfile.write(answer)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answering)
    kept.url = f"http://127.0.0.1:{server.server_port}/"
    with on_a_thread(server):
        yield kept


@pytest.fixture
def audit(root, start, advisories):
    def run():
        child = start("make", "audit", f"ADVISORIES={advisories.url}", env={}, cwd=root)
        return child.finishes(), child.said

    return run


def test_everything_in_the_lock_is_asked_about(root, advisories, audit):
    code, said = audit()
    assert code == 0, said
    locked = required((root / "requirements-dev.lock").read_text())
    here = {one.name for one, _ in locked if one.marker is None or one.marker.evaluate()}
    assert len(here) > 80
    assert advisories.asked == here


def test_a_known_weakness_is_red_and_named(advisories, audit):
    advisories.weak = "flask"
    code, said = audit()
    assert code != 0
    assert "flask" in said
    assert WEAKNESS["id"] in said


def test_the_bill_of_materials_lists_what_a_site_runs_with_its_hashes(root, start):
    child = start("make", "sbom", env={}, cwd=root)
    assert child.finishes() == 0, child.said
    bill = json.loads((root / "var" / "bom.json").read_text("utf-8"))
    assert bill["bomFormat"] == "CycloneDX"
    assert bill["metadata"]["component"]["name"] == "escalate"
    listed = {(one["name"], one["version"]): one for one in bill["components"]}
    locked = required((root / "requirements.lock").read_text())
    assert len(listed) == len(locked)
    for one, hashes in locked:
        component = listed[one.name, str(one.specifier).removeprefix("==")]
        told = component["externalReferences"][0]["hashes"]
        assert {each["content"] for each in told} == hashes
