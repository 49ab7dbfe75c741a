"""The command line. A new command is one line here, and one module beside this one."""

import click

from service.cli.commands import Commands

#: Command: where it is. Modules are loaded when they are asked for, since some need seconds.
COMMANDS = {
    "run": "service.cli.run:run",
    "web": "service.cli.web:web",
    "worker": "service.cli.worker:worker",
    "watch": "service.cli.watch:watch",
    "exchange": "service.cli.exchange:exchange",
    "bell": "service.cli.bell:bell",
    "migrate": "service.cli.migrate:migrate",
    "book": "service.cli.book:book",
    "backup": "service.cli.backups:backup",
    "rota": "service.cli.rota:rota",
    "token": "service.cli.keys:token",
    "sign-in-link": "service.cli.keys:sign_in_link",
    "pin": "service.cli.pin:pin",
    "raise": "service.cli.raising:raise_",
    "test-call": "service.cli.test_call:test_call",
    "drill": "service.cli.drill:drill",
    "forget": "service.cli.forget:forget",
    "export": "service.cli.export:export",
    "audit": "service.cli.audit:audit",
    "doctor": "service.cli.doctor:doctor",
    "carrier": "service.cli.carrier:carrier",
    "simulate": "service.cli.simulate:simulate",
    "bench": "service.cli.bench.command:bench",
}


@click.group(cls=Commands, places=COMMANDS)
@click.version_option(package_name="escalate", message="%(version)s")
@click.option("--tied-to", type=int, hidden=True)
def main(tied_to: int | None) -> None:
    """Ring a safeguarding officer until two people have spoken."""
    if tied_to is not None:
        from service.cli.tied import end_with  # noqa: PLC0415 - only Linux, only under `run`

        end_with(tied_to)
