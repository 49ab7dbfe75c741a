"""The page of one call-out, as somebody opens it and presses its buttons."""

from web.climbing import look
from web.seen import seen


def raised(house, **body):
    """Press the button, let the first phone ring; return the call-out's id."""
    one = house.raises(**body)
    look(house, one["id"])
    return one["id"]


def page_of(house, escalation_id, person="sam"):
    return seen(house.browses(person).get(f"/call-outs/{escalation_id}"))


def buttons(page):
    return [form.label for form in page.forms if form.action.startswith("/call-outs")]


def presses(house, escalation_id, person, label):
    """Press a button of that page; return the page that follows."""
    browser = house.browses(person)
    form = seen(browser.get(f"/call-outs/{escalation_id}")).form(label)
    answer = browser.post(form.action, data=form.filled())
    assert answer.status_code == 303
    return seen(browser.get(answer.location))
