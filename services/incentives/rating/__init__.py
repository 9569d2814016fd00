"""Ratings (评议) as rows, and their mean: what giving, setting aside and showing them share. R25."""
