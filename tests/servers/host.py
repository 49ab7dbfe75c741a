"""Runs what a container's host would run, as processes of this machine."""

import os
import shutil
import sys
from pathlib import Path

from servers.caddy import ON_LOOPBACK, caddy_program
from servers.child import free_port
from servers.containers import stage, words
from servers.postgres import postgres_program
from servers.redis import redis_program
from servers.required import cannot_have
from servers.waiting import wait_until


class Host:
    """Runs the services of the compose file as processes, with its hosts replaced by ours."""

    def __init__(self, compose, image, whole, start, postgres_server, folder):
        self.compose, self.image, self._start, self.folder = compose, image, start, folder
        self.entrypoint = words(stage(whole), "ENTRYPOINT")[0]
        self.proxy = stage(whole, "proxy")
        self.postgres = postgres_server
        self.web_port, self.redis_port, self.caddy_port = (free_port() for _ in range(3))

    def here(self, text: str) -> str:
        for there, port in [
            ("postgres:5432", self.postgres.port),
            ("redis:6379", self.redis_port),
            ("127.0.0.1:8000", self.web_port),
            ("127.0.0.1:8081", self.caddy_port + 2),
        ]:
            text = text.replace(there, f"127.0.0.1:{port}")
        return text.replace("/backups", str(self.folder / "backups"))

    def environment(self, name: str) -> dict[str, str]:
        env = {key: self.here(value) for key, value in self.compose.environment(name).items()}
        path = f"{self.image / 'bin'}:{Path(sys.executable).parent}:{os.environ['PATH']}"
        # Only this machine may reach what a test starts, where a container listens to all.
        listens = {"HOST": "127.0.0.1", "PORT": str(self.web_port)}
        return env | listens | {"PATH": path, "PYTHONPATH": str(self.image)}

    def starts(self, name: str):
        command = self.entrypoint + self.compose.services[name]["command"]
        return self._start(*command, env=self.environment(name))

    def starts_redis(self, folder: Path):
        _, *options = self.compose.services["redis"]["command"]
        here = ["--bind", "127.0.0.1", "--port", str(self.redis_port), "--dir", str(folder)]
        return self._start(str(redis_program()), *options, *here, env={})

    def starts_caddy(self, root: Path):
        """Carry out its image: the file that is copied, and the command that names it."""
        file, there = next(step.words for step in self.proxy if step.name == "COPY")
        here = self.folder / "Caddyfile"
        text = self.here((root / file).read_text().replace("{\n", ON_LOOPBACK, 1))
        here.write_text(text.replace("{$WEB:web:8000}", f"127.0.0.1:{self.web_port}"))
        program, *_ = words(self.proxy, "ENTRYPOINT")[0]
        assert Path(caddy_program()).name == program
        command = [str(here) if word == there else word for word in words(self.proxy, "CMD")[0]]
        # Of its own, since whoever tries the house beside the tests has the usual port.
        env = {"PUBLIC_URL": f"http://127.0.0.1:{self.caddy_port + 3}"}
        ports = {"HTTP_PORT": str(self.caddy_port), "HTTPS_PORT": str(self.caddy_port + 1)}
        folders = {word.partition("=")[0]: str(self.folder) for (word,) in words(self.proxy, "ENV")}
        assert env.keys() == self.compose.services["caddy"]["environment"].keys()
        return self._start(caddy_program(), *command, env=env | ports | folders)

    def is_well(self, name: str) -> bool:
        program, *options = map(self.here, self.compose.health_check(name))
        env = {}
        if program == "redis-cli":
            program, options = str(redis_program(program)), ["-p", str(self.redis_port), *options]
        elif program == "wget":
            program = shutil.which(program) or cannot_have("wget", "Install the package wget.")
        elif program == "pg_isready":
            program = str(postgres_program(program))
            env = {"PGHOST": "127.0.0.1", "PGPORT": str(self.postgres.port)}
        else:
            env = self.environment(name)
        return self._start(program, *options, env=env).finishes() == 0

    def becomes_well(self, name: str) -> None:
        wait_until(f"{name} is well", lambda: self.is_well(name), within_seconds=60)
