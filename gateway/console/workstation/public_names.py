"""Names beside posts, as far as their people agree to it today; incentives keeps none."""

from __future__ import annotations

from gateway.console import api


def named_today(community: str) -> dict[str, str]:
    """The public names of those in office, by appointment."""
    path = f"/api/v1/public/communities/{community}/commissioners"
    return {one["appointment_id"]: one["name"] for one in api.get(path)["items"] if one["name"]}
