"""What the rules draw from: who acts, on what, with which verb."""

from hypothesis import strategies as st
from machine.cast import PHONES

from service.desk import acting
from service.domain.attempt import CallStatus
from service.domain.people import PhoneNumber

VERBS = {
    "take": acting.acknowledge,
    "pass on": acting.pass_on,
    "wrong": acting.wrong_person,
    "hand back": acting.hand_back,
    "spoken": acting.confirm,
    "cancel": acting.cancel,
    "ring again": acting.ring_again,
}

FEW = 3
#: Officers mostly: what strangers may not do is soon seen.
people = st.sampled_from(["amara", "amara", "ben", "ben", "cat", "cat", "jo", "sam", "sam", "eve"])
phones = st.sampled_from([*PHONES.values(), PhoneNumber("+447700900999")])
places = st.integers(0, 40)
statuses = st.sampled_from(CallStatus)
