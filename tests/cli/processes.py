"""Which processes there are below another one, read from /proc."""

from pathlib import Path


def children(pid: int) -> dict[int, str]:
    """Return the ids of what *pid* started and is still there, each with its last word."""
    found = {}
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            words = (folder / "cmdline").read_text().split("\0")
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(stat[1]) == pid and stat[0] != "Z":
            found[int(folder.name)] = words[-2] if len(words) > 1 else ""
    return found


def family(pid: int) -> set[int]:
    """Return *pid* itself and everything below it."""
    below = [family(child) for child in children(pid)]
    return {pid}.union(*below)


def alive(pid: int) -> bool:
    """Say whether *pid* still runs; a zombie does not."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False
    return stat.rpartition(")")[2].split()[0] != "Z"
