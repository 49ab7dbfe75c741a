"""Where settings come from: the environment, a file, a secret in a file of its own."""

import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from config.document import PAGE, settings_page
from config.kept_keys import PLACES, kept_keys
from config.settings import SettingsRefused, load_settings, names, secret_names


def test_blank_values_count_as_none(load):
    site = load(PORT=" ", REDIS_URL="", TWILIO_FROM="", PUBLIC_URL="\t")
    assert site.pretends
    assert site.embedded_bell
    assert site.port == 8000


def test_a_dotenv_file_is_read_and_the_environment_wins(load, tmp_path):
    (tmp_path / ".env").write_text('PORT=9000\nHOST="0.0.0.0" # all\nREDIS_URL=\nOTHER=${HOME}\n')
    assert (load().port, load().host) == (9000, "0.0.0.0")
    assert load(PORT="9100").port == 9100


def test_a_dollar_in_a_secret_is_a_dollar(load, tmp_path):
    (tmp_path / ".env").write_text(f"SECRET_KEY=${{HOME}}{'k' * 32}\n")
    assert load().secret_key.get_secret_value() == "${HOME}" + "k" * 32


def test_a_line_that_cannot_be_read_is_refused_by_its_number(refused, tmp_path):
    (tmp_path / ".env").write_text("# ours\n\nTWILIO_AUTH_TOKEN hush\nPORT=9000\nHOST='127.0.0.1\n")
    blamed, said = refused()
    assert blamed == [".env", ".env"]
    assert said.splitlines() == [
        ".env: Line 3 cannot be read: write NAME=value, and close every quote.",
        ".env: Line 5 cannot be read: write NAME=value, and close every quote.",
    ]


def test_a_dotenv_file_that_is_no_text_is_refused(refused, tmp_path):
    (tmp_path / ".env").write_bytes("PORT=9000\n".encode("utf-16"))
    blamed, said = refused()
    assert blamed == [".env"]
    assert "plain text" in said


def test_a_folder_of_that_name_says_nothing(load, tmp_path):
    (tmp_path / ".env").mkdir()
    assert load().port == 8000


def test_the_environment_of_the_process_is_the_usual_one(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PORT", "9200")
    assert load_settings().port == 9200
    assert Path("var/secret-key").exists()


def test_a_secret_may_come_as_a_file(load, tmp_path):
    (tmp_path / "key").write_text("  " + "k" * 40 + "\n")
    both = {"SECRET_KEY_FILE": "key", "BOOK_KEY_FILE": str(tmp_path / "key")}
    assert load(**both).secret_key.get_secret_value() == "k" * 40
    assert load(**both).book_key.get_secret_value() == "k" * 40
    assert not (tmp_path / "var").exists()


def test_a_secret_given_twice_is_refused(refused, tmp_path):
    (tmp_path / "key").write_text("k" * 40)
    blamed, said = refused(SECRET_KEY="k" * 40, SECRET_KEY_FILE="key")
    assert blamed == ["SECRET_KEY_FILE"]
    assert "not both" in said


@pytest.mark.parametrize("content", [None, b"", b" \n", b"\xff\xfe"])
def test_a_secret_file_that_cannot_be_used_is_refused_once(refused, tmp_path, content, real):
    if content is not None:
        (tmp_path / "token").write_bytes(content)
    settings = {name: value for name, value in real.items() if name != "TWILIO_AUTH_TOKEN"}
    blamed, _ = refused(**settings, TWILIO_AUTH_TOKEN_FILE="token")
    assert blamed == ["TWILIO_AUTH_TOKEN_FILE"]


def test_the_kept_key_is_made_once_and_readable_by_its_owner_alone(load, tmp_path):
    first = load().secret_key.get_secret_value()
    assert len(first) == 64
    assert load().secret_key.get_secret_value() == first
    kept = sorted((tmp_path / "var").iterdir())
    assert [path.name for path in kept] == ["book-key", "secret-key"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in kept} == {0o600}
    assert kept[0].read_text() != kept[1].read_text()


def test_processes_that_start_at_once_share_one_key(tmp_path):
    with ThreadPoolExecutor(16) as pool:
        made = list(pool.map(lambda _: kept_keys(tmp_path, PLACES), range(64)))
    assert len({tuple(keys.values()) for keys in made}) == 1
    assert sorted(path.name for path in (tmp_path / "var").iterdir()) == ["book-key", "secret-key"]


def _empty(name):
    def spoil(var):
        var.mkdir()
        (var / name).touch()

    return spoil


@pytest.mark.parametrize(
    ("spoil", "setting"),
    [
        (lambda var: var.write_text(""), "SECRET_KEY"),
        (_empty("secret-key"), "SECRET_KEY"),
        (_empty("book-key"), "BOOK_KEY"),
    ],
)
def test_a_key_that_cannot_be_kept_is_refused(refused, tmp_path, spoil, setting):
    spoil(tmp_path / "var")
    blamed, said = refused()
    assert blamed == [setting]
    assert f"var/{setting.lower().replace('_', '-')} of this folder is empty, or may not be" in said


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("DATABASE_URI", "DATABASE_URL"),
        ("twilio_from", "TWILIO_FROM"),
        ("TWILIO_ACOUNT_SID", "TWILIO_ACCOUNT_SID"),
        ("SECRET_KEYFILE", "SECRET_KEY_FILE"),
    ],
)
def test_a_slip_in_a_name_is_doubted(load, name, meant):
    [doubt] = load(**{name: "zqx"}).doubts
    assert name in doubt
    assert f"did you mean {meant}?" in doubt
    assert "zqx" not in doubt


