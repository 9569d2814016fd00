"""All data of an installation at one moment, in files, and back into empty places.

Read `moment` first: how all databases stand still together. `taking` writes the files, `manifest`
says what is in them, `putting_back` reads them, `going_on` lets the restored system go on where
nothing was given before.
"""
