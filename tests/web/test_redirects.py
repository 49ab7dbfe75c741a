"""Nobody is sent to another site after they have shown who they are."""

from web.test_sign_in_codes import HTML, enters

EVIL = "evil.example"
PAYLOADS = (
    *(f"//{EVIL}", f"///{EVIL}", f"////{EVIL}", f"/\\{EVIL}", f"\\/{EVIL}", f"\\\\{EVIL}"),
    *(f"https://{EVIL}", f"http://{EVIL}/", f"HTTPS://{EVIL}", f"https:{EVIL}", f"https:/{EVIL}"),
    *(f"https:///{EVIL}", f"ftp://{EVIL}", f"javascript:alert('{EVIL}')", f"data:,{EVIL}"),
    *(f"/%2f{EVIL}", f"/%2F%2F{EVIL}", f"/%5c{EVIL}", f"%2f%2f{EVIL}", f"/%09/{EVIL}"),
    *(f"/\t/{EVIL}", f"/\n/{EVIL}", f"/\r\n/{EVIL}", f"\t//{EVIL}", f" //{EVIL}", f"//{EVIL} "),
    *(f"/ /{EVIL}", f"/\x00/{EVIL}", f"\x00//{EVIL}", f"/.//{EVIL}", f"/..//{EVIL}"),
    *(f"//{EVIL}/officer", f"//ring.harbourlane.example@{EVIL}", f"//{EVIL}#/officer"),
    *(f"https://ring.harbourlane.example@{EVIL}/", f"https://ring.harbourlane.example.{EVIL}"),
    *(f"/officer//{EVIL}", f"/officer?next=//{EVIL}", f"/officer#//{EVIL}", f"/officer;//{EVIL}"),
    *(f"/officer\\@{EVIL}", f"?then=//{EVIL}", f"#//{EVIL}", f".{EVIL}", f"@{EVIL}", EVIL),
    *(f"/static/../..//{EVIL}", f"/sign-in?then=//{EVIL}", f"\u2044\u2044{EVIL}", f"/\uff0f{EVIL}"),
    *(f"/\u3002{EVIL}", f"/officer\r\nLocation: https://{EVIL}", f"https://[::1]@{EVIL}"),
)


def test_there_are_as_many_as_we_say():
    assert len(set(PAYLOADS)) >= 50


def test_none_leads_anywhere_but_home(house):
    for then in PAYLOADS:
        house.clock.passes(3 * 3600)
        answer = enters(house, house.asks(), then=then)
        assert (answer.status_code, answer.location) == (303, "/"), repr(then)


def test_none_stands_in_a_page_or_leads_on_after_a_proof(house):
    browser = house.browses("noor")
    for then in PAYLOADS:
        asked = browser.get("/sign-in", query_string={"then": then}, headers=HTML)
        assert EVIL not in asked.text
        proved = browser.post("/prove", data={"_then": then, "_by": "none"}, headers=HTML)
        assert EVIL not in proved.text
        assert EVIL not in proved.headers.get("Location", "")


def test_one_of_ours_does(house):
    assert enters(house, house.asks(), last=112, then="/officer").location == "/officer"
