"""How much a page asks of the line: requests, and bytes as they came over it."""

from dataclasses import dataclass

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True, slots=True)
class Weight:
    """What one opening of a page cost."""

    requests: int
    bytes: int

    def __str__(self) -> str:
        """Say it with its units."""
        return f"{self.requests} requests, {self.bytes / 1000:.1f} kB"


def weigh(page: Page, url: str) -> Weight:
    """Open *url* and weigh it, headers included; what the browser had kept costs nothing."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    came: dict[str, float] = {}

    def note(event: dict[str, object]) -> None:
        came[str(event["requestId"])] = float(str(event["encodedDataLength"]))

    line.on("Network.loadingFinished", note)
    page.goto(url, wait_until="load")
    page.wait_for_timeout(300)
    line.detach()
    return Weight(len([one for one in came.values() if one]), round(sum(came.values())))


def forgets(page: Page) -> CDPSession:
    """Empty the browser's cache; return the way to its network."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.clearBrowserCache")
    return line
