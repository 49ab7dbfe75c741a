"""Every change that a page makes to the rota: each a function of a rota that returns another.

They are pure, and refuse what the file refuses, so that what they return can be exported and
applied again. ``desk.keeping.change`` puts one in force.
"""
