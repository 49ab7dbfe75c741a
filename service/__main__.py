"""``python -m service`` is the same as ``escalate``."""

from service.cli import main

if __name__ == "__main__":
    main(prog_name="escalate")
