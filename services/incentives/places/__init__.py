"""Places (名次) of commissioners in a year's selection, under given weights. R48, R49."""
