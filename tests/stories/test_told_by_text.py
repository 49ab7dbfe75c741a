"""What the page says, a text says as well: where the colleague chose it, and not otherwise."""

import pytest

from service.desk import acting


def each_turn(night, *, texts):
    """Live through every turn that a colleague could miss with the page in a pocket."""
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises(texts=texts)
    amara.rings().and_is_not_answered()
    amara.rings().and_is_not_answered()
    ben.rings().and_is_not_answered()
    yield "somebody else is rung"
    ben.rings().and_is_not_answered()
    amara.rings()
    ben.rings(within=0)
    yield "everybody was rung"
    night.does(acting.acknowledge, ben)
    yield "somebody has it"
    night.does(acting.hand_back, ben)
    yield "it was given back"
    amara.rings(within=0).then_presses("1").hangs_up()
    yield "somebody else has it"


def to_sam(night):
    return [one.body for one in night.telephone.texts.values() if one.attempt.person == "sam"]


TOLD = {
    "somebody else is rung": "Amara has not taken it. We are ringing Ben.",
    "everybody was rung": "nobody has taken",
    "somebody has it": "Ben has taken your call-out",
    "it was given back": "Ben cannot do it after all. We are ringing again.",
    "somebody else has it": "Amara has taken your call-out",
}


@pytest.mark.parametrize("chosen", [True, False], ids=["by text as well", "on the page only"])
def test_each_turn_is_told_as_the_colleague_chose(night, chosen):
    known = 0
    for turn in each_turn(night, texts=chosen):
        fresh, known = to_sam(night)[known:], len(to_sam(night))
        assert any(TOLD[turn] in body for body in fresh) is chosen, (turn, fresh)
    assert bool(to_sam(night)) is chosen


def test_ringing_that_has_resumed_is_told(night):
    amara, ben = night.puts_on_duty("Amara", "Ben")
    night.raises(texts=True)
    amara.rings().then_presses("1").hangs_up()
    ben.rings(within=16 * 60)
    assert "we are ringing again" in to_sam(night)[-1]
