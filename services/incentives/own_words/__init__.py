"""The words (本人说明) that commissioners add to their quarters, until the report is approved."""
