"""What a reading of the rota file has to say: every mistake and doubt, each with its line."""

from dataclasses import dataclass, field

from service.domain.catalogue import _
from service.domain.refusals import Refusal
from service.domain.rota import Rota
from service.rota_file.lines import Path

#: A key may be written with anything in it; more than this of it is not worth showing.
_SHOWN = 40


@dataclass(frozen=True, slots=True, order=True)
class Remark:
    """Something about one line of the file: what is wrong, and what to write instead.

    ``path`` counts from one as people do: ``ladders.1.rungs.2.holder``.
    """

    line: int
    path: str
    problem: str
    mend: str

    def __str__(self) -> str:
        """Write it as ``rota check`` prints it."""
        said = f"{self.problem} {self.mend}"
        if not self.path:
            return _("line {line}: {said}", line=self.line, said=said)
        return _("line {line}, {path}: {said}", line=self.line, path=self.path, said=said)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The rota, where there is no mistake, and everything that was noticed, by line."""

    rota: Rota | None = None
    mistakes: list[Remark] = field(default_factory=list)
    warnings: list[Remark] = field(default_factory=list)


class Notes:
    """Remarks as they are made, each given the line of its path, or of the nearest table."""

    def __init__(self, lines: dict[Path, int]) -> None:
        self.lines = lines
        self.mistakes: list[Remark] = []
        self.warnings: list[Remark] = []

    def mistake(self, path: Path, problem: str, mend: str) -> None:
        """Note what keeps the file from being applied."""
        self.mistakes.append(self._remark(path, problem, mend))

    def refused(self, path: Path, refusal: Refusal) -> None:
        """Note a refusal in its own words."""
        self.mistake(path, refusal.why, refusal.cure)

    def warning(self, path: Path, problem: str, mend: str) -> None:
        """Note what somebody should look at, though the file may be applied."""
        self.warnings.append(self._remark(path, problem, mend))

    def _remark(self, path: Path, problem: str, mend: str) -> Remark:
        nearest = next(path[:end] for end in range(len(path), -1, -1) if path[:end] in self.lines)
        return Remark(self.lines[nearest], written(path), problem, mend)


def written(path: Path) -> str:
    """Write *path* as people count: ``("ladders", 0)`` is ``ladders.1``."""
    return ".".join(str(step + 1) if isinstance(step, int) else shown(step) for step in path)


def shown(name: str) -> str:
    """Make a *name* from the file safe for a terminal, and short."""
    short = name if len(name) <= _SHOWN else name[: _SHOWN - 1] + "…"
    return "".join(sign if sign.isprintable() else "?" for sign in short)
