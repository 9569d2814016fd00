"""Links by which a commissioner recruits into a team (邀请链接)."""
