"""Parameters (制度参数): the numbers that the regulations set, by street and from a day on."""
