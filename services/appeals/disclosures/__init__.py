"""Disclosures (查看完整信息): who saw a resident's contact whole, when and why."""
