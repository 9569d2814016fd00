"""Disclosures (查看完整信息): who saw a resident's full contact details, when and why."""
