"""The file of the catalogue is what the code says."""

import sys


def test_the_file_lists_each_sentence_of_the_code(root, start, tmp_path):
    gathered = tmp_path / "escalate.pot"
    words = make_words(root, "GATHER")
    child = start(
        sys.executable, "-m", "babel.messages.frontend", *words, str(gathered), env={}, cwd=root
    )
    assert child.finishes() == 0, child.said
    kept = (root / "service/locale/escalate.pot").read_text()
    assert gathered.read_text() == kept, 'Run "make docs": the catalogue is not what the code says.'


def make_words(root, name):
    """Return the words of a variable of the Makefile, after its program and its switch."""
    text = (root / "Makefile").read_text().replace("\\\n", " ")
    line = next(line for line in text.splitlines() if line.startswith(f"{name} := "))
    _, _, program, *rest = line.split()
    assert program.endswith("/pybabel")
    return [*rest, "--output-file"]
