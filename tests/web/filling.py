"""Forms filled in and buttons pressed, as somebody at a browser does it."""

from web.seen import seen


def sends(browser, path, label, **form):
    """Fill in the form at *path*, and press its button."""
    found = seen(browser.get(path)).form(label)
    return browser.post(found.action, data=found.filled(**form))


def presses(browser, answer, label):
    """Press *label* on the page that was answered."""
    form = seen(answer, answer.status_code).form(label)
    return browser.post(form.action, data=form.filled())
