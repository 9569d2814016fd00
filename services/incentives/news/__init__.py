"""News (宣传): what a community or street tells of its commissioners, for anyone. R54."""
