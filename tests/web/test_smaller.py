"""What pages are made of goes compressed over one bar of signal; the pages themselves do not."""

import gzip

import pytest

ZIPPED = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.mark.parametrize("path", ["/static/house.css", "/static/press.js", "/sw.js"])
def test_a_script_or_sheet_goes_compressed_to_who_takes_it_so(house, path):
    plain, small = (house.asks().get(path, headers=how) for how in ({}, ZIPPED))
    assert "Content-Encoding" not in plain.headers
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.data) == plain.data
    assert len(small.data) < len(plain.data) / 2
    for answer in (plain, small):
        assert "Accept-Encoding" in answer.headers["Vary"]
        answer.close()


def test_a_page_is_never_compressed_beside_what_somebody_else_may_put_there(house):
    answer = house.browses("sam").get("/", headers=ZIPPED | {"Accept": "text/html"})
    assert "Content-Encoding" not in answer.headers


def test_what_the_browser_has_already_is_not_sent_again(house):
    first = house.asks().get("/static/house.css", headers=ZIPPED)
    again = house.asks().get(
        "/static/house.css", headers=ZIPPED | {"If-None-Match": first.headers["ETag"]}
    )
    assert (again.status_code, again.data) == (304, b"")
    first.close()
