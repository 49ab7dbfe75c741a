"""What a site may set, what follows from it, and what is refused with which mend."""

import pytest


def test_nothing_has_to_be_set(load):
    site = load()
    assert site.database_url == "sqlite:///var/book.sqlite"
    assert (site.host, site.port) == ("127.0.0.1", 8000)
    assert site.public_url == "http://127.0.0.1:8000"
    assert site.public_url_is_local
    assert site.twilio_calls_per_second == 1
    assert site.doubts == ()


def test_without_a_carrier_the_exchange_stands_in(load):
    site = load(PORT="9000")
    assert site.pretends
    assert not site.carrier_is_real
    assert site.exchange_port == 9001
    assert site.twilio_api_url == site.exchange_url == "http://127.0.0.1:9001"
    assert site.public_url == "http://127.0.0.1:9000"
    assert site.twilio_from == "+442079460000"
    assert site.twilio_text_from == "+447700900000"


def test_every_process_of_a_site_derives_the_same_pretended_account(load):
    one, two = load(), load()
    assert one.twilio_account_sid == two.twilio_account_sid
    assert one.twilio_account_sid.startswith("AC")
    assert len(one.twilio_account_sid) == 34
    token = one.twilio_auth_token.get_secret_value()
    assert len(token) == 32
    assert token == two.twilio_auth_token.get_secret_value()
    other = load(SECRET_KEY="k" * 32)
    assert other.twilio_account_sid != one.twilio_account_sid
    assert other.twilio_auth_token != one.twilio_auth_token


def test_of_two_secret_keys_the_first_signs_and_the_other_is_kept_to_verify(load, tmp_path):
    first, other = "k" * 32, "o" * 32
    (tmp_path / "key").write_text(f"{first},{other}\n")
    for site in (load(SECRET_KEY=f"{first}, {other}"), load(SECRET_KEY_FILE="key")):
        assert site.secret_key.get_secret_value() == first
        assert [one.get_secret_value() for one in site.older_secret_keys] == [other]
        assert site.twilio_account_sid == load(SECRET_KEY=first).twilio_account_sid
        assert other not in repr(site)
    assert load(SECRET_KEY=first).older_secret_keys == ()


def test_the_key_that_is_kept_is_changed_in_its_file(load, tmp_path):
    old = load().secret_key.get_secret_value()
    (tmp_path / "var" / "secret-key").write_text(f"{'n' * 32},{old}\n")
    site = load()
    assert site.secret_key.get_secret_value() == "n" * 32
    assert [one.get_secret_value() for one in site.older_secret_keys] == [old]


@pytest.mark.parametrize("keys", ["{k},", ",{k}", "{k},{k}", "{k},,{o}", "{k},short"])
def test_secret_keys_that_are_no_change_are_refused(refused, real, keys):
    blamed, said = refused(**real, SECRET_KEY=keys.format(k="k" * 32, o="o" * 32))
    assert blamed == ["SECRET_KEY"]
    assert "k" * 32 not in said


def test_without_redis_the_bell_is_embedded(load):
    site = load(PORT="9000")
    assert site.embedded_bell
    assert site.bell_port == 9002
    assert site.redis_url == "redis://127.0.0.1:9002/0"
    other = load(REDIS_URL="redis://bell:6379/0")
    assert not other.embedded_bell
    assert other.redis_url == "redis://bell:6379/0"


def test_a_real_carrier_is_taken_whole(load, real):
    site = load(**real, TWILIO_CALLS_PER_SECOND="2.5")
    assert not site.pretends
    assert site.carrier_is_real
    assert not site.public_url_is_local
    assert site.twilio_from == site.twilio_text_from == "+442079460123"
    assert site.twilio_calls_per_second == 2.5
    texts = load(**real, TWILIO_TEXT_FROM="+44 (0)7700 900123")
    assert texts.twilio_text_from == "+447700900123"
    assert load(**real, TWILIO_API_URL="https://api.dublin.ie1.twilio.com").carrier_is_real


def test_another_carrier_may_be_local_and_name_its_accounts_as_it_likes(load):
    site = load(
        TWILIO_ACCOUNT_SID="ACanything",
        TWILIO_AUTH_TOKEN="token",
        TWILIO_FROM="+442079460000",
        TWILIO_API_URL="http://127.0.0.1:4000/",
    )
    assert not site.pretends
    assert not site.carrier_is_real
    assert site.twilio_api_url == "http://127.0.0.1:4000"


