"""The library that draws the trustees' pictures, so loaded that it asks nothing of the machine."""

import json
import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matplotlib.figure import Figure

#: It is not safe to use from several threads at once.
#: Source: https://matplotlib.org/stable/users/faq.html
ONE_AT_A_TIME = threading.Lock()
_FOLDER = "MPLCONFIGDIR"
#: The form of its list of fonts; of another one it would make a list for itself.
FORM = "3.11.0"
#: Its own list, as it would write it, with the one font that comes with it. By that font it
#: measures; the page is set in the reader's. So all machines draw the same bytes.
_FONTS = {
    "__class__": "FontManager",
    "_version": FORM,
    "_FontManager__default_weight": "normal",
    "default_size": None,
    "defaultFamily": {"ttf": "DejaVu Sans", "afm": "Helvetica"},
    "afmlist": [],
    "ttflist": [
        {
            "__class__": "FontEntry",
            "fname": "fonts/ttf/DejaVuSans.ttf",
            "index": 0,
            "name": "DejaVu Sans",
            "style": "normal",
            "variant": "normal",
            "weight": 400,
            "stretch": "normal",
            "size": "scalable",
        }
    ],
}


@cache
def figure_class() -> "type[Figure]":
    """Load the library at the first picture, and return what it draws on.

    Only then: it is 40 MB that no process must carry before a trustee looks. By itself it would
    look for a folder at home, warn of one that is read-only, as a container's is, and read every
    font of the machine, which takes seconds, to write a list of them there. So it is given a
    folder that is gone again at once, with the list in it.
    """
    with _folder() as folder:
        (folder / f"fontlist-v{FORM}.json").write_text(json.dumps(_FONTS), "utf-8")
        import matplotlib as mpl  # noqa: PLC0415
        import matplotlib.backends.backend_svg  # noqa: PLC0415 - it would load it when it saves
        from matplotlib.figure import Figure  # noqa: PLC0415
    # Letters stay letters, in the reader's own font; and names of parts come from their content.
    mpl.rcParams.update({"svg.fonttype": "none", "svg.hashsalt": "trustees", "font.size": 9})
    # A name may have two dollar signs in it.
    mpl.rcParams.update({"text.parse_math": False})
    return Figure


@contextmanager
def _folder() -> Iterator[Path]:
    before = os.environ.get(_FOLDER)
    with TemporaryDirectory(prefix="escalate-") as folder:
        os.environ[_FOLDER] = folder
        try:
            yield Path(folder)
        finally:
            os.environ.pop(_FOLDER)
            if before is not None:
                os.environ[_FOLDER] = before
