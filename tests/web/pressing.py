"""A press on the page, as a browser without scripts makes it."""

from web.seen import seen


def pressed(browser, form, **changes):
    return browser.post(form.action, data=form.filled(**changes))


def the_button(browser, path="/"):
    return seen(browser.get(path)).form("Get help now")


def open_ones(house, person="sam"):
    with house.real_book.reading() as page:
        return page.raised_by(person)
