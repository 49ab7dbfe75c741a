"""Carrying out what the customer's documents say, on one line."""

import time
import uuid
from typing import TYPE_CHECKING
from urllib.parse import urljoin

from service.exchange.calls import Call, CallStatus, Step
from service.exchange.dialling import dial
from service.exchange.line import Line, LineDropped, Redirected
from service.exchange.twiml import (
    Dial,
    DocumentFault,
    Gather,
    Hangup,
    Pause,
    Redirect,
    Say,
    Verb,
    read_voice,
)
from service.exchange.webhooks import WebhookFailed, ask

if TYPE_CHECKING:
    from service.exchange.switchboard import Switchboard

#: How many documents one call may ask for: a loop that never waits for anybody must end.
MAX_DOCUMENTS = 200

#: What Twilio says to the callee when its customer fails.
APPLICATION_ERROR = Step(
    twiml="<Response><Say>We are sorry, an application error has occurred. Goodbye.</Say>"
    "<Hangup/></Response>"
)

#: Where a country and a town would stand; in the United Kingdom Twilio mostly knows neither.
PLACES = {
    side + part: value
    for side in ("From", "To", "Caller", "Called")
    for part, value in {"City": "", "State": "", "Zip": "", "Country": "GB"}.items()
}


class Conversation:
    """One call's talk with its customer."""

    def __init__(self, line: Line, *, whisper: bool = False) -> None:
        self.line = line
        self.board: Switchboard = line.board
        self.call: Call = line.call
        self._whisper = whisper
        self._asked = 0

    def run(self) -> None:
        """Carry out document after document until one has no more to say.

        A call then ends; a whisper ends without that, and the legs are joined.

        Raises:
            LineDropped: The call has ended, in whatever way.
        """
        step: Step | None = self.call.steps
        while step is not None:
            try:
                step = self._play(step)
            except Redirected:
                with self.board.changed:
                    step, self.call.redirected = self.call.redirected, None
            except DocumentFault as fault:
                step = self._after(fault, step)
        if not self._whisper:
            self.board.finish(self.call, CallStatus.COMPLETED)
            raise LineDropped

    def _after(self, fault: DocumentFault, failed: Step | None) -> Step:
        """Try the fallback address, once; without one the callee hears an apology."""
        self.board.warn(self.call.sid, fault.code, fault.words)
        fallback, self.call.fallback = self.call.fallback, None
        if fallback is not None:
            extra = (("ErrorCode", str(fault.code)), ("ErrorUrl", failed.url if failed else ""))
            return Step(fallback.url, fallback.method, extra=extra)
        return APPLICATION_ERROR

    def _play(self, step: Step) -> Step | None:
        """Carry out one document; give where it leads, or None where it just ends."""
        document = read_voice(self._ask(step))
        with self.board.changed:
            # Somebody who rings us in hears ringing until there is something to hear.
            if self.call.status is CallStatus.RINGING:
                self.board.answer(self.call)
        for words in document.warnings:
            self.board.warn(self.call.sid, 12200, words)
        for verb in document.verbs:
            next_step = self._carry_out(verb, step)
            if next_step is not None:
                return next_step
        return None

    def _ask(self, step: Step) -> str:
        if step.twiml is not None:
            return step.twiml
        self._asked += 1
        if self._asked > MAX_DOCUMENTS:
            raise DocumentFault(11215, "too many documents")
        with self.board.changed:
            form = self.call.parameters() | PLACES | dict(step.extra)
        try:
            token = str(uuid.uuid4())
            reply = ask(step.url, step.method, form, self.board.settings.auth_token, token)
        except WebhookFailed as failure:
            raise DocumentFault(failure.code, "the document could not be had") from failure
        kind = reply.content_type.partition(";")[0].strip().lower()
        if kind == "text/plain":
            return f"<Response><Say>{_escaped(reply.body)}</Say></Response>"
        if kind not in {"text/xml", "application/xml", "text/html"}:
            raise DocumentFault(12300, "the document has no Content-Type that is read")
        return reply.body

    def _carry_out(self, verb: Verb, step: Step) -> Step | None:
        match verb:
            case Say():
                self._say(verb)
            case Pause():
                self.line.hold(verb.length)
            case Gather():
                return self._gather(verb, step)
            case Redirect():
                return Step(urljoin(step.url, verb.url), verb.method)
            case Dial():
                return self._dial(verb, step)
            case Hangup():
                self.board.finish(self.call, CallStatus.COMPLETED)
                raise LineDropped
            case _:
                raise DocumentFault(12200, "a verb that calls do not have")
        return None

    def _say(self, verb: Say, *, cut_by_keys: bool = False) -> bool:
        """Say it as often as it asks; say whether a key cut it short."""
        for _ in range(verb.loop):
            words = self.line.speech(verb.text, verb.voice, verb.language, verb.rest)
            if self.line.say(words, *((self._key_waits,) if cut_by_keys else ())):
                return True
        return False

    def _key_waits(self) -> bool:
        return bool(self.call.unread)

    def _gather(self, verb: Gather, step: Step) -> Step | None:
        with self.board.changed:
            # Keys pressed while nothing listened are lost, as on a real line.
            self.call.unread.clear()
            self.call.listening = True
            self.call.person.prompted(time.monotonic())
            self.board.changed.notify_all()
        try:
            self._prompt(verb)
            digits, finished_by = self._collect(verb)
        finally:
            self.call.listening = False
        if not digits and not verb.action_on_empty:
            return None
        extra = [("Digits", digits), ("msg", "Gather End")]
        if finished_by:
            extra.append(("FinishedOnKey", finished_by))
        return Step(urljoin(step.url, verb.action), verb.method, extra=tuple(extra))

    def _prompt(self, verb: Gather) -> None:
        for prompt in verb.prompts:
            if isinstance(prompt, Say):
                cut = self._say(prompt, cut_by_keys=True)
            else:
                cut = self.line.hold(prompt.length, self._key_waits)
            if cut:
                return

    def _collect(self, verb: Gather) -> tuple[str, str]:
        """Give the keys until enough, the finishing key or silence; and that key."""
        digits = ""
        while self.line.hold(verb.timeout, self._key_waits):
            key = self.call.unread.popleft()
            if key == verb.finish_on_key:
                return digits, key
            digits += key
            if len(digits) == verb.num_digits:
                break
        return digits, ""

    def _dial(self, verb: Dial, step: Step) -> Step | None:
        if self._whisper:
            raise DocumentFault(13201, "Dial may not stand in a whisper")
        told = dial(self.line, verb, step.url, whisper)
        if not verb.action:
            return None
        return Step(urljoin(step.url, verb.action), verb.method, extra=tuple(told.items()))


def whisper(line: Line) -> None:
    """Say to somebody who was dialled what is for their ears, before the legs are joined.

    Raises:
        LineDropped: They hung up, or the document did.
    """
    Conversation(line, whisper=True).run()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
