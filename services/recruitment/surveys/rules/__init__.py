"""The rules of surveys: `states`, the `form`, `answers` to it, `counting`, `marks`."""