@pytest.mark.parametrize("missing", ["TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"])
def test_a_carrier_given_in_part_is_refused_by_what_is_missing(refused, missing, real):
    settings = {name: value for name, value in real.items() if name != missing}
    blamed, said = refused(**settings)
    assert blamed == [missing]
    assert "missing" in said


@pytest.mark.parametrize(
    ("given", "missing"),
    [("TWILIO_API_KEY", "TWILIO_API_SECRET"), ("TWILIO_API_SECRET", "TWILIO_API_KEY")],
)
def test_an_api_key_comes_with_its_secret(refused, given, missing, real):
    blamed, said = refused(**real, **{given: "SK" + "0" * 32})
    assert blamed == [missing]
    assert given in said


@pytest.mark.parametrize("name", ["TWILIO_API_URL", "TWILIO_TEXT_FROM", "TWILIO_API_KEY"])
def test_one_twilio_setting_alone_is_a_carrier_in_part(refused, name):
    blamed, _ = refused(**{name: "https://api.twilio.com"})
    assert {"TWILIO_ACCOUNT_SID", "TWILIO_AUTH_TOKEN", "TWILIO_FROM"} <= set(blamed)


def test_the_carriers_pace_alone_is_no_carrier(load):
    assert load(TWILIO_CALLS_PER_SECOND="5").pretends


@pytest.mark.parametrize(
    "public",
    [
        None,
        "http://127.0.0.1:8000",
        "http://localhost",
        "https://[::1]:8000",
        "http://127.9.9.9",
        "http://site.localhost",
    ],
)
def test_the_real_carrier_cannot_call_a_local_address(refused, public, real):
    settings = {name: value for name, value in real.items() if name != "PUBLIC_URL"}
    if public:
        settings["PUBLIC_URL"] = public
    blamed, said = refused(**settings)
    assert blamed == ["PUBLIC_URL"]
    assert "https address that Twilio can reach" in said


@pytest.mark.parametrize(
    "public",
    [
        "https://call.example.org",
        "http://0.0.0.0:8000",
        "http://192.168.1.4",
        "http://127.0.0.1.eu",
    ],
)
def test_pretended_phones_never_ring_in_public(refused, public):
    blamed, said = refused(PUBLIC_URL=public)
    assert blamed == ["PUBLIC_URL"]
    assert "leave PUBLIC_URL out" in said


def test_pretended_phones_ring_at_any_local_address(load):
    assert load(PUBLIC_URL="http://localhost:8000/").public_url == "http://localhost:8000"


@pytest.mark.parametrize(
    "host", ["cäll.example.org", "call..example.org", ".", "-", "call-.example.org", "a/ä"]
)
def test_a_host_that_the_dns_cannot_have_is_refused(refused, real, host):
    blamed, said = refused(**real | {"PUBLIC_URL": f"https://{host}"})
    assert blamed == ["PUBLIC_URL"]
    assert "as the DNS has it" in said


@pytest.mark.parametrize(
    "host",
    ["call.example.org", "xn--cll-qla.example.org", "192.0.2.1", "[2001:db8::1]", "a:8443/b"],
)
def test_a_host_that_the_dns_can_have_is_taken(load, real, host):
    assert load(**real | {"PUBLIC_URL": f"https://{host}"}).public_url == f"https://{host}"


@pytest.mark.parametrize(
    "name", ["TWILIO_AUTH_TOKEN", "TWILIO_AUTH_TOKEN_SECONDARY", "TWILIO_API_SECRET"]
)
@pytest.mark.parametrize("secret", ["“zqx”", '"zqx"', "'zqx'", "zqx zqx", "zqx\nzqx", "zqä"])
def test_a_secret_with_what_was_copied_along_is_refused(refused, real, name, secret):
    pair = {"TWILIO_API_KEY": f"SK{'0' * 32}", "TWILIO_API_SECRET": "a-made-up-secret"}
    blamed, said = refused(**real | pair | {name: secret})
    assert blamed == [name]
    assert "neither spaces nor quotes" in said
    assert "zq" not in said


def test_a_secret_with_a_space_after_it_is_taken_without(load, real):
    loaded = load(**real | {"TWILIO_AUTH_TOKEN": " a-made-up-token\t"})
    assert loaded.twilio_auth_token.get_secret_value() == "a-made-up-token"


