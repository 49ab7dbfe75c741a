"""Who asks is known by token or session, and by nothing else."""

import pytest
from web.house import PUBLIC, example_rota

PRESS = "/api/v1/escalations"
#: An id that we could have made, and did not.
UNKNOWN = "0" * 32


class TestWhoAsks:
    @pytest.mark.parametrize(
        "header",
        [
            "",
            "Bearer",
            "Bearer ",
            "Bearer x",
            "Basic c2FtOnNhbQ==",
            "Bearer \xe9",
            "bearer two words",
            "x" * 5000,
        ],
    )
    def test_with_no_token_that_we_know_is_401(self, house, header):
        answer = house.asks().post(PRESS, headers={"Authorization": header})
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == "Bearer"
        assert answer.content_type == "application/problem+json"

    def test_with_nothing_at_all_is_401_even_for_a_body_that_is_wrong(self, house):
        assert house.asks().post(PRESS, data=b"{", content_type="text/plain").status_code == 401

    def test_with_a_token_in_any_spelling_of_bearer_is_known(self, house):
        header = {"Authorization": f"bEARER  {house.token('sam')}"}
        assert house.asks().get("/api/v1/ladders", headers=header).status_code == 200

    def test_with_a_revoked_token_is_401(self, house):
        token = house.token("sam")
        house.parts.keys.revoke(token)
        header = {"Authorization": f"Bearer {token}"}
        assert house.asks().get("/api/v1/ladders", headers=header).status_code == 401

    def test_and_left_the_rota_is_401(self, house):
        sam = house.asks("sam")
        people = {key: one for key, one in example_rota().people.items() if key != "sam"}
        house.changes_rota(example_rota(people=people))
        assert sam.post(PRESS).status_code == 401

    def test_with_a_wrong_token_is_not_made_good_by_a_cookie(self, house):
        browser = house.browses("sam")
        answer = browser.get("/api/v1/ladders", headers={"Authorization": "Bearer x"})
        assert answer.status_code == 401

    def test_behind_a_proxy_with_a_password_of_its_own_is_known_by_cookie(self, house):
        browser = house.browses("sam")
        headers = {"Authorization": "Basic c2FtOnNhbQ=="}
        assert browser.get("/api/v1/ladders", headers=headers).status_code == 200
        headers |= {"Sec-Fetch-Site": "cross-site"}
        assert browser.post(PRESS, headers=headers).status_code == 403

    def test_with_a_sessions_token_as_a_bearer_is_401_and_so_is_the_reverse(self, house):
        browser = house.browses("sam")
        session = browser.client.get_cookie("__Host-session", domain=PUBLIC[8:]).value
        header = {"Authorization": f"Bearer {session}"}
        assert house.asks().get("/api/v1/ladders", headers=header).status_code == 401
        browser.client.set_cookie(
            "__Host-session", house.token("sam"), domain=PUBLIC[8:], secure=True
        )
        assert browser.get("/api/v1/ladders").status_code == 401


class TestMethods:
    @pytest.mark.parametrize(
        ("method", "path", "allowed"),
        [
            ("GET", PRESS, {"POST"}),
            ("PUT", PRESS, {"POST"}),
            ("OPTIONS", PRESS, {"POST"}),
            ("TRACE", PRESS, {"POST"}),
            ("DELETE", f"{PRESS}/{UNKNOWN}", {"GET", "HEAD"}),
            ("POST", f"{PRESS}/{UNKNOWN}", {"GET", "HEAD"}),
            ("GET", f"{PRESS}/{UNKNOWN}/cancel", {"POST"}),
            ("POST", "/api/v1/ladders", {"GET", "HEAD"}),
            ("ANYTHING", "/api/v1/ladders", {"GET", "HEAD"}),
        ],
    )
    def test_that_an_address_does_not_have_are_405_with_those_it_has(
        self, house, method, path, allowed
    ):
        answer = house.asks("sam").open(method, path)
        assert answer.status_code == 405
        assert answer.content_type == "application/problem+json"
        assert set(answer.headers["Allow"].split(", ")) == allowed

    def test_head_is_get_without_a_body(self, house):
        sam = house.asks("sam")
        full, head = sam.get("/api/v1/ladders"), sam.open("HEAD", "/api/v1/ladders")
        assert head.status_code == 200
        assert head.headers["Content-Length"] == full.headers["Content-Length"]
        assert not head.data

    def test_an_address_that_is_none_is_404_without_repeating_it(self, house):
        for path in ("/api/v1/nothing-here", "/api/v2/ladders", "/api/", "/api/v1//ladders"):
            answer = house.asks("sam").get(path)
            assert answer.status_code == 404
            assert answer.content_type == "application/problem+json"
            assert "nothing-here" not in answer.text
