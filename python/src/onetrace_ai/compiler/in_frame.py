"""
The edits. `f(a, *b, k=v, **o)` becomes

    $.end($.fn(site, f)(*$.args(a, *b), **$.kw(k=v), **$.morez(o)))

inside of `try: … except: $.fail(); raise`: the callee is evaluated first and once, then the arguments in their
order, and it is the user's own frame that calls it. Helper nodes stand at one point, the start of what they
stand for, so that no line event, no caret and no traceback moves.
"""

from __future__ import annotations

import ast
from typing import Any, TypeVar

from .find import Found, Place

N = TypeVar("N", bound=ast.AST)

# No source can spell it, so no name of a program can meet it. It is looked up in `builtins`.
NAME = "onetrace$"
PREAMBLE = "onetrace_ai.inject"


def rewrite_sites(tree: ast.Module, sites: list[Found]) -> None:
    """In place. Inner ones first: an outer one moves its arguments."""
    statements: dict[int, Place] = {}
    for found in reversed(sites):
        if isinstance(found.place.node, ast.Call):
            _rewrite(found, found.place.node)
        else:
            _wrap_reference(found)
        if found.statement is not None:
            statements[id(found.statement.node)] = found.statement
    for statement in statements.values():
        _guard(statement)


def add_preamble(tree: ast.Module) -> None:
    """For code that is loaded without a hook: the helpers are imported, and no name is bound."""
    at = 0
    for at, statement in enumerate(tree.body):
        docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not (future or (docstring and at == 0)):
            break
    point = tree.body[at]
    call = _at(ast.Call(_at(ast.Name("__import__", ast.Load()), point), [_constant(PREAMBLE, point)], []), point)
    tree.body.insert(at, _at(ast.Expr(call), point))


def _rewrite(found: Found, call: ast.Call) -> None:
    place = found.place
    if found.statement is None:
        call.func = _helper("wrap", call, [_constant(found.site.text, call), call.func])
        return
    call.keywords = _keywords(call)
    call.args = [_positional(call)]
    call.func = _helper("fn", call, [_constant(found.site.text, call), call.func])
    outer = place.outer
    if isinstance(place.parent, ast.Await) and outer is not None:
        _replace(outer, _helper("end", place.parent, [place.parent]))
    else:
        _replace(place, _helper("end", call, [call]))


def _positional(call: ast.Call) -> ast.expr:
    """A single `*x` stays one, unread: what is wrong with it is said by the real call."""
    if len(call.args) == 1 and isinstance(call.args[0], ast.Starred):
        inner = _helper("star", call, [call.args[0].value])
    else:
        inner = _helper("args", call, call.args)
    return _at(ast.Starred(inner, ast.Load()), call)


def _keywords(call: ast.Call) -> list[ast.keyword]:
    """One `**` for each run, in source order; the last one opens the span, when all arguments are there."""
    runs: list[list[ast.keyword]] = []
    for keyword in call.keywords:
        if keyword.arg is None or not runs or runs[-1][0].arg is None:
            runs.append([keyword])
        else:
            runs[-1].append(keyword)
    merged: list[ast.keyword] = []
    for at, run in enumerate(runs):
        last = "z" if at == len(runs) - 1 else ""
        if run[0].arg is None:
            value = _helper(f"more{last}", call, [run[0].value])
        else:
            value = _helper(f"kw{last}", call, [], run)
        merged.append(_at(ast.keyword(None, value), call))
    return merged or [_at(ast.keyword(None, _helper("kwz", call, [])), call)]


def _wrap_reference(found: Found) -> None:
    node = found.place.node
    assert isinstance(node, ast.expr)
    _replace(found.place, _helper("wrap", node, [_constant(found.site.text, node), node]))


def _guard(statement: Place) -> None:
    node = statement.node
    assert isinstance(node, ast.stmt)
    fail = _at(ast.Expr(_helper("fail", node, [])), node)
    handler = _at(ast.ExceptHandler(None, None, [fail, _at(ast.Raise(None, None), node)]), node)
    _replace(statement, _at(ast.Try([node], [handler], [], []), node))


def _helper(name: str, point: ast.AST, args: list[ast.expr], keywords: list[ast.keyword] | None = None) -> ast.Call:
    module = _at(ast.Name(NAME, ast.Load()), point)
    return _at(ast.Call(_at(ast.Attribute(module, name, ast.Load()), point), args, keywords or []), point)


def _constant(text: str, point: ast.AST) -> ast.Constant:
    return _at(ast.Constant(text), point)


def _at(node: N, point: ast.AST) -> N:
    """One point of one line: the start of `point`."""
    line, column = getattr(point, "lineno", 1), getattr(point, "col_offset", 0)
    placed: Any = node
    placed.lineno = placed.end_lineno = line
    placed.col_offset = placed.end_col_offset = column
    return node


def _replace(place: Place, node: ast.AST) -> None:
    if place.at < 0:
        setattr(place.parent, place.field, node)
    else:
        getattr(place.parent, place.field)[place.at] = node
