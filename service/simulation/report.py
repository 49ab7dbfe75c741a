"""What a simulation says at its end: figures for a person, and for a program."""

from collections.abc import Iterator
from typing import Any

from service.simulation.shards import STEP, STEPS, Total

#: Microseconds in a year of 365.25 days.
YEAR = 31_557_600 * 10**6
#: How long the longest bar of the plot is.
BAR = 50
#: How many broken promises are printed.
SHOWN = 10


def in_words(total: Total, seconds: float) -> Iterator[str]:
    """Yield the report, line by line; *seconds* is how long it took."""
    rate = total.escalations / seconds if seconds else 0.0
    yield f"{total.escalations} escalations in {total.nights} nights, {rate:.0f} a second"
    yield f"simulated   {total.lasted / YEAR:.2f} years of nights, {total.calls} calls"
    yield f"duplicates  {total.duplicates} second rings, each marked as possible"
    yield f"digest      {total.digest}"
    yield from _waits(total)
    yield from _table("what went wrong", dict(sorted(total.faults.items())))
    late = {kind: f"{at / 1e6:.2f} s   {seed}" for kind, (at, seed) in sorted(total.worst.items())}
    yield from _table("worst delay, by the one fault that it is due to, and its night", late)
    yield from _violations(total)


def as_json(total: Total, seconds: float) -> dict[str, Any]:
    """Return the same as plain values."""
    return {
        "escalations": total.escalations,
        "nights": total.nights,
        "seconds": round(seconds, 3),
        "simulated_years": round(total.lasted / YEAR, 3),
        "calls": total.calls,
        "possible_duplicates": total.duplicates,
        "digest": total.digest,
        "faults": dict(sorted(total.faults.items())),
        "weather": dict(sorted(total.weather.items())),
        "worst_delay_seconds": {kind: at / 1e6 for kind, (at, _) in sorted(total.worst.items())},
        "taken_after": {str(STEP * step): total.waits[step] for step in sorted(total.waits)},
        "violations": [
            {"night": night, "promise": promise, "how": how}
            for night, promise, how in total.violations
        ],
    }


def _waits(total: Total) -> Iterator[str]:
    """Plot how long it took until somebody had it."""
    yield "\ntime from the press until somebody took it"
    highest = max(total.waits.values(), default=0)
    for step in range(max(total.waits, default=-1) + 1):
        count = total.waits[step]
        minutes, seconds = divmod(step * STEP, 60)
        more = "+" if step == STEPS - 1 else " "
        bar = "█" * round(BAR * count / highest)
        yield f"  {minutes:>2}:{seconds:02}{more} {bar} {count}"


def _table(title: str, rows: dict[str, Any]) -> Iterator[str]:
    yield f"\n{title}"
    for name, figure in rows.items():
        yield f"  {name:<28} {figure}"


def _violations(total: Total) -> Iterator[str]:
    yield f"\nviolations  {len(total.violations)}"
    for night, promise, how in total.violations[:SHOWN]:
        yield f"  {promise}: {how}"
        yield f"    see it again: escalate simulate --night {night} --trace"
