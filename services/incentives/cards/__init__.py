"""Cards (履职记录) with what residents said, and with what became of promises. R23 to R25."""