def test_an_unknown_twilio_setting_is_doubted_and_others_are_none_of_ours(load):
    [doubt] = load(TWILIO_WORKSPACE="zqx", PATH="/bin", HOSTNAME="h", HOME="/root").doubts
    assert doubt == "TWILIO_WORKSPACE is not a setting, so it is ignored."


def test_a_public_address_in_the_open_is_doubted(load, real):
    book_key = {"BOOK_KEY": "b" * 32}
    [doubt] = load(**real | book_key | {"PUBLIC_URL": "http://call.example.org"}).doubts
    assert "https" in doubt


def test_a_key_of_the_book_that_lies_beside_it_is_doubted_where_the_world_reaches_us(load, real):
    [doubt] = load(**real).doubts
    assert "BOOK_KEY is not set" in doubt
    assert load(**real | {"BOOK_KEY": "b" * 32}).doubts == ()
    assert load().doubts == ()


def test_settings_stay_as_they_are_and_hide_what_is_secret(load, real):
    site = load(
        **real,
        DATABASE_URL="postgresql://u:zqx@db/book",
        BOOK_KEY="k" * 32,
        REDIS_URL="redis://:zqx@bell/0",
    )
    with pytest.raises(ValidationError):
        site.port = 1
    assert "zqx" not in repr(site)
    assert "1" * 32 not in repr(site)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.dictionaries(st.sampled_from(names()), st.text("zqx:/@0123.-_+ \n", min_size=1)))
@example({"DATABASE_URL": "postgresql://zqx:zqx/zqx"})
@example({"REDIS_URL": "redis://[zqx"})
def test_no_refusal_repeats_a_value(tmp_path, environ):
    marked = {name: f"{value}canary" for name, value in environ.items()}
    try:
        load_settings({**marked, "SECRET_KEY": "k" * 32}, tmp_path)
    except SettingsRefused as refusal:
        assert "canary" not in str(refusal)  # noqa: PT017 - either way is right
        assert refusal.__cause__ is None  # noqa: PT017


def test_the_page_of_settings_is_as_the_class_says():
    assert PAGE.read_text(encoding="utf-8") == settings_page(), "run python -m config.document"


def test_the_example_names_every_setting_and_sets_none(load, tmp_path):
    text = (Path(__file__).parents[2] / "config" / "example.env").read_text(encoding="utf-8")
    lines = [line for line in text.splitlines() if "=" in line and line.startswith("#")]
    assert {line[1:].partition("=")[0] for line in lines} == set(names())
    (tmp_path / ".env").write_text(text)
    assert load().pretends


def test_what_may_hold_a_password_may_come_as_a_file():
    assert set(secret_names()) == {
        "DATABASE_URL",
        "REDIS_URL",
        "SECRET_KEY",
        "BOOK_KEY",
        "TWILIO_AUTH_TOKEN",
        "TWILIO_AUTH_TOKEN_SECONDARY",
        "TWILIO_API_SECRET",
        "ALARM_WEBHOOK_URL",
        "SMTP_URL",
        "HEARTBEAT_URL",
    }
