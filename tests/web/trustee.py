"""What a trustee is given: the page, its file and its pictures."""

import csv
import io

from web.seen import seen

HTML = {"Accept": "text/html"}
NAMES = ("taken", "spoken", "cover")
PICTURES = [f"/trustees/pictures/{name}/light.svg" for name in NAMES]
EVERYTHING = ["/trustees", "/trustees/totals.csv", *PICTURES]
#: What tells of a real call-out.
FIGURES = ("call-outs were taken", "the two had spoken", "/trustees/pictures/spoken/")


def page_of(house, person="grace"):
    return seen(house.browses(person).get("/trustees", headers=HTML))


def everything(house, person="grace"):
    """Every byte that a trustee is given."""
    browser = house.browses(person)
    return [(browser.get(path).status_code, browser.get(path).data) for path in EVERYTHING]


def rows(house, person="grace"):
    answer = house.browses(person).get("/trustees/totals.csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    return list(csv.reader(io.StringIO(answer.data.decode("utf-8-sig"), newline="")))
