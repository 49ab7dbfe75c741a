"""The embedded bell does what Redis does, as far as a worker notices."""

import pytest
import redis
from servers.threaded import on_a_thread

from service.cli.bell import bell_server


@pytest.fixture
def line():
    """One connection, which is not made again where it is lost."""
    server = bell_server(0)
    with on_a_thread(server):
        pool = redis.ConnectionPool(host="127.0.0.1", port=server.server_address[1], retry=None)
        line = pool.get_connection()
        yield line
        line.disconnect()


def test_a_command_that_is_refused_leaves_the_line_open(line):
    line.send_command("EVALSHA", "0" * 40, 0)
    with pytest.raises(redis.exceptions.NoScriptError):
        line.read_response()
    line.send_command("PING")
    assert line.read_response() == b"PONG"
