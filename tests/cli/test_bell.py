"""The embedded bell does what Redis does, as far as a worker notices."""

import threading

import pytest
import redis

from service.cli.bell import bell_server


@pytest.fixture
def line():
    """One connection, which is not made again where it is lost."""
    server = bell_server(0)
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()
    pool = redis.ConnectionPool(host="127.0.0.1", port=server.server_address[1], retry=None)
    line = pool.get_connection()
    yield line
    line.disconnect()
    server.shutdown()
    serving.join()
    server.server_close()


def test_a_command_that_is_refused_leaves_the_line_open(line):
    line.send_command("EVALSHA", "0" * 40, 0)
    with pytest.raises(redis.exceptions.NoScriptError):
        line.read_response()
    line.send_command("PING")
    assert line.read_response() == b"PONG"
