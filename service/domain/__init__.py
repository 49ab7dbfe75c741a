"""The rules. Standard library only, no I/O: see README.md."""
