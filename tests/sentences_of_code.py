"""Finds in code and templates what a person reads, and whether it stands in the catalogue."""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

from jinja2 import Environment, nodes

#: What looks a sentence up, and what marks one that is looked up elsewhere.
LOOKUPS, MARKS = {"_", "ngettext"}, {"N_"}
#: Two words beside each other; an expression in braces counts as one.
_WORDS = re.compile(r"[^\W\d_]{2,}[.,;:?!']* +[^\W\d_]|[^\W\d_][.,;:?!']* +[^\W\d_]{2,}")
#: Stands for what is filled in: a letter, but none of ours.
_FILLED = "\N{CJK UNIFIED IDEOGRAPH-4E00}"
_OURS = re.compile(r"[A-Za-z]{2,}")
#: What a programmer or an operator reads of a bug or an outage; nobody else does.
_OUTAGES = {"NotTold", "Uncertain", "NotPlaced", "Refused", "Outage", "BookUnavailable"}
#: Attributes that are read out or shown.
_SHOWN = {"aria-label", "aria-description", "title", "placeholder", "alt"}
#: What a macro writes into a tag of whoever calls it.
_ATTRIBUTES = re.compile(r'(?:\s*[\w-]+="[^"]*")+\s*')
#: Blocks that a page fills inside a tag of its layout.
_IN_A_TAG = {"width", "head_width", "main_attributes"}


class Found(NamedTuple):
    """What stands where."""

    path: str
    line: int
    text: str


def is_sentence(text: str) -> bool:
    """Whether it is more than one word, of which one is ours."""
    return bool(_WORDS.search(text)) and bool(_OURS.search(text))


def called(node: ast.AST) -> str:
    """Return the name of what *node* calls; of ``log.info`` it is ``log``."""
    if not isinstance(node, ast.Call):
        return ""
    function = node.func
    while isinstance(function, ast.Attribute):
        inner = function.value
        if not isinstance(inner, (ast.Name, ast.Attribute)):
            return ""
        function = inner
    return function.id if isinstance(function, ast.Name) else ""


def loose_in_code(path: Path, source: str) -> Iterator[Found]:
    """Yield each sentence of *source* that is not in the catalogue."""
    yield from _loose(path, ast.parse(source))


def _loose(path: Path, node: ast.AST) -> Iterator[Found]:
    text = _text(node)
    if text is not None:
        if is_sentence(text):
            yield Found(str(path), node.lineno, text.replace(_FILLED, "{}"))
        return
    for child in _looked_into(node):
        yield from _loose(path, child)


def _text(node: ast.AST) -> str | None:
    match node:
        case ast.Constant(value=str()):
            return node.value
        case ast.JoinedStr():
            return "".join(
                one.value if isinstance(one, ast.Constant) else _FILLED for one in node.values
            )
        case _:
            return None


def _looked_into(node: ast.AST) -> Iterator[ast.AST]:
    """Yield the parts of *node* in which a sentence for people could stand."""
    if _says_nothing(node):
        return
    match node:
        case ast.Call() if called(node) in LOOKUPS | MARKS:
            yield from (word.value for word in node.keywords)
            yield from (one for one in node.args if _text(one) is None)
        case ast.FunctionDef():
            yield from (*node.args.defaults, *filter(None, node.args.kw_defaults), *node.body)
            yield from node.decorator_list
        case ast.AnnAssign():
            yield from filter(None, [node.value])
        case ast.Subscript():
            yield node.value
        case _:
            yield from ast.iter_child_nodes(node)


def _says_nothing(node: ast.AST) -> bool:
    """Whether nobody but a programmer or an operator reads what stands in *node*."""
    match node:
        case ast.Expr(value=ast.Constant()):  # a docstring
            return True
        case ast.Raise():
            return called(node.exc) in _BUGS
        case ast.Assign(targets=[ast.Name(id="msg")]):  # said by the exception that is raised next
            return True
        case ast.Call(func=ast.Attribute(value=ast.Call(func=ast.Name(id="super")))):
            return True  # an exception's own words
        case _:
            return called(node) in {"log", "re", "cast"} | _OUTAGES


#: Raised for programmers and operators.
_BUGS = {"ValueError", "LookupError", "TypeError", "RuntimeError", *_OUTAGES}


#: What a message may be: written out, or kept under a name where ``N_`` marked it. Whatever is
#: computed is another message than the one that is gathered.
_LOOKED_UP = (ast.Constant, ast.Name, ast.Attribute, ast.Subscript)


