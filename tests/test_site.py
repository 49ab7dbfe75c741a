"""The papers as a site: whole, searchable, without a word to anybody else."""

import subprocess
from html.parser import HTMLParser
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("site")

#: What a browser fetches by itself, by the attribute that says where from.
FETCHED = {
    "script": "src",
    "img": "src",
    "iframe": "src",
    "source": "src",
    "link": "href",
    "form": "action",
}


class Fetched(HTMLParser):
    """Gathers the addresses that a page fetches."""

    def __init__(self, page: Path) -> None:
        super().__init__()
        self.addresses: list[str] = []
        self.feed(page.read_text("utf-8"))

    def handle_starttag(self, tag, attrs):
        self.addresses += [value for name, value in attrs if FETCHED.get(tag) == name and value]


@pytest.fixture(scope="module")
def site(root, tmp_path_factory):
    folder = tmp_path_factory.mktemp("site") / "site"
    verb = ("make", "site", f"SITE={folder}")
    made = subprocess.run(verb, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603
    assert made.returncode == 0, made.stdout + made.stderr
    return folder


def test_each_paper_is_on_it(root, site):
    papers = [*root.glob("*.md"), *root.glob("docs/**/*.md")]
    assert len(papers) > 50
    lost = [
        str(paper)
        for paper in papers
        if not (site / paper.relative_to(root).with_suffix(".html")).exists()
    ]
    assert lost == []


def test_it_fetches_nothing_from_anywhere_else(site):
    pages = {page: Fetched(page).addresses for page in site.rglob("*.html")}
    assert any("styles/furo.css" in one for one in pages[site / "README.html"])
    outside = {
        (page.name, one)
        for page, addresses in pages.items()
        for one in addresses
        if one.startswith("//") or one.partition(":")[0] in {"http", "https"}
    }
    assert outside == set()
    styles = [sheet.read_text("utf-8") for sheet in site.rglob("*.css")]
    assert styles
    assert not [sheet for sheet in styles if "url(http" in sheet or "@import" in sheet]


@pytest.mark.browser
def test_it_is_searched_from_a_folder_without_a_server(site, page):
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto((site / "index.html").as_uri())
    page.wait_for_url("**/README.html")

    page.get_by_role("textbox", name="Search").fill("recipient")
    page.keyboard.press("Enter")
    page.locator("#search-results li a").first.wait_for()

    assert page.locator("#search-results li a", has_text="Settings").count()
    assert {url.partition(":")[0] for url in asked} <= {"file", "data"}


@pytest.mark.parametrize(
    "link", ["[lost](docs/nowhere.md)", "[lost](#no-such-part)", "[lost](../README.md)"]
)
def test_a_link_that_leads_nowhere_stops_it(root, tmp_path, start, link):
    (tmp_path / "README.md").write_text(f"# A paper\n\n{link}\n", "utf-8")
    made = start(
        root / ".venv/bin/sphinx-build", "--quiet", "--fail-on-warning", "--conf-dir",
        root / "docs/site", tmp_path, tmp_path / "out", env={}, cwd=root,
    )  # fmt: skip
    assert made.finishes() != 0
    assert "myst.xref_missing" in made.said


@pytest.mark.browser
@pytest.mark.parametrize("paper", ["for-staff", "for-officers"])
def test_it_is_one_page_of_a4(site, page, paper):
    page.goto((site / "docs" / f"{paper}.html").as_uri())
    edge = dict.fromkeys(("top", "bottom", "left", "right"), "12mm")
    printed = page.pdf(format="A4", margin=edge)
    assert printed.count(b"/Type /Page\n") == 1
