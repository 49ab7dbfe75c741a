"""What the tests of the desk share: a line with a clock of its own, and how to see waiters."""

from book.examples import NOW
from fakes.clock import Clock, QuietBell
from fakes.telephone import FakeTelephone

from service.desk import Desk
from service.desk.errands import Line


def line_over(book):
    """Return a line over *book* to a carrier that takes any number of calls at once."""
    clock = Clock(NOW)
    return Line(Desk(book, QuietBell(), clock), FakeTelephone(clock.now), calls_per_second=1e9)


def waiters(book):
    """Return how many transactions on PostgreSQL wait for a lock that another holds."""
    with book.reading() as page:
        asked = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock'"
        return page._connection.exec_driver_sql(asked).scalar_one()
