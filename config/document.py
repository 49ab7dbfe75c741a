"""Writes the page of settings from the class itself: ``python -m config.document``."""

from pathlib import Path

from config.settings import Settings, field_say, names, secret_names

PAGE = Path(__file__).parents[1] / "docs" / "settings.md"
_TOP = """\
# Settings

Generated from `config/settings.py` by `python -m config.document`.

Settings come from the environment, or from a file `.env` in the folder in which the program is
started; the environment wins. A blank value counts as none. None of them has to be set: without
any, everything runs on one machine, and the telephones are pretended.

For real telephones, set `PUBLIC_URL`, `TWILIO_ACCOUNT_SID`, `TWILIO_AUTH_TOKEN` and
`TWILIO_FROM` together. `escalate doctor` says of each setting whether it is right.

A setting marked *also as a file* may be given as the path of a file that holds it, under its name
with `_FILE` added: `SECRET_KEY_FILE=/run/secrets/key`. Giving both is refused.
"""


def settings_page() -> str:
    """Return ``docs/settings.md`` as it should be."""
    return "\n".join([_TOP, *(_entry(name) for name in names())])


def _entry(name: str) -> str:
    field = Settings.model_fields[name.lower()]
    say = field_say(name.lower())
    if say is None or field.description is None:
        raise LookupError(f"{name} says too little about itself")
    default = f"{field.default:g}" if isinstance(field.default, float) else field.default
    lines = [
        f"## {name}",
        "",
        field.description,
        "",
        f"- {say.mend}",
        f"- Left out: {say.usual or f'`{default}`'}.",
    ]
    if name in secret_names():
        lines.append(f"- Also as a file: `{name}_FILE`.")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(settings_page(), encoding="utf-8")
