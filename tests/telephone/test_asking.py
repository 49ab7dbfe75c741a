"""Questions about the account: asked side by side, and one that fails hides no other."""

from threading import Barrier

from twilio.base.exceptions import TwilioRestException

from service.telephone.asking import side_by_side


def test_all_are_asked_at_the_same_time():
    together = Barrier(3, timeout=10)
    places = side_by_side([together.wait] * 3)
    assert sorted(places) == [0, 1, 2]


def test_one_that_is_refused_or_reads_oddly_is_not_told_and_the_others_are():
    def refused():
        raise TwilioRestException(403, "/v1/DialingPermissions/Countries", code=20003)

    odd = {"permissions": None}
    questions = [refused, lambda: odd["none"], lambda: "daily", lambda: 1 / 0]
    assert side_by_side(questions) == [None, None, "daily", None]
