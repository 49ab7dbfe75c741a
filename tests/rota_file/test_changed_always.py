"""Whatever two rotas are, each difference between them is said, and no number is."""

import re
from dataclasses import fields, replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rota_file.strategies import rotas

from service.domain.changed import changes

many = settings(deadline=None, max_examples=30, suppress_health_check=[HealthCheck.too_slow])


def one_field(data, before, after):
    """Return *before* with one of its parts, at any depth, as *after* has it."""
    name = data.draw(st.sampled_from([part.name for part in fields(before)]), label="part")
    was, now = getattr(before, name), getattr(after, name)
    if name == "people" and was:
        key = data.draw(st.sampled_from(sorted(was)))
        other = now[data.draw(st.sampled_from(sorted(now)))]
        return replace(
            before, people=was | {key: one_field(data, was[key], replace(other, key=key))}
        )
    if isinstance(was, tuple) and was and now and data.draw(st.booleans()):
        place = data.draw(st.integers(0, len(was) - 1))
        other = data.draw(st.sampled_from(now))
        if name == "ladders":
            other = replace(other, name=was[place].name)
        changed = one_field(data, was[place], other)
        return replace(before, **{name: (*was[:place], changed, *was[place + 1 :])})
    return replace(before, **{name: now})


@many
@given(st.data())
def test_any_one_difference_is_said(data):
    before = data.draw(rotas())
    after = one_field(data, before, data.draw(rotas()))
    assert changes(before, before) == []
    assert bool(changes(before, after)) == (before != after)


@many
@given(rotas(), rotas())
def test_every_difference_between_two_rotas_is_a_sentence(before, after):
    said = changes(before, after)
    assert bool(said) == (before != after)
    assert all(one.endswith(".") for one in said)
    assert not any("somebody who has left" in one for one in said)


@many
@given(rotas(), rotas())
def test_sentences_give_no_more_than_three_digits_of_a_number(before, after):
    said = "\n".join([*changes(before, after), *changes(after, before)])
    texts = " ".join(re.findall(r"'([^']*)'", f"{_bare(before)}{_bare(after)}"))
    for person in (*before.people.values(), *after.people.values()):
        for number in (person.phone.e164[-6:], person.phone.national()):
            assert number not in said or number in texts


def _bare(rota):
    """What a rota holds beside numbers, in which the digits of one may come up by chance."""
    return [
        rota.organisation,
        [(one.name, one.key) for one in rota.people.values()],
        [(plan.name, [rung.role for rung in plan.rungs]) for plan in rota.ladders],
        [(one.name, one.note, one.area, one.owner) for one in rota.directory],
        [str(plan.pace) for plan in rota.ladders],
    ]
