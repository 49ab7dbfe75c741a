"""Another site cannot press in somebody's name; our own page always can."""

import pytest
from web.house import PUBLIC, House

PRESS = "/api/v1/escalations"


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Origin": PUBLIC},
        {"Origin": PUBLIC.upper()},
        {"Origin": PUBLIC, "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "same-origin"},
        # A browser that is told to send no referrer says null of our own forms.
        {"Origin": "null", "Sec-Fetch-Site": "same-origin"},
        {"Sec-Fetch-Site": "none"},
    ],
)
def test_our_own_page_may_press(house, headers):
    assert house.browses("sam").post(PRESS, headers=headers).status_code == 202


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Origin": ""},
        {"Origin": "http://ring.harbourlane.example"},
        {"Origin": PUBLIC + ":8443"},
        {"Origin": PUBLIC + ".elsewhere.example"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "something new"},
        {"Sec-Fetch-Site": "cross-site", "Origin": PUBLIC},
    ],
)
@pytest.mark.parametrize("path", [PRESS, "/call-outs", "/sign-out", PRESS + "/x/cancel"])
def test_another_site_may_not(house, headers, path):
    answer = house.browses("sam").post(path, headers=headers)
    assert answer.status_code == 403
    assert house.bell.rung == []


def test_another_site_may_not_by_any_method_that_changes_something(house):
    headers = {"Sec-Fetch-Site": "cross-site"}
    for rule in house.app.url_map.iter_rules():
        if rule.rule.startswith("/twilio/"):
            continue
        for method in rule.methods - {"GET", "HEAD", "OPTIONS"}:
            path = rule.rule.replace("<", "").replace(">", "")
            answer = house.browses("priya").open(method, path, headers=headers)
            assert answer.status_code == 403, rule.rule


def test_a_link_from_another_site_opens_the_page(house):
    headers = {"Sec-Fetch-Site": "cross-site"}
    assert house.browses("sam").get("/", headers=headers).status_code == 200


def test_a_program_with_a_token_may_come_from_anywhere(house):
    headers = {"Origin": "https://elsewhere.example", "Sec-Fetch-Site": "cross-site"}
    assert house.asks("sam").post(PRESS, headers=headers).status_code == 202


def test_the_address_that_the_browser_itself_used_is_ours_too(sqlite_book_url, tmp_path):
    house = House(sqlite_book_url, tmp_path, public="http://127.0.0.1:8000")
    browser = house.browses("sam")
    other = "http://localhost:8000"
    session = browser.client.get_cookie("session", domain="127.0.0.1").value
    browser.client.set_cookie("session", session, domain="localhost")
    answer = browser.client.post(PRESS, base_url=other, headers={"Origin": other})
    assert answer.status_code == 202
    house.closes()
