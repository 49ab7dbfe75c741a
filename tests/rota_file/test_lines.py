"""Each key of a TOML file is found on the line on which it stands."""

import tomlkit
from hypothesis import given
from hypothesis import strategies as st

from service.rota_file.lines import lines_of

FILE = """\
# a comment with [brackets] = and "quotes"
top = 1
a.b = 'x'   # dotted

"quoted \\u0041.key" = \"\"\"
[not.a.header]
key = "no" \\\"\"\" \"\"\"
'literal' = '''
[[nor this]]'''
list = [
  1, # [x]
  ["]", '['], {inner = 2, "k" = [3]},
]
day = 2026-01-01

[t]
one = 1
[t . sub."x.y"]
two = 2
[[many]]
three = 3
[[many.deep]]
[[many]]
[[many.deep]]
[[many.deep]]
four = { five.six = 4 }
[many.table]
seven = 5
"""


def test_every_form_of_key_has_its_line():
    found = lines_of(FILE)
    assert found == {
        (): 1,
        ("top",): 2,
        ("a",): 3,
        ("a", "b"): 3,
        ("quoted A.key",): 5,
        ("literal",): 8,
        ("list",): 10,
        ("list", 0): 11,
        ("list", 1): 12,
        ("list", 1, 0): 12,
        ("list", 1, 1): 12,
        ("list", 2): 12,
        ("list", 2, "inner"): 12,
        ("list", 2, "k"): 12,
        ("list", 2, "k", 0): 12,
        ("day",): 14,
        ("t",): 16,
        ("t", "one"): 17,
        ("t", "sub"): 18,
        ("t", "sub", "x.y"): 18,
        ("t", "sub", "x.y", "two"): 19,
        ("many",): 20,
        ("many", 0): 20,
        ("many", 0, "three"): 21,
        ("many", 0, "deep"): 22,
        ("many", 0, "deep", 0): 22,
        ("many", 1): 23,
        ("many", 1, "deep"): 24,
        ("many", 1, "deep", 0): 24,
        ("many", 1, "deep", 1): 25,
        ("many", 1, "deep", 1, "four"): 26,
        ("many", 1, "deep", 1, "four", "five"): 26,
        ("many", 1, "deep", 1, "four", "five", "six"): 26,
        ("many", 1, "table"): 27,
        ("many", 1, "table", "seven"): 28,
    }


LEAVES = (
    st.integers() | st.booleans() | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
)
TREES = st.dictionaries(
    st.text("ab.\"' é", min_size=1, max_size=4),
    st.recursive(
        LEAVES,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.text("xyz-", min_size=1, max_size=3), inner, max_size=3)
        ),
        max_leaves=12,
    ),
    max_size=4,
)


def paths(tree, path=()):
    yield path
    inside = (
        enumerate(tree)
        if isinstance(tree, list)
        else tree.items()
        if isinstance(tree, dict)
        else ()
    )
    for step, branch in inside:
        yield from paths(branch, (*path, step))


@given(TREES)
def test_whatever_is_in_a_file_has_a_line_and_nothing_else_does(tree):
    source = tomlkit.dumps(tree)
    assert set(lines_of(source)) == set(paths(tomlkit.parse(source).unwrap()))
