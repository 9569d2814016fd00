"""Disclosures (查看完整信息): who saw a person's full details, when and why."""
