"""A real Caddy, with the file of the project, on loopback and with certificates of its own."""

import shutil
import socket
import ssl
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import urllib3
from servers.child import Child, answers, free_port
from servers.required import cannot_have

#: What a test has in place of the world: no name is looked up, and nobody asks for certificates.
ON_LOOPBACK = """{
	default_bind 127.0.0.1
	local_certs
	skip_install_trust
"""


def caddy_program() -> str:
    """Find Caddy on this machine."""
    return shutil.which("caddy") or cannot_have("Caddy", "Install the package caddy.")


@dataclass(frozen=True)
class Caddy:
    """The way in to one web: what it says, and how to ask it."""

    child: Child
    host: str
    http: int
    https: int
    certificate: Path

    def asks(self, method: str, path: str, **more: object) -> urllib3.BaseHTTPResponse:
        """Ask over TLS, as whoever has the host's name from its address."""
        with urllib3.HTTPSConnectionPool(
            "127.0.0.1",
            self.https,
            server_hostname=self.host,
            assert_hostname=self.host,
            ca_certs=str(self.certificate),
            retries=False,
            timeout=20,
        ) as pool:
            headers = {"Host": self.host, **dict(more.pop("headers", {}))}
            return pool.request(method, path, headers=headers, **more)

    def speaks_tls(self) -> bool:
        """Say whether it has made its certificates by now."""
        try:
            trusting = ssl.create_default_context(cafile=str(self.certificate))
            with (
                socket.create_connection(("127.0.0.1", self.https), timeout=5) as bare,
                trusting.wrap_socket(bare, server_hostname=self.host),
            ):
                return True
        except OSError:  # No file yet, or none for this host.
            return False

    def asks_in_the_open(self, path: str) -> urllib3.BaseHTTPResponse:
        """Ask as a browser does that was given no scheme."""
        with urllib3.HTTPConnectionPool("127.0.0.1", self.http, retries=False) as pool:
            return pool.request("GET", path, headers={"Host": self.host}, redirect=False)


def caddy_before(
    web: int,
    public_url: str,
    start: Callable[..., Child],
    file: Path,
    folder: Path,
    changed: Mapping[str, str] | None = None,
) -> Caddy:
    """Start a Caddy before the port *web*, with the *file* as it is but for what is *changed*."""
    http, text = free_port(), file.read_text()
    health = str(http + 2)
    for old, new in {"{\n": ON_LOOPBACK, ":8081": f":{health}", **(changed or {})}.items():
        assert old in text
        text = text.replace(old, new, 1)
    (folder / "Caddyfile").write_text(text)
    env = {"PUBLIC_URL": public_url, "WEB": f"127.0.0.1:{web}"}
    env |= {"HTTP_PORT": str(http), "HTTPS_PORT": str(http + 1), "XDG_DATA_HOME": str(folder)}
    child = start(caddy_program(), "run", "--config", str(folder / "Caddyfile"), env=env)
    certificate = folder / "caddy" / "pki" / "authorities" / "local" / "root.crt"
    caddy = Caddy(child, urlsplit(public_url).hostname or "", http, http + 1, certificate)
    child.ready("Caddy answers", lambda: answers(int(health)) and caddy.speaks_tls())
    return caddy
