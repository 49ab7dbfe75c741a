"""The network between us, the bell and the book: silent, cut, cut in the middle of a commit."""

from collections.abc import Callable
from time import sleep

from faults.fault import POSTGRES, SQLITE, Fault, Scene
from faults.invariants import Bounds
from servers.stalling import Passage, StallingProxy

#: What PostgreSQL's client sends to commit.
COMMIT = b"COMMIT\x00"
#: How many commits are cut.
CUTS = 6


def _bell_stalls(scene: Scene) -> None:
    """Connections that are open fall silent; new ones are well. As a failover leaves them."""
    assert scene.site.bell_proxy is not None
    scene.site.bell_proxy.stall()
    sleep(12)


def _book_cut(scene: Scene) -> None:
    """Every connection to the book is cut, five times."""
    proxy = _proxy(scene)
    for _ in range(5):
        proxy.drop()
        sleep(1)


def _commits(*, kept: bool) -> Callable[[Scene], None]:
    """Return a strike: cut a connection as it commits, before or after the book has it."""

    def strike(scene: Scene) -> None:
        left = [CUTS]

        def cut(read: bytes, passage: Passage) -> bool:
            if COMMIT not in read or left[0] <= 0:
                return False
            left[0] -= 1
            if kept:
                passage.there.sendall(read)
                sleep(0.05)
            return True

        proxy = _proxy(scene)
        for _ in range(3):
            left[0] = CUTS // 3
            proxy.cut = cut
            sleep(1.5)
        proxy.cut = None

    return strike


def _proxy(scene: Scene) -> StallingProxy:
    assert scene.site.book_proxy is not None
    return scene.site.book_proxy


FAULTS = (
    Fault(name="bell half-open", strike=_bell_stalls, books=SQLITE, proxied=True, spoils=True,
          bounds=Bounds(late=2.0)),
    Fault(name="book's connections cut, 5 times", strike=_book_cut, books=POSTGRES, proxied=True,
          bounds=Bounds(late=10.0, duplicates=5, rings_on=7.0)),
    Fault(name="cut before a commit, 6 times", strike=_commits(kept=False), books=POSTGRES,
          proxied=True, bounds=Bounds(late=10.0, duplicates=6, rings_on=7.0)),
    Fault(name="cut after a commit, 6 times", strike=_commits(kept=True), books=POSTGRES,
          proxied=True, bounds=Bounds(late=10.0, duplicates=6, rings_on=7.0)),
)  # fmt: skip
