"""The simulated carrier, asked as the product would ask it."""
