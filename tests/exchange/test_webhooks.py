"""What the exchange makes of a customer who does not answer as one should."""

import socket
import threading

import pytest

from exchange.parts import TOKEN
from service.exchange.webhooks import WebhookFailed, ask


def test_a_customer_who_dies_in_the_middle_of_the_answer_has_not_answered():
    with socket.create_server(("127.0.0.1", 0)) as server:

        def dies_amid():
            customer, _ = server.accept()
            customer.recv(1 << 16)
            customer.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n<Resp")
            customer.close()

        dying = threading.Thread(target=dies_amid)
        dying.start()
        with pytest.raises(WebhookFailed) as failed:
            ask(f"http://127.0.0.1:{server.getsockname()[1]}/#rc=0", "POST", {}, TOKEN, "once")
        dying.join()
    assert failed.value.code == 11200
