"""An officer's own page: their time away and their swaps, and the ways to both."""

from web.house import example_rota
from web.keeping import away, swap
from web.seen import seen


def test_both_of_a_swap_see_it_on_their_own_page_and_nobody_else_does(house):
    house.changes_rota(example_rota(swaps=(swap("priya", "tom", "2026-11-27", "2026-11-28"),)))
    for person, sees in (("priya", True), ("tom", True), ("amina", False)):
        words = seen(house.browses(person).get("/officer")).words
        assert ("Swap: Priya Shah and Tom Reed Friday 27 November 2026" in words) is sees


def test_an_officer_sees_their_own_time_away_and_nobody_elses(house):
    gone = (
        away("tom", "2026-11-22", "2026-11-23"),
        away("tom", "2026-12-24", "2026-12-27"),
        away("amina", "2026-12-01", "2026-12-02"),
    )
    house.changes_rota(example_rota(away=gone))
    words = seen(house.browses("tom").get("/officer")).words
    assert "Away now Sunday 22 November 2026" in words
    assert "Away Thursday 24 December to Saturday 26 December 2026" in words
    assert "1 December" not in words


def test_the_page_leads_to_both(house):
    page = seen(house.browses("tom").get("/officer"))
    assert "None, now or later." in page.words
    assert (page.links["Time away"], page.links["Swap"]) == ("/rota/away", "/rota/swaps")
