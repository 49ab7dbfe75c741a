"""One run of the desk's code, which may be left at any port and taken up again.

Several processes are at work at once, and each waits for the carrier, or for its turn, in the
middle of the desk's code. Threads would give that, at the price of a switch of some 20 to 60
microseconds and of a frame that can only be ended from within. Here a run that must wait is
left by an exception and begun again from its top when its answer has come: what the ports
answered so far is given to it once more, from the tape. That is sound since the desk touches
the world through its ports alone. A process that dies just forgets its strands. Greenlets were
tried and dropped: to begin and end one costs 12 microseconds, as each gets frames of its own.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from service.ports import Outage

if TYPE_CHECKING:
    from service.simulation.process import Process

T = TypeVar("T")


class Waits(BaseException):
    """The strand is left here; it is begun again when what it waits for has come."""


class Died(BaseException):
    """The strand's process died here."""


class Strand:
    """A run of *job* in a process; *then* is given what it returned.

    *keeps* says whether answers are kept from the first: only a run that may wait after its
    first page needs that.
    """

    __slots__ = (
        "asks", "at_step", "failed", "job", "keeps", "life",
        "paused", "place", "process", "tape", "then",
    )  # fmt: skip

    def __init__(  # noqa: PLR0913 - what to run, how, and what then
        self,
        process: "Process",
        job: Callable[[], Any],
        *,
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Outage], None] | None = None,
        keeps: bool = False,
        asks: bool = False,
    ) -> None:
        self.process = process
        #: Whether it talks to the carrier: a death in it costs a look at the carrier's list.
        self.asks = asks
        #: An answer to somebody who has died since is heard by nobody.
        self.life = process.life
        self.job = job
        self.then = then
        self.failed = failed
        self.keeps = keeps
        self.tape: list[Any] = []
        self.place = 0
        #: Where on the tape it paused last: it does not pause there again.
        self.paused = -1
        self.at_step = 0

    @property
    def replays(self) -> bool:
        """Whether it is being told what it was told already."""
        return self.place < len(self.tape)

    def next_told(self) -> Any:
        """Return the next answer from the tape."""
        self.place += 1
        return self.tape[self.place - 1]

    def keep(self, answer: Any) -> None:
        """Put an answer on the tape."""
        self.tape.append(answer)
        self.place = len(self.tape)

    def may_pause(self) -> bool:
        """Whether it can be left here, and was not just taken up from here."""
        return (self.keeps or not self.at_step) and self.paused != len(self.tape)


class Stage:
    """Whose strand is running now. One at a time: the night has one thread."""

    def __init__(self) -> None:
        self.strand: Strand | None = None

    def told(self, ask: Callable[[], T]) -> T:
        """Return what *ask* gives, or gave when the strand came by here before."""
        strand = self.strand
        if strand is None or not strand.keeps:
            return ask()
        if strand.replays:
            answer: T = strand.next_told()
            return answer
        answer = ask()
        strand.keep(answer)
        return answer

    def go(self, strand: Strand) -> None:
        """Run *strand* until it ends, waits, or dies."""
        self.strand, strand.place = strand, 0
        strand.at_step = 0
        try:
            result = strand.job()
        except Waits:
            return
        except Died:
            strand.process.die()
        except Outage as outage:
            if strand.failed is not None:
                strand.failed(outage)
        else:
            if strand.then is not None:
                strand.then(result)
        finally:
            self.strand = None