def misused(path: Path, source: str) -> Iterator[Found]:
    """Yield what the catalogue cannot look up: put together, or looked up while it is imported."""
    tree = ast.parse(source)
    for node in ast.walk(tree):
        if not all(isinstance(one, _LOOKED_UP) for one in _messages(node)):
            yield Found(str(path), node.lineno, "put together")
    for node in _while_imported(tree):
        if _messages(node) and called(node) in LOOKUPS:
            yield Found(str(path), node.lineno, "looked up while imported")
    if any(one.name == "_" for one in _imports_of_catalogue(tree)):
        for node in ast.walk(tree):
            named = node.arg if isinstance(node, ast.arg) else ""
            stored = isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store) and node.id
            if "_" in {named, stored}:
                yield Found(str(path), node.lineno, "_ is shadowed")


def _messages(node: ast.AST) -> list[ast.expr]:
    """Return what *node* hands to the catalogue to be looked up; nothing of any other call."""
    name = called(node)
    if name not in LOOKUPS | MARKS or not isinstance(node.func, ast.Name):
        return []
    return node.args[: 2 if name == "ngettext" else 1]


def _imports_of_catalogue(tree: ast.AST) -> Iterator[ast.alias]:
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.module == "service.domain.catalogue":
            yield from node.names


def _while_imported(node: ast.AST) -> Iterator[ast.AST]:
    if isinstance(node, (ast.FunctionDef, ast.Lambda)):
        for default in (*node.args.defaults, *filter(None, node.args.kw_defaults)):
            yield from _while_imported(default)
        return
    yield node
    for child in ast.iter_child_nodes(node):
        yield from _while_imported(child)


def marked(source: str) -> set[str]:
    """Return each message that the code of *source* writes out for the catalogue."""
    messages = (one for node in ast.walk(ast.parse(source)) for one in _messages(node))
    return {
        one.value
        for one in messages
        if isinstance(one, ast.Constant) and isinstance(one.value, str)
    }


# Templates.


class _Shown(HTMLParser):
    """Gathers what is shown of a page whose expressions have been taken out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[int, str]] = []
        self.hidden = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.hidden += tag in {"script", "style"}
        button = tag == "input" and ("type", "submit") in attrs
        for name, value in attrs:
            shown = name in _SHOWN or (button and name == "value")
            literal = value or ""
            if (shown and _OURS.search(literal)) or (
                name.startswith("data-") and is_sentence(literal)
            ):
                self.found.append((self.getpos()[0], f'{name}="{literal}"'))

    def handle_endtag(self, tag: str) -> None:
        self.hidden -= tag in {"script", "style"}

    def handle_data(self, data: str) -> None:
        if _ATTRIBUTES.fullmatch(data):
            inside = _Shown()
            inside.feed(f"<i {data}>")
            self.found += inside.found
            return
        if not self.hidden and re.search(r"[A-Za-z]", data):
            self.found.append((self.getpos()[0], " ".join(data.split())))


def loose_in_template(path: Path, source: str) -> Iterator[Found]:
    """Yield what a template shows that is not in the catalogue."""
    environment = Environment(autoescape=True)
    page = _Shown()
    page.feed("".join(_without_expressions(environment, source)))
    page.close()
    yield from (Found(str(path), line, text) for line, text in page.found)
    yield from _loose_in_expressions(path, environment.parse(source))


def _without_expressions(environment: Environment, source: str) -> Iterator[str]:
    """Yield the page around its expressions, with as many lines."""
    words: list[str] = []
    in_a_tag = False
    for _line, kind, value in environment.lex(source):
        if kind == "data":
            yield value
            continue
        yield "\n" * value.count("\n")
        if kind == "variable_end":
            yield _FILLED
        elif kind == "block_begin":
            words = []
        elif kind == "name":
            words.append(value)
        elif kind == "block_end" and words[:1] == ["block"] and words[1] in _IN_A_TAG:
            in_a_tag = True
            yield "<i "
        elif kind == "block_end" and words[:1] == ["endblock"] and in_a_tag:
            in_a_tag = False
            yield ">"


def _loose_in_expressions(path: Path, node: nodes.Node) -> Iterator[Found]:
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        if node.node.name in LOOKUPS:
            children = [*node.kwargs, *(one for one in node.args if not _is_text(one))]
            messages = node.args[: 2 if node.node.name == "ngettext" else 1]
            if not all(isinstance(one, _KEPT) for one in messages) or node.dyn_args:
                yield Found(str(path), node.lineno, "put together")
        else:
            children = list(node.iter_child_nodes())
    elif isinstance(node, nodes.TemplateData):
        return
    else:
        children = list(node.iter_child_nodes())
    if isinstance(node, nodes.Const) and isinstance(node.value, str) and is_sentence(node.value):
        yield Found(str(path), node.lineno, node.value)
    for child in children:
        yield from _loose_in_expressions(path, child)


#: As ``_LOOKED_UP``, in a template.
_KEPT = (nodes.Const, nodes.Name, nodes.Getattr, nodes.Getitem)


def _is_text(node: nodes.Node) -> bool:
    return isinstance(node, nodes.Const) and isinstance(node.value, str)
