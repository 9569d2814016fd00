"""The rules for Prometheus have its form, and name only figures that a process shows."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from runtime import metrics

_ROOT = Path(__file__).parents[2]
_RULES: list[dict[str, Any]] = [
    rule
    for group in yaml.safe_load((_ROOT / "deploy/alerts.yml").read_text())["groups"]
    for rule in group["rules"]
]
_ENDINGS = {
    "counter": ("_total",),
    "gauge": ("",),
    "histogram": ("_bucket", "_sum", "_count"),
}
#: Each figure with its labels, besides `le` of histograms.
_SHOWN = {
    f"{family.name}{ending}": {
        *collector._labelnames,
        "le",
    }
    for collector in {*metrics.REGISTRY._collector_to_names}
    if hasattr(collector, "_labelnames")
    for family in collector.describe()  # type: ignore[attr-defined]  # each of ours has it
    for ending in _ENDINGS[family.type]
}
#: What Prometheus itself adds.
_ADDED = {"job", "instance"}


def test_there_are_rules_and_each_has_a_name_of_its_own() -> None:
    names = [rule["alert"] for rule in _RULES]

    assert len(names) > 5
    assert len(set(names)) == len(names)


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule["alert"])
def test_a_rule_has_the_form_of_a_rule(rule: dict[str, Any]) -> None:
    assert {*rule} == {"alert", "expr", "for", "labels", "annotations"}
    assert re.fullmatch(r"[A-Z][A-Za-z]+", rule["alert"])
    assert re.fullmatch(r"[0-9]+[smh]", rule["for"])
    assert rule["labels"]["severity"] in {"page", "ticket"}
    assert rule["annotations"]["summary"]
    assert all(
        rule["expr"].count(left) == rule["expr"].count(right)
        for left, right in [("(", ")"), ("[", "]")]
    )
    assert re.search(r"(<|>|==) [0-9.]+$", rule["expr"])


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule["alert"])
def test_a_rule_names_only_figures_and_labels_that_there_are(rule: dict[str, Any]) -> None:
    named = set(re.findall(r"\blinli_[a-z_]+", rule["expr"]))
    labels = {
        label.strip()
        for found in re.findall(r"by \(([^)]*)\)", rule["expr"])
        for label in found.split(",")
    }
    told = set(re.findall(r"\$labels\.([a-z_]+)", rule["annotations"]["summary"]))

    assert named <= _SHOWN.keys()
    assert named or rule["expr"].startswith("up")
    for name in named:
        assert labels <= _SHOWN[name] | _ADDED
    assert told <= labels | _ADDED


def test_the_figures_that_operators_look_at_are_all_shown() -> None:
    assert _SHOWN.keys() >= {
        "linli_dead_waiting",
        "linli_queue_depth",
        "linli_oldest_in_hand_seconds",
        "linli_intake_to_register_seconds_bucket",
        "linli_projection_missing",
        "linli_clock_offset_seconds",
    }


@pytest.mark.parametrize("rule", _RULES, ids=lambda rule: rule["alert"])
def test_operators_find_what_to_do_by_the_figure(rule: dict[str, Any]) -> None:
    """An alarm without a deed helps nobody at night."""
    troubles = (_ROOT / "docs/operations/troubles.md").read_text()
    named = re.findall(r"\blinli_[a-z_]+?(?=_bucket\b|\b)", rule["expr"])

    assert [name for name in named if f"`{name}`" not in troubles] == []


def test_what_operators_look_for_can_be_seen() -> None:
    """A figure or a line of the log that the page names is one of ours."""
    troubles = (_ROOT / "docs/operations/troubles.md").read_text()
    signs = [line.split(" | ")[0] for line in troubles.splitlines() if line.startswith("| ")]
    figures = {name for sign in signs for name in re.findall(r"`(linli_[a-z_]+)`", sign)}
    lines = {
        name
        for sign in signs
        for said in re.findall(r"log ((?:`[a-z_]+`(?:, | or )?)+)", sign)
        for name in re.findall(r"`([a-z_]+)`", said)
    }
    packages = ("audit", "bus", "cli", "gateway", "groundwork", "runtime", "services")
    code = "".join(
        file.read_text() for package in packages for file in (_ROOT / package).rglob("*.py")
    )

    assert figures <= {name.removesuffix("_bucket") for name in _SHOWN}
    assert len(lines) > 10
    assert sorted(line for line in lines if f'"{line}"' not in code) == []
