"""What is stored of people: given to them, erased, and its viewings counted."""
