"""The servers of the tests are real, fresh for each test, and reach no other machine."""

import socket
import sys
from pathlib import Path

import pytest
import redis
from cli.processes import alive
from servers.child import answers, free_port
from servers.chromium import chromium_program
from servers.lending import LentBook
from servers.loopback import LeavesTheMachine, stays_here
from servers.waiting import TooLate, wait_until
from sqlalchemy import create_engine, inspect, text


def test_each_test_gets_an_empty_database(database_url):
    engine = create_engine(database_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE shared (x INTEGER)"))
    engine.dispose()


def test_a_second_test_finds_nothing_of_the_first(database_url):
    test_each_test_gets_an_empty_database(database_url)


def test_each_test_gets_a_migrated_book(book_url):
    engine = create_engine(book_url)
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM alembic_version"))
    engine.dispose()


def test_a_second_test_finds_a_migrated_book_as_well(book_url):
    engine = create_engine(book_url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM alembic_version")).scalar() == 1
    engine.dispose()


CHANGES = (
    *("SELECT 1", "DELETE FROM kept", "INSERT INTO kept DEFAULT VALUES", "SELECT 1"),
    *("ALTER TABLE kept ADD COLUMN x INTEGER", "DROP TABLE kept", "CREATE TABLE y (z TEXT)"),
    *("CREATE VIEW v AS SELECT 1", "ALTER DATABASE {} SET work_mem = '1MB'", "SELECT 1"),
)


def test_a_book_is_lent_as_it_was_made_whatever_was_done_to_the_last(postgres_server, postgres_url):
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (id INTEGER GENERATED ALWAYS AS IDENTITY)"))
        connection.execute(text("INSERT INTO kept DEFAULT VALUES"))
    engine.dispose()
    lent = LentBook(postgres_server, postgres_url.rpartition("/")[2])
    engines = []
    for change in CHANGES:
        name = lent.lend()
        # Left open, as a thread that was forgotten does.
        engines.append(create_engine(postgres_server.url(name)))
        is_as_made_and_then_changed(engines[-1], change.format(name))
    assert len({str(engine.url) for engine in engines}) == len(CHANGES)
    for engine in engines:
        engine.dispose()


def is_as_made_and_then_changed(engine, change):
    with engine.begin() as connection:
        assert inspect(connection).get_table_names() == ["kept"], change
        assert inspect(connection).get_view_names() == [], change
        assert [one["name"] for one in inspect(connection).get_columns("kept")] == ["id"], change
        assert connection.execute(text("SELECT id FROM kept")).all() == [(1,)], change
        assert connection.execute(text("SHOW work_mem")).scalar() == "4MB", change
        connection.execute(text("INSERT INTO kept DEFAULT VALUES"))
        assert connection.execute(text("SELECT max(id) FROM kept")).scalar() == 2, change
        connection.execute(text(change))


def test_a_killed_postgres_keeps_what_was_committed(postgres_server, postgres_url):
    engine = create_engine(postgres_url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE kept (x INTEGER)"))
    engine.dispose()

    postgres_server.kill()
    assert not answers(postgres_server.port)
    postgres_server.restart()

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM kept")).scalar() == 0
    engine.dispose()


def test_a_killed_redis_refuses_and_comes_back_empty_on_the_same_port(redis_server):
    with redis_server.client() as client:
        client.set("hint", "1")

    redis_server.kill()
    with redis_server.client() as client, pytest.raises(redis.ConnectionError):
        client.ping()

    redis_server.restart()
    with redis_server.client() as client:
        assert client.get("hint") is None


def test_a_redis_is_handed_on_thawed_and_empty(redis_server):
    with redis_server.client() as client:
        client.set("hint", "1")
    redis_server.freeze()

    redis_server.fresh()

    with redis_server.client() as client:
        assert client.get("hint") is None


def test_a_frozen_redis_accepts_and_never_answers(redis_server):
    redis_server.freeze()
    assert answers(redis_server.port)
    assert not redis_server.answers()

    redis_server.thaw()
    assert redis_server.answers()


def test_a_child_sees_only_what_it_is_given(start, monkeypatch):
    monkeypatch.setenv("TWILIO_AUTH_TOKEN", "from the developer's shell")

    child = start("env", env={"PORT": "8001"})

    assert child.finishes() == 0
    assert "PORT=8001" in child.said
    assert "TWILIO" not in child.said


RUN = """
import signal, sys
sys.path.insert(0, sys.argv[1])
from servers.{module} import {server}
server = {server}()
server.start()
print("lives", server.child.pid, server.child.log, flush=True)
signal.pause()
"""


@pytest.mark.parametrize(
    ("module", "server"), [("redis", "RedisServer"), ("postgres", "PostgresServer")]
)
def test_a_run_that_is_killed_leaves_neither_server_nor_folder(start, root, module, server):
    code = RUN.format(module=module, server=server)
    run = start(sys.executable, "-c", code, str(root / "tests"), env={})
    run.ready("its server lives", lambda: "lives" in run.said, within_seconds=60)
    _, pid, log = run.said.split()
    assert alive(int(pid))

    run.kill()

    wait_until("the server is gone", lambda: not alive(int(pid)), within_seconds=30)
    wait_until("its folder is gone", lambda: not Path(log).parent.exists(), within_seconds=30)


def test_a_wait_says_what_it_waited_for():
    with pytest.raises(TooLate, match="the moon rises: not within 0 seconds"):
        wait_until("the moon rises", lambda: False, within_seconds=0)


@pytest.mark.parametrize(
    ("ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)]
)
def test_a_missing_browser_skips_at_home_and_fails_under_ci(monkeypatch, tmp_path, ci, outcome):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("CI", ci)
    with pytest.raises(outcome, match="Install the package chromium"):
        chromium_program()


@pytest.mark.browser
def test_a_page_opens_in_a_real_browser(page):
    page.set_content("<h1>Raise an escalation</h1>")
    assert page.get_by_role("heading").inner_text() == "Raise an escalation"


@pytest.mark.browser
@pytest.mark.parametrize(("host", "found"), [("127.0.0.1", "there"), ("127.0.0.2", "refused")])
def test_the_browser_reaches_only_where_our_servers_listen(page, start, host, found):
    # 127.0.0.2 stands for another machine: it would answer, if the browser were let through.
    port = free_port()
    server = start(sys.executable, "-m", "http.server", "--bind", host, str(port), env={})
    server.ready("a page answers", lambda: answers(port, host))
    page.set_content("<p>here</p>")
    fetch = "url => fetch(url, {mode: 'no-cors'}).then(() => 'there', () => 'refused')"
    assert page.evaluate(fetch, f"http://{host}:{port}/") == found


@pytest.mark.browser
def test_after_a_browser_other_tests_may_run_an_event_loop(start, root):
    chromium_program()
    tests = (
        "tests/test_servers.py::test_a_page_opens_in_a_real_browser",
        "tests/cli/test_supervisor.py::test_it_stops_when_asked",
    )
    options = ("-n", "0", "-p", "no:cacheprovider")
    child = start(sys.executable, "-m", "pytest", *options, *tests, env={}, cwd=root)
    assert child.finishes() == 0, child.said
    assert "2 passed" in child.said


@pytest.mark.parametrize("host", ["127.0.0.1", "::1", "localhost", b"localhost", None, "0.0.0.0"])
def test_this_machine_is_allowed(host):
    assert stays_here(host)


@pytest.mark.parametrize("host", ["198.51.100.1", "2001:db8::1", "carrier.example", b"a.example"])
def test_other_machines_are_not(host):
    assert not stays_here(host)


@pytest.mark.parametrize(
    "reach",
    [
        lambda: socket.create_connection(("198.51.100.1", 443), timeout=1),
        lambda: socket.getaddrinfo("carrier.example", 443),
        lambda: socket.gethostbyname("carrier.example"),
    ],
)
def test_reaching_for_another_machine_is_refused(reach, loopback_guard):
    with pytest.raises(LeavesTheMachine, match="Tests stay on loopback"):
        reach()
    loopback_guard.caught.clear()
