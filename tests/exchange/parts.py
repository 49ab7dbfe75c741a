"""The real client library, a customer who answers the exchange's webhooks, and callees."""

import threading
from collections import Counter
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator

SID = "AC" + "0" * 31 + "1"
TOKEN = "an-invented-token"
OURS = "+442079460000"
AMARA = "+447700900111"
BEN = "+447700900112"
SAM = "+447700900123"

#: For a test that itself answers or refuses, and rings with ``timeout=600``: the phone rings for
#: a real minute, longer than any wait here. Hurried, the ring was over before a busy machine had
#: come to the answer.
BY_HAND = pytest.mark.parametrize("pace", [0.1], ids=["by hand"])


def said(call):
    """Return what was said on a call, sentence by sentence."""
    return [words.text for words in call.said]


def answering(*keys, **more):
    """Return how somebody behaves who answers at once and presses *keys*, a prompt for each."""
    return {
        "kind": "answer",
        "after": 0,
        "press": [{"after": 0, "keys": each} for each in keys],
    } | more


@dataclass
class Heard:
    """One webhook as it arrived."""

    method: str
    path: str
    form: dict
    headers: dict
    signed: bool


class Customer:
    """Stands where the product would: answers by path, remembers, checks signatures."""

    def __init__(self):
        self.heard = []
        self.changed = threading.Condition()
        #: Path to (status, content type, body), or a list of these, one for each visit.
        self.answers = {}
        self.gates = {}
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), self._door())
        self.url = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.02,))
        self.thread.start()

    def says(self, path, *documents, status=200, kind="text/xml"):
        """Answer *path* with the documents, in order; the last again and again."""
        self.answers[path] = [
            (status, kind, doc if kind != "text/xml" else f"<Response>{doc}</Response>")
            for doc in documents
        ]
        return self.url + path

    def holds(self, path):
        """Let *path* wait until the gate that this gives is set."""
        self.gates[path] = threading.Event()
        return self.gates[path]

    def at(self, path):
        return [each for each in self.heard if each.path == path]

    def waits_for(self, path, times=1):
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.at(path)) >= times, 10), (
                f"{path} was not asked: {Counter(each.path for each in self.heard)}"
            )
            return self.at(path)

    def stops(self):
        for gate in self.gates.values():
            gate.set()
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    def _door(customer):  # noqa: N805 - the class below has a self of its own
        class Door(BaseHTTPRequestHandler):
            def log_message(self, *_):
                pass

            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"] or 0)).decode()
                customer._hear(self, dict(parse_qsl(body, keep_blank_values=True)))

            def do_GET(self):
                customer._hear(self, {})

        return Door

    def _hear(self, door, form):
        parts = urlsplit(door.path)
        signature = door.headers.get("X-Twilio-Signature", "")
        signed = RequestValidator(TOKEN).validate(self.url + door.path, form, signature)
        query = {name: values[-1] for name, values in parse_qs(parts.query).items()}
        if parts.path in self.gates:
            self.gates[parts.path].wait(10)
        with self.changed:
            self.heard.append(
                Heard(door.command, parts.path, query | form, dict(door.headers), signed)
            )
            visits = len(self.at(parts.path))
            self.changed.notify_all()
        answers = self.answers.get(parts.path, [(204, "", "")])
        status, kind, text = answers[min(visits, len(answers)) - 1]
        door.send_response(status)
        if kind:
            door.send_header("Content-Type", kind)
        door.send_header("Content-Length", str(len(text.encode())))
        door.end_headers()
        door.wfile.write(text.encode())


class Rebased(TwilioHttpClient):
    """The library's own client, pointed at another host."""

    def __init__(self, base, **more):
        super().__init__(pool_connections=False, **more)
        self.base = base

    def request(self, method, url, *args, **kwargs):
        for host in ("api", "trusthub", "voice", "accounts"):
            url = url.replace(f"https://{host}.twilio.com", self.base)
        return super().request(method, url, *args, **kwargs)


class Knobs:
    """The exchange's knobs, turned by HTTP."""

    def __init__(self, url):
        self.url = url + "/exchange"

    def ask(self, method, path, body=None, expect=None, **more):
        answer = requests.request(method, self.url + path, json=body, timeout=15, **more)
        if expect is None:
            assert answer.ok, answer.text
        else:
            assert answer.status_code == expect, answer.text
        return answer.json() if answer.content else None

    def phone(self, number, **told):
        return self.ask("PUT", f"/phones/{number}", told)

    def fault(self, kind, **more):
        return self.ask("POST", "/faults", {"kind": kind} | more)

    def does(self, number, act, **more):
        return self.ask("POST", f"/phones/{number}/{act}", {"wait": 10} | more)

    def state(self):
        return self.ask("GET", "/state")
