"""The exchange as a process of its own."""

import subprocess
import sys

import pytest
import requests

from exchange.parts import AMARA, OURS, SID, TOKEN

PROGRAM = f"""
from service.exchange import ExchangeSettings, serve
serve(ExchangeSettings(account_sid="{SID}", auth_token="{TOKEN}", page_key="key",
    public_url="http://127.0.0.1:9", numbers=("{OURS}",)), "127.0.0.1", 0)
"""


@pytest.mark.processes
def test_it_serves_with_tidy_lines_and_stops_when_told(root):
    with subprocess.Popen(  # noqa: S603 - our own program
        [sys.executable, "-c", PROGRAM], cwd=root, stdout=subprocess.PIPE, text=True
    ) as process:
        first = process.stdout.readline()
        url = f"http://127.0.0.1:{first.split()[-1]}"
        body = {"name": "Marmalade"}
        path = f"/exchange/phones/{AMARA}"
        assert requests.put(url + path, json=body, auth=(SID, TOKEN), timeout=10).ok
        text = requests.post(
            f"{url}{path}/text", json={"body": "Marmalade"}, auth=(SID, TOKEN), timeout=10
        )
        process.terminate()
        rest = process.stdout.read()
    assert process.returncode == 0
    assert f"text {text.json()['sid'][-6:]}: received" in rest
    assert rest.endswith("exchange: stopped\n")
    assert not any(word in first + rest for word in ("7700", "7946", "Marmalade"))
