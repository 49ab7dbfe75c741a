"""Writes ``docs/doctor.md`` from what the doctor can say: ``python -m service.cli.doctor_page``."""

from pathlib import Path

from service.domain.checks.every import EVERY
from service.domain.checks.lines import NAMES, Line, Said
from service.domain.fitness import Verdict

PAGE = Path(__file__).parents[2] / "docs" / "doctor.md"
_TOP = """\
# What the doctor says

Generated from `service/domain/checks/` by `python -m service.cli.doctor_page`.

`escalate doctor` looks at everything that a press needs. Each line is **right**, **doubtful**
(it works, and is probably not meant) or **wrong** (a press would not be served as it should), with
the mend below. Admins read the same at `/doctor`, "Is everything well?".

| Exit | Means |
|---|---|
| 0 | nothing is wrong |
| 1 | something is wrong |
| 2 | nothing could be looked at: the settings cannot be read, and it says which |

After a change of a setting start everything again: this command reads the settings anew each time,
and what runs does not.

`--json` prints `{"ok": true, "findings": [{"what", "code", "verdict", "said", "mend"}]}`. A code
stays what it is; words may change. `--send-test-alarm` tells the admins a test by every way there
is.

## What takes time, and what cannot be seen

- The carrier, the public address, the certificate, the clock and the disks are asked side by side,
  and whatever has not answered after nine seconds is said not to answer. The watch looks at them
  every hour, and every five minutes while something is wrong; the page says when that was. What the
  book knows is read as the page is opened, and the disks are looked at: with a full one no look can
  be kept. Where the watch found less room at a place than the web does, the page says that.
- The public address is asked **from this machine**: for a sign of life, then four times with a
  request that is signed as the carrier signs it, at an address that asks for nothing. One is
  plain, one has a body and one an address as proxies like to tidy them, and one is signed wrong and
  must be turned away. That shows DNS, the proxy, TLS and the tokens. It does not show that the
  Internet reaches the machine: a firewall may let us in and others not. Where the name leads into
  this network, the line says so. Only a call shows it: ring one of our numbers, or have a practice.
- It is asked over **IPv4**: many phones reach no other address, and Twilio does not say whether it
  does. Whether an AAAA record is right is not looked at.
- A proxy that rewrites the **host** does no harm: signatures are checked over `PUBLIC_URL`, never
  over what a request says of its own host. One that gives the name to another site is found.
- The carrier does not tell by any request how many **calls at once** it lets an account have. What
  it tells is whether it is a trial and whether a customer profile is approved.
- Where the account **may ring** and **may text** is what stands in the carrier's console. A country
  in which somebody of the rota has their number is meant; so are Jersey, Guernsey and the Isle of
  Man, which share the numbers of the United Kingdom. For the same reason it is not seen where one
  of these three is not allowed: prove the number of whoever lives there.
- Of the **spending alarm** it is seen that there is a usage trigger on a price; not whom it tells,
  nor at how much. Whether **auto-recharge** is on no request tells. Twilio's pays in once less than
  10 are left, or earlier, so where *balance* says so it is off, or a payment failed.
- What is left of the **balance**, and what is **free** on a disk, is judged and never shown: by the
  cent, or the byte, somebody who was left out could see that there was a call. For the same
  reason no line counts anything of a call-out, the page has no line *forgetting*, and the cost of a
  month leaves call-outs out.
- The disk of a database **server** is seen where `DATABASE_URL` reaches it by a socket of this
  machine or over loopback, at `/var/lib/postgresql` or `/var/lib/pgsql`: where else it writes, it
  tells nobody but its own admins. No more is seen of a **backup** than its first bytes: it is
  sealed for a key that does not lie on this machine. `escalate backup check` reads all of it, and
  what it finds is said here.
- Where no real phone rings, what lacks in people weighs less: no more than doubtful.
- With a `BOOK_KEY` that is **lost** the web does not start, so that there is no page; it and the
  doctor say the same.

## The lines

The command prints what is wrong first, then what is doubtful, then the rest, and the settings last:
those that are not set by their names alone, `--json` has what holds then. Here they stand in the
order in which they are looked at. There may be several of a kind: one to each ladder, number or
setting.
"""


def doctor_page() -> str:
    """Return the page as it should be."""
    return "\n".join([_TOP, *(_entry(line) for line in Line)])


def _entry(line: Line) -> str:
    name, means = NAMES[line]
    says = [one for one in EVERY.values() if one.line is line]
    order = list(Verdict)
    rows = [_row(one) for one in sorted(says, key=lambda one: order.index(one.verdict))]
    head = ["| How it stands | What it says | The mend |", "|---|---|---|"]
    title = f"### {name}" if name.lower() == line else f"### {name} (`{line}`)"
    return "\n".join([title, "", means, "", *head, *rows, ""])


def _row(said: Said) -> str:
    return f"| {said.verdict} | {_plain(said.words)} | {_plain(said.mend)} |"


def _plain(words: str) -> str:
    """Write braces as what stands there, so that no page takes them for something of its own."""
    return words.replace("{", "*").replace("}", "*").replace("|", "/")


if __name__ == "__main__":
    PAGE.write_text(doctor_page(), encoding="utf-8")
