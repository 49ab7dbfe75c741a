"""Rules and templates that are compiled once in a process, and not anew by each house's app.

Each house has an app of its own, so that what a test does to one is gone with it. To compile
the routes and templates of an app is half of what a test of the web costs, and comes out the
same each time.
"""

from typing import TYPE_CHECKING, Any

from jinja2.bccache import Bucket, BytecodeCache
from werkzeug.routing import Rule

if TYPE_CHECKING:
    from types import CodeType


class CompiledTemplates(BytecodeCache):
    """Keeps each template's code for as long as its source stays the same."""

    def __init__(self) -> None:
        self._codes: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._codes.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._codes[bucket.key, bucket.checksum] = bucket.code


TEMPLATES = CompiledTemplates()

_builders: dict[object, Any] = {}
_compile_builder = Rule._compile_builder


def _compiled_once(rule: Rule, append_unknown: bool = True) -> Any:  # noqa: FBT001, FBT002 - theirs
    """Return the function that builds addresses of *rule*; which rule it serves is its argument."""
    key = rule.rule, tuple(rule._trace), str(rule.defaults), append_unknown
    if key not in _builders:
        _builders[key] = _compile_builder(rule, append_unknown)
    return _builders[key]


Rule._compile_builder = _compiled_once
