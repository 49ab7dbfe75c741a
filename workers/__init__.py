"""The processes that do what is due."""
