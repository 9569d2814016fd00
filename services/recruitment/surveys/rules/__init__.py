"""What counts for surveys: `states`, the `form`, `answers` to it, `counting`, `marks`."""
