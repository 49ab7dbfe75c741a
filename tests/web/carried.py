"""The carrier's side of the web's tests: its ids, and what its documents say."""

import xml.etree.ElementTree as ET

SID = "CA" + "a" * 32
TEXT = "SM" + "b" * 32
UNKNOWN = "0" * 32


def parsed(document):
    return ET.fromstring(document)  # noqa: S314 - our own


def said(answer):
    """Return everything that is spoken, and the keys' address where any are heard."""
    assert answer.status_code == 200
    assert answer.content_type == "text/xml; charset=utf-8"
    document = parsed(answer.text)
    gather = document.find("Gather")
    spoken = " ".join(one.text for one in document.iter("Say"))
    return spoken, None if gather is None else gather.get("action")


def replied(answer):
    assert answer.content_type == "text/xml; charset=utf-8"
    return [one.text for one in parsed(answer.text).iter("Message")]
