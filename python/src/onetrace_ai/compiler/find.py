"""One iterative walk: deep expressions compile, and must not break here."""

from __future__ import annotations

import ast
from typing import NamedTuple

from . import rules
from .imports import Imports, dotted_path, imported_roots
from .judge import judge_call
from .site import Miss, Site

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
# Evaluated later, by whoever asks: no statement of theirs could see an exception pass.
LATER = (ast.Lambda, ast.GeneratorExp)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp)
# Never touched: annotations and type parameters may be read as text, or evaluated at any time.
SKIPPED = frozenset(("annotation", "returns", "type_params", "decorator_list", "pattern"))


class Place(NamedTuple):
    """A node, where it stands in its parent, and what is around it."""

    node: ast.AST
    parent: ast.AST
    field: str
    at: int
    outer: Place | None


class Found(NamedTuple):
    site: Site
    place: Place
    statement: Place | None
    """The statement whose frame evaluates it; None: wrap form."""


class Finding:
    def __init__(self, tree: ast.Module, source: bytes, file: str) -> None:
        self.sites: list[Found] = []
        self.misses: list[Miss] = []
        self._file = file
        self._joined: set[str] = set()
        self._lines = source.split(b"\n")
        self._ignored = {at for at, line in enumerate(self._lines, 1) if rules.IGNORE.search(line)}
        self._imports = Imports()
        calls: list[Place] = []
        references: list[Place] = []
        imports: list[Place] = []
        for place in walk_tree(tree):
            node = place.node
            if isinstance(node, ast.Call):
                calls.append(place)
            elif isinstance(node, ast.Attribute):
                if place.field == "args" and isinstance(place.parent, ast.Call):
                    references.append(place)
            else:
                self._imports.add(node)
                if isinstance(node, (ast.Import, ast.ImportFrom)):
                    imports.append(place)
        for place in calls:
            self._judge(place)
        for place in references:
            self._refer(place)
        for place in imports:
            self._join(place)

    def _judge(self, place: Place) -> None:
        call = place.node
        assert isinstance(call, ast.Call)
        awaited = isinstance(place.parent, ast.Await)
        entered = place.field == "context_expr" and isinstance(_statement(place).node, ast.AsyncWith)
        judged = judge_call(call, self._imports, awaited or entered)
        if judged is None:
            return
        kind, proven = judged
        reason = self._refusal(call)
        if reason is not None:
            self._miss(kind, call, reason)
            return
        form, statement = form_of(place)
        self._add(Found(self._site(kind, proven, place, form), place, statement))

    def _refer(self, place: Place) -> None:
        node = place.node
        assert isinstance(node, ast.Attribute)
        if rules.REFERENCE.search(dotted_path(node)) and node.lineno not in self._ignored:
            self._add(Found(self._site("llm", False, place, "wrap"), place, None))

    def _join(self, place: Place) -> None:
        """An import of a framework that has callbacks; the first of a family at the top of a file is enough."""
        node = place.node
        assert isinstance(node, (ast.Import, ast.ImportFrom))
        for root in imported_roots(node):
            family = rules.FRAMEWORKS.get(root)
            if family is None or family in self._joined or node.lineno in self._ignored:
                continue
            if isinstance(place.parent, ast.Module):
                self._joined.add(family)
            column = self._column(node)
            site = Site("agent", family, self._file, node.lineno, column, _function(place), True, "join")
            self._add(Found(site, place, None))

    def _add(self, found: Found) -> None:
        self.sites.append(found)

    def _refusal(self, call: ast.Call) -> str | None:
        if call.lineno in self._ignored:
            return "ignored by a comment"
        names = [it.arg for it in call.keywords if it.arg is not None]
        return "a keyword is repeated, which the compiler refuses" if len(names) != len(set(names)) else None

    def _site(self, kind: str, proven: bool, place: Place, form: str) -> Site:
        node = place.node
        assert isinstance(node, ast.expr)
        rule = dotted_path(node.func if isinstance(node, ast.Call) else node)
        column = self._column(node)
        return Site(kind, rule, self._file, node.lineno, column, _function(place), proven, form)

    def _miss(self, kind: str, node: ast.expr, reason: str) -> None:
        self.misses.append(Miss(kind, self._file, node.lineno, self._column(node), reason))

    def _column(self, node: ast.expr | ast.stmt) -> int:
        line = self._lines[node.lineno - 1] if node.lineno <= len(self._lines) else b""
        return len(line[: node.col_offset].decode(errors="replace")) + 1


def walk_tree(tree: ast.AST) -> list[Place]:
    """Every node, parents before children, but for what is never touched."""
    found: list[Place] = []
    stack = [Place(tree, tree, "", 0, None)]
    while stack:
        outer = stack.pop()
        found.append(outer)
        stack.extend(reversed(_inner(outer)))
    return found


def _inner(outer: Place) -> list[Place]:
    node = outer.node
    places: list[Place] = []
    for field in node._fields:
        value = None if field in SKIPPED else getattr(node, field, None)
        if isinstance(value, ast.AST):
            places.append(Place(value, node, field, -1, outer))
        elif isinstance(value, list):
            nodes = ((at, it) for at, it in enumerate(value) if isinstance(it, ast.AST))
            places.extend(Place(it, node, field, at, outer) for at, it in nodes)
    return places


def form_of(place: Place) -> tuple[str, Place | None]:
    """('frame', its statement) where a statement around it sees every exception; else ('wrap', None)."""
    at: Place | None = place
    while at is not None and not isinstance(at.node, ast.stmt):
        if isinstance(at.node, LATER) or _is_default(at):
            return "wrap", None
        at = _source_of(at) or at.outer
    if at is None or isinstance(at.node, (*FUNCTIONS, ast.ClassDef)) or _is_declaration(at):
        return "wrap", None
    if _holds_yield(place.node):
        return "wrap", None
    return "frame", at


def _source_of(place: Place) -> Place | None:
    """What a generator expression goes over is evaluated at once, outside of it: the place of the expression's own."""
    clause = place.outer
    if place.field != "iter" or clause is None or clause.at != 0 or clause.outer is None:
        return None
    return clause.outer.outer if isinstance(clause.outer.node, ast.GeneratorExp) else None


def _is_default(place: Place) -> bool:
    return isinstance(place.parent, ast.arguments)


def _is_declaration(statement: Place) -> bool:
    """An annotation inside of a `try` is a conditional one, and from 3.14 on leaves a name of its own."""
    if not isinstance(statement.node, ast.AnnAssign):
        return False
    at = statement.outer
    while at is not None and not isinstance(at.node, (*FUNCTIONS, ast.ClassDef)):
        at = at.outer
    return at is None or isinstance(at.node, ast.ClassDef)


def _holds_yield(call: ast.AST) -> bool:
    """Whoever resumes it would do so between the callee and the call."""
    stack: list[ast.AST] = [call]
    while stack:
        node = stack.pop()
        if isinstance(node, (ast.Yield, ast.YieldFrom)):
            return True
        if not isinstance(node, ast.Lambda):
            stack.extend(ast.iter_child_nodes(node))
    return False


def _statement(place: Place) -> Place:
    at = place
    while at.outer is not None and not isinstance(at.node, ast.stmt):
        at = at.outer
    return at


def _function(place: Place) -> str:
    names: list[str] = []
    at: Place | None = place
    while at is not None:
        if isinstance(at.node, (*FUNCTIONS, ast.ClassDef)):
            names.append(at.node.name)
        at = at.outer
    return ".".join(reversed(names))
