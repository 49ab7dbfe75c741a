"""Carriers that take their time, until the test lets them through."""

import threading

from fakes.telephone import FakeTelephone

from service.domain.attempt import Attempt


class SlowTelephone(FakeTelephone):
    """A carrier that takes its time: each call waits until it is let through."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.let_through = threading.Event()

    def call(self, attempt):
        self.asked.set()
        assert self.let_through.wait(30)
        return super().call(attempt)


class HangingTexts(FakeTelephone):
    """A carrier that places each call at once, and hangs on texts until they are let through."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = threading.Event()
        self.let_through = threading.Event()

    def text(self, attempt: Attempt, body: str) -> str:
        self.asked.set()
        assert self.let_through.wait(30)
        return super().text(attempt, body)


class ListeningTelephone(FakeTelephone):
    """Takes a call only when it has given a text half a second to come first."""

    def __init__(self) -> None:
        super().__init__()
        self.texted = threading.Event()

    def call(self, attempt: Attempt) -> str:
        self.texted.wait(0.5)
        return super().call(attempt)

    def text(self, attempt: Attempt, body: str) -> str:
        self.texted.set()
        return super().text(attempt, body)
