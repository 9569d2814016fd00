"""Back entries (补录): what is dated further back than the street allows needs its consent."""