def test_the_real_carrier_is_told_nothing_over_http(refused, real):
    blamed, said = refused(**real | {"TWILIO_API_URL": "http://api.twilio.com"})
    assert blamed == ["TWILIO_API_URL"]
    assert "with https://, since over http the token can be read" in said


def test_twilio_calls_no_host_with_an_underscore(refused, real):
    blamed, said = refused(**real | {"PUBLIC_URL": "https://my_site.example.org"})
    assert blamed == ["PUBLIC_URL"]
    assert "underscore" in said


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("PUBLIC_URL", "ftp://call.example.org"),
        ("PUBLIC_URL", "call.example.org"),
        ("PUBLIC_URL", "https://"),
        ("PUBLIC_URL", "https://call.example.org/?a=b"),
        ("PUBLIC_URL", "https://call.example.org/#top"),
        ("PUBLIC_URL", "https://user:zqx@call.example.org"),
        ("PUBLIC_URL", "https://call.example.org:port"),
        ("PUBLIC_URL", "https://[call"),
        ("DATABASE_URL", "mysql://zqx@db/book"),
        ("DATABASE_URL", "book.sqlite"),
        ("DATABASE_URL", "sqlite://"),
        ("DATABASE_URL", "sqlite:///:memory:"),
        ("DATABASE_URL", "postgresql+asyncpg://zqx@db/book"),
        ("REDIS_URL", "http://bell:6379"),
        ("REDIS_URL", "redis://"),
        ("REDIS_URL", "unix://"),
        ("REDIS_URL", "redis://bell:zqx"),
        ("TWILIO_FROM", "zqx"),
        ("TWILIO_FROM", "123"),
        ("TWILIO_FROM", "020 7946"),
        ("TWILIO_TEXT_FROM", "Harbour"),
        ("TWILIO_API_URL", "api.twilio.com"),
        ("TWILIO_ACCOUNT_SID", "AC123"),
        ("TWILIO_CALLS_PER_SECOND", "0"),
        ("TWILIO_CALLS_PER_SECOND", "-1"),
        ("TWILIO_CALLS_PER_SECOND", "nan"),
        ("TWILIO_CALLS_PER_SECOND", "inf"),
        ("TWILIO_CALLS_PER_SECOND", "fast"),
        ("HOST", "http://zqx"),
        ("PORT", "0"),
        ("PORT", "65534"),
        ("PORT", "eight"),
        ("PORT", "9" * 5000),
        ("SECRET_KEY", "short zqx"),
    ],
)
def test_each_malformed_setting_is_named_with_what_to_write(refused, name, value, real):
    blamed, said = refused(**real | {name: value})
    assert blamed == [name]
    assert "zqx" not in said


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("postgres://u:p%40@db/book", "postgresql+psycopg://u:p%40@db/book"),
        ("postgresql://db/book?sslmode=require", "postgresql+psycopg://db/book?sslmode=require"),
        ("postgresql+psycopg://db/book", "postgresql+psycopg://db/book"),
        ("sqlite:////srv/book.sqlite", "sqlite:////srv/book.sqlite"),
    ],
)
def test_the_book_may_be_postgresql_by_any_of_its_names(load, written, kept):
    assert load(DATABASE_URL=written, BOOK_KEY="k" * 32).database_url == kept


@pytest.mark.parametrize("url", ["postgres://db/book", "postgresql+psycopg://db/book"])
def test_the_key_of_a_book_that_many_machines_reach_has_to_be_set(refused, url):
    assert refused(DATABASE_URL=url)[0] == ["BOOK_KEY"]


@pytest.mark.parametrize("bell", ["rediss://:pass@bell:6380/1", "unix:///run/redis.sock"])
def test_the_bell_may_be_redis_over_tls_or_a_socket(load, bell):
    assert load(REDIS_URL=bell).redis_url == bell


def test_every_mistake_is_listed_at_once(refused):
    blamed, said = refused(PORT="x", DATABASE_URL="x", TWILIO_FROM="x", SECRET_KEY_FILE="/none")
    assert set(blamed) == {
        "PORT",
        "DATABASE_URL",
        "TWILIO_FROM",
        "TWILIO_ACCOUNT_SID",
        "TWILIO_AUTH_TOKEN",
        "PUBLIC_URL",
        "SECRET_KEY_FILE",
    }
    assert said.count("\n") == len(blamed) - 1


def test_a_refusal_leaves_nothing_behind(refused, tmp_path):
    refused(PORT="x")
    assert list(tmp_path.iterdir()) == []
