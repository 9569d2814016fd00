"""The console: pages for people (网页), for residents and for everybody with an account.

A page is a client of the HTTP interface in the same process. It calls the routes under
`/api/v1` as the browser that asks, so no rule, no query and no permission is written a second
time. It is made here as a whole: every page works without a script, and a script only makes it
better. `pages.py` shows how a page is declared, `api.py` how it calls, `forms.py` how it asks.
"""
