from __future__ import annotations

from prometheus_client.parser import text_string_to_metric_families

from runtime import metrics


def test_what_was_counted_is_shown() -> None:
    metrics.HANDLED.labels("street.project", "done").inc(3)

    body, content_type = metrics.exposition()
    shown = {
        (sample.name, sample.labels.get("consumer")): sample.value
        for family in text_string_to_metric_families(body.decode())
        for sample in family.samples
    }

    assert content_type.startswith("text/plain")
    assert shown["linli_handled_total", "street.project"] == 3
    assert shown["process_resident_memory_bytes", None] > 0


def test_every_metric_of_ours_is_named_after_us_and_explained() -> None:
    families = list(text_string_to_metric_families(metrics.exposition()[0].decode()))

    assert all(family.name.startswith(("linli_", "process_")) for family in families)
    assert all(family.documentation for family in families)
