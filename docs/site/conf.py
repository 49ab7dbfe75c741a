"""The site of all papers: ``make site`` writes it to var/site, and fails at any warning.

The papers stay plain Markdown that a code host shows as well: nothing of Sphinx stands in them.
So the table of contents is here, and a link that leaves the papers is shown as words.
"""

import tomllib
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx

ROOT = Path(__file__).parents[2]

#: Who reads what, in the order in which a site meets it. What stands nowhere here is put last.
READERS = {
    "For staff": ["docs/for-staff"],
    "For officers": ["docs/for-officers"],
    "For admins": ["docs/for-admins", "docs/practice"],
    "For the IT volunteer": [
        "docs/saturday",
        "docs/machine",
        "docs/without-containers",
        "docs/doctor",
        "docs/runbook",
        "docs/watching",
        "docs/backup",
        "docs/upgrading",
        "docs/settings",
        "docs/commands",
        "docs/refusals",
        "docs/retention",
        "CHANGELOG",
        "SECURITY",
    ],
    "For trustees": [
        "docs/for-trustees",
        "docs/left-out",
        "docs/evidence",
        "docs/threats",
        "docs/papers/README",
        "docs/papers/privacy-notice",
        "docs/papers/impact-assessment",
        "docs/papers/record-of-processing",
        "docs/papers/breach",
    ],
    "For developers": [
        "CONTRIBUTING",
        "docs/house",
        "docs/architecture",
        "docs/states",
        "docs/words",
        "docs/carriers",
        "docs/reliability",
        "docs/pages",
        "docs/decisions/README",
    ],
}
FRONT = "README"

project = "Escalate"
author = "Escalate"
release = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["version"]
language = "en"

root_doc = FRONT
include_patterns = [
    "*.md",
    "docs/*.md",
    "docs/**/*.md",
    "service/**/README.md",
    "tests/*/README.md",
]
# Neither looked through nor copied: there are tens of thousands of files in the first two.
exclude_patterns = [".*", "var", "build", "**/node_modules"]
extensions = ["myst_parser"]
myst_heading_anchors = 4
nitpicky = True

html_theme = "furo"
html_title = f"Escalate {release}"
html_show_sphinx = False
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False
html_last_updated_fmt = None
# Summaries are fetched, which no browser does from a folder; results lead to the headings anyway.
html_show_search_summary = False
templates_path = ["templates"]
html_static_path = ["static"]
html_css_files = ["papers.css"]
# A web server and a file manager both open this one first.
html_additional_pages = {"index": "to-the-front.html"}
# Furo links a code host, which this has none of; its fonts are those of the reader's machine.
html_theme_options = {"navigation_with_keys": True, "top_of_page_buttons": []}


def add_contents(app: Sphinx, docname: str, source: list[str]) -> None:
    """Put the table of contents below the front page, one part for each reader."""
    if docname != FRONT:
        return
    found = sorted(app.project.docnames)
    listed = {name for names in READERS.values() for name in names} | {FRONT}
    parts = READERS | {"More": [name for name in found if name not in listed]}
    for caption, names in parts.items():
        there = "\n".join(f"/{name}" for name in names if name in found)
        if there:
            source[0] += (
                f"\n```{{toctree}}\n:hidden:\n:maxdepth: 1\n:caption: {caption}\n\n{there}\n```\n"
            )


def show_as_words(app: Sphinx, doctree: nodes.document) -> None:
    """Show a link to what is in the repository, and is no paper, as its words alone.

    A link that leads nowhere at all stays a warning, and so an error.
    """
    here = Path(app.env.doc2path(app.env.docname)).parent
    for link in list(doctree.findall(pending_xref)):
        if link.get("reftype") != "myst" or link.get("refdomain") == "doc":
            continue
        target = (here / link["reftarget"]).resolve()
        if target.exists() and target.is_relative_to(ROOT):
            link.replace_self(link.children)


def setup(app: Sphinx) -> None:
    """Join the two above to the build."""
    app.connect("source-read", add_contents)
    app.connect("doctree-read", show_as_words)
