"""A real Chromium, this machine's own, that can reach nothing but this machine."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, Page, sync_playwright
from servers.required import cannot_have

#: The first is the same browser without windows of its own. Each page of the others opens one,
#: whose tabs and buttons are pages too: a second of a processor's time for each test.
NAMES = (
    "chromium-headless-shell",
    *("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"),
)

FLAGS = (
    "--headless",
    "--no-sandbox",  # its sandbox refuses to run as root, which is who runs tests in containers
    "--disable-gpu",
    "--disable-dev-shm-usage",  # a container's /dev/shm is often too small for one page
    "--disable-quic",
    "--no-first-run",
    "--renderer-process-limit=1",  # one page at a time needs no process for the next
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
)


def found_chromium() -> str | None:
    """Find the machine's browser on PATH."""
    return next(filter(None, map(shutil.which, NAMES)), None)


def chromium_program() -> str:
    """Return the machine's browser; the test is over where it has none."""
    return found_chromium() or cannot_have("Chromium", "Install the package chromium.")


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Start the browser, and end it when the block is left."""
    program = chromium_program()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def opened_page(browser: Browser) -> Iterator[Page]:
    """Open a page with no cookies; a script that fails on it fails the test."""
    context = browser.new_context(locale="en-GB", timezone_id="Europe/London")
    page = context.new_page()
    mistakes: list[str] = []
    page.on("pageerror", lambda error: mistakes.append(str(error)))
    try:
        yield page
    finally:
        context.close()
    assert not mistakes, f"A script on the page failed: {mistakes}"
