"""The registers (登记簿): pages that follow from the interface alone.

Every list, every thing and every deed of the interface that an account may do has a page on the
day its route lands: words come from `contracts/words`, questions from the shapes, and what can
be done now from `possible`. What is done daily gets a page by hand beside it.
"""
