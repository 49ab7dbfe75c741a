"""The files for Prometheus and Grafana name what there is, and each alert says what to do."""

import json
import re
import shutil
import subprocess
from itertools import combinations

import pytest
import yaml

from service.desk.health import Health
from service.domain.faults import Fault
from service.domain.standing import BackupDeed, HouseDeed
from service.web.metrics import CLASSES, HELP

#: Figures that Prometheus adds itself.
ITS_OWN = {"up"}
NAME = re.compile(r"\b(escalate_\w+|up)\b(?=[{\s)\[]|$)")
LABEL = re.compile(r'(\w+)="([^"]+)"')
LABELS = {
    "job": {"escalate"},
    "check": set(Health().checks),
    "fault": {one.value for one in Fault},
    "role": {"worker", "watch"},
    "class": set(CLASSES),
    "deed": {one.value for one in (*BackupDeed, *HouseDeed)},
    "of": {"practice", "call_out"},
}


@pytest.fixture
def folder(root):
    return root / "config" / "watching"


@pytest.fixture
def alerts(folder):
    rules = yaml.safe_load((folder / "alerts.yml").read_text())
    return [rule for group in rules["groups"] for rule in group["rules"]]


@pytest.fixture
def board(folder):
    return json.loads((folder / "dashboard.json").read_text())


def queries(board):
    return [target["expr"] for panel in board["panels"] for target in panel["targets"]]


def knows(expr):
    names = {re.sub(r"_(bucket|sum|count)$", "", one) for one in NAME.findall(expr)}
    assert names, expr
    assert names <= HELP.keys() | ITS_OWN, expr
    for label, value in LABEL.findall(expr):
        assert value in LABELS[label], expr


def kebab(name):
    return re.sub(r"(?<!^)(?=[A-Z])", "-", name).lower()


def test_each_rule_asks_after_figures_and_labels_that_there_are(alerts):
    for rule in alerts:
        knows(rule["expr"])


def test_each_alert_says_what_it_means_and_what_to_do(alerts):
    for rule in alerts:
        assert rule["labels"] in ({"severity": "page"}, {"severity": "ticket"})
        assert rule["annotations"].keys() == {"summary", "description", "runbook_url"}
        opened = f"https://docs.example.org/runbook.html#{kebab(rule['alert'])}"
        assert rule["annotations"]["runbook_url"] == opened


def test_each_alert_has_its_entry_in_the_runbook(alerts, root):
    headings = re.findall(r"^## (\S+)$", (root / "docs/runbook.md").read_text(), re.MULTILINE)
    assert {kebab(rule["alert"]) for rule in alerts} <= set(headings)


def test_each_alert_stands_on_the_page_and_none_besides(alerts, root):
    page = (root / "docs" / "watching.md").read_text()
    said = re.findall(r"^\| \[`(\w+)`\]\(runbook\.md#([\w-]+)\) \| (\w+) \|", page, re.MULTILINE)
    there = [(one["alert"], kebab(one["alert"]), one["labels"]["severity"]) for one in alerts]
    assert sorted(said) == sorted(there)


def test_the_page_says_how_many_there_are(alerts, root):
    page = " ".join((root / "docs" / "watching.md").read_text().split())
    assert f"its page of alerts should list {len(alerts)}," in page


def test_each_alert_was_seen_to_fire(alerts, root):
    tried = yaml.safe_load((root / "tests/watching/alerts_test.yml").read_text())
    seen = {
        sample["labels"]
        for test in tried["tests"]
        for one in test["promql_expr_test"]
        for sample in one["exp_samples"]
    }
    assert seen == {f'{{alertname="{one["alert"]}"}}' for one in alerts}


def test_each_query_of_the_dashboard_asks_after_what_there_is(board):
    for expr in queries(board):
        knows(expr)


def test_no_two_panels_lie_on_each_other(board):
    panels = board["panels"]
    assert len({one["id"] for one in panels}) == len(panels)
    for one, other in combinations([panel["gridPos"] for panel in panels], 2):
        beside = one["x"] + one["w"] <= other["x"] or other["x"] + other["w"] <= one["x"]
        below = one["y"] + one["h"] <= other["y"] or other["y"] + other["h"] <= one["y"]
        assert beside or below


def test_the_dashboard_takes_whichever_prometheus_there_is(board):
    (chosen,) = board["templating"]["list"]
    assert chosen["type"] == "datasource"
    for panel in board["panels"]:
        assert panel["title"]
        assert panel["description"].endswith(".")
        for asks in (panel, *panel["targets"]):
            assert asks["datasource"]["uid"] == f"${{{chosen['name']}}}"


@pytest.fixture
def promtool(root):
    """Prometheus's own tool: run it on files of ours, and return what it said."""
    tool = shutil.which("promtool")
    if tool is None:
        pytest.skip("This machine has no promtool. It comes with Debian's package prometheus.")

    def runs(*words):
        done = subprocess.run(  # noqa: S603 - our own words alone
            (tool, *words), capture_output=True, text=True, cwd=root, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    return runs


def test_prometheus_takes_the_rules_and_what_is_to_be_put_into_its_own_file(promtool):
    promtool("check", "rules", "config/watching/alerts.yml")
    promtool("check", "config", "config/watching/prometheus.yml")


def test_prometheus_takes_each_query_of_the_dashboard(promtool, board, tmp_path):
    rules = [{"record": f"q{nth}", "expr": expr} for nth, expr in enumerate(queries(board))]
    file = tmp_path / "queries.yml"
    file.write_text(yaml.safe_dump({"groups": [{"name": "queries", "rules": rules}]}))
    promtool("check", "rules", str(file))


def test_each_rule_fires_where_it_should_and_nowhere_else(promtool):
    promtool("test", "rules", "tests/watching/alerts_test.yml")
