"""The Nanshan programme: two years of five communities, made up from a fixed seed.

The figures are those that Nanshan Street reported (R5, R55 to R57); the words, dates and accounts
are invented. It touches no database: `cli.demo` plays it through the HTTP API.
"""
