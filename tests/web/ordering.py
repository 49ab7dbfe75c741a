"""The addresses of the order, and its forms as a browser finds and sends them."""

from web.seen import seen

ONE, PLACE = "/rota/ladders/1", "/rota/ladders/1/places/2"


def form_at(browser, path, label):
    return seen(browser.get(path)).form(label)


def goes_on(browser, answer):
    assert answer.status_code == 303, answer.text
    return seen(browser.get(answer.headers["Location"]))
