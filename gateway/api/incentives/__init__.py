"""Routes of incentives: scorecards, reports, ratings, selections and honours."""
