"""A question about the account to the carrier: answered, or not to be had."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from twilio.base.exceptions import TwilioException  # type: ignore[import-untyped]

from service.ports import NotPlaced
from service.telephone.failures import ErrorAnswer, Verdict
from service.telephone.wire import AnswerLost, Unsent

Question = Callable[[], Any]
#: What reading an answer raises that is of another form than the carrier's own papers tell.
_NOT_AS_TOLD = (ArithmeticError, ValueError, TypeError, AttributeError, LookupError)


def asked(ask: Question) -> Any:
    """Ask, and return the answer.

    Raises:
        NotPlaced: the carrier does not answer, or refuses, or says what it never should.
    """
    try:
        return ask()
    except TwilioException as fault:
        error = ErrorAnswer.of(fault)
    except (Unsent, AnswerLost, *_NOT_AS_TOLD):
        error = ErrorAnswer(0, 0)
    # Raised out here, since within the block it would drag along the error and its address.
    raise NotPlaced(error.code or error.status, account=error.verdict is Verdict.ACCOUNT)


def side_by_side(questions: Sequence[Question]) -> list[Any]:
    """Ask all at the same time, so that they take no longer than the slowest; None: not told.

    Products of the carrier's live on hosts of their own, and each may hang by itself.
    """
    with ThreadPoolExecutor(max_workers=len(questions)) as pool:
        return list(pool.map(_or_none, questions))


def _or_none(ask: Question) -> Any:
    try:
        return asked(ask)
    except NotPlaced:
        return None
