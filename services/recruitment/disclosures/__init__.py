"""Disclosures (查看完整信息): who saw an applicant whole, when and why."""
