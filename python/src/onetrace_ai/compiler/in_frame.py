"""
The edits. `f(a, *b, k=v, **o)` becomes

    $.end($.fn(site, f)(*$.args(a, *b), **$.kw(k=v), **$.morez(o)))

inside of `try: … except: $.fail(); raise`: the callee is evaluated first and once, then the arguments in their
order, and it is the user's own frame that calls it. Helper nodes stand at one point, the start of what they
stand for, so that no caret and no traceback moves.
"""

from __future__ import annotations

import ast
from collections.abc import Sequence
from typing import Any, TypeVar

from .find import Found, Place
from .points import Point, first_point, last_point, start_point

N = TypeVar("N", bound=ast.AST)

# No source can spell it, so no name of a program can meet it. It is looked up in `builtins`.
NAME = "onetrace$"
PREAMBLE = "onetrace_ai.inject"


def rewrite_sites(tree: ast.Module, sites: list[Found]) -> None:
    """In place. Inner ones first: an outer one moves its arguments."""
    statements = {
        id(it.statement.node): (it.statement, first_point(it.statement.node))
        for it in sites
        if it.statement is not None
    }
    joins = [it for it in sites if it.site.form == "join"]
    for found in reversed(sites):
        if found.site.form == "join":
            continue
        if isinstance(found.place.node, ast.Call):
            _rewrite(found, found.place.node)
        else:
            _wrap_reference(found)
    for statement, point in statements.values():
        _guard(statement, point)
    for found in sorted(joins, key=lambda it: it.place.at, reverse=True):
        _join(found)


def _join(found: Found) -> None:
    """A statement of its own after the import, which has no value and binds no name."""
    place, point = found.place, start_point(found.place.node)
    call = _helper("join", point, point, [_constant(found.site.rule, point)])
    getattr(place.parent, place.field).insert(place.at + 1, _at(ast.Expr(call), point))


def add_preamble(tree: ast.Module) -> None:
    """For code that is loaded without a hook: the helpers are imported, and no name is bound."""
    at = 0
    for at, statement in enumerate(tree.body):
        docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
        future = isinstance(statement, ast.ImportFrom) and statement.module == "__future__"
        if not (future or (docstring and at == 0)):
            break
    point = start_point(tree.body[at])
    call = _at(ast.Call(_at(ast.Name("__import__", ast.Load()), point), [_constant(PREAMBLE, point)], []), point)
    tree.body.insert(at, _at(ast.Expr(call), point))


def _rewrite(found: Found, call: ast.Call) -> None:
    place = found.place
    site = found.site
    begin, known = first_point(call.func), last_point(call.func)
    if found.statement is None:
        call.func = _helper("wrap", begin, known, [_constant(site.text, begin), call.func])
        return
    # Only these never add a keyword of their own.
    plain = not call.keywords and site.kind in ("llm", "context")
    keywords = [] if plain else _keywords(call)
    call.args = [_positional(call, "z" if plain else "")]
    call.keywords = keywords
    call.func = _helper("fn", begin, known, [_constant(site.text, begin), call.func])
    outer = place.outer
    if isinstance(place.parent, ast.Await) and outer is not None:
        _replace(outer, _helper("end", begin, start_point(place.parent), [place.parent]))
    else:
        _replace(place, _helper("end", begin, start_point(call), [call]))


def _positional(call: ast.Call, last: str) -> ast.expr:
    """A single `*x` stays one, unread: what is wrong with it is said by the real call."""
    given = call.args
    begin, known = _around(call, given)
    if len(given) == 1 and isinstance(given[0], ast.Starred):
        inner = _helper(f"star{last}", begin, known, [given[0].value])
    else:
        inner = _helper(f"args{last}", begin, known, given)
    return _at(ast.Starred(inner, ast.Load()), begin)


def _keywords(call: ast.Call) -> list[ast.keyword]:
    """One `**` for each run, in source order; the last one opens the span, when all arguments are there."""
    runs: list[list[ast.keyword]] = []
    for keyword in call.keywords:
        if keyword.arg is None or not runs or runs[-1][0].arg is None:
            runs.append([keyword])
        else:
            runs[-1].append(keyword)
    merged: list[ast.keyword] = []
    for at, run in enumerate(runs or [[]]):
        last = "z" if at >= len(runs) - 1 else ""
        begin, known = _around(call, run)
        if run and run[0].arg is None:
            value = _helper(f"more{last}", begin, known, [run[0].value])
        else:
            value = _helper(f"kw{last}", begin, known, [], run)
        merged.append(_at(ast.keyword(None, value), begin))
    return merged


def _around(call: ast.Call, given: Sequence[ast.AST]) -> tuple[Point, Point]:
    """Where some arguments begin and end; where there are none, the call itself."""
    if not given:
        return start_point(call), start_point(call)
    return first_point(given[0]), last_point(given[-1])


def _wrap_reference(found: Found) -> None:
    node = found.place.node
    assert isinstance(node, ast.expr)
    begin = first_point(node)
    _replace(found.place, _helper("wrap", begin, last_point(node), [_constant(found.site.text, begin), node]))


def _guard(statement: Place, point: Point) -> None:
    node = statement.node
    assert isinstance(node, ast.stmt)
    fail = _at(ast.Expr(_helper("fail", point, point, [])), point)
    handler = _at(ast.ExceptHandler(None, None, [fail, _at(ast.Raise(None, None), point)]), point)
    _replace(statement, _at(ast.Try([node], [handler], [], []), point))


def _helper(
    name: str, begin: Point, known: Point, args: list[ast.expr], keywords: list[ast.keyword] | None = None
) -> ast.Call:
    """Read where its arguments begin, called where they end."""
    module = _at(ast.Name(NAME, ast.Load()), begin)
    # Neither can this one be spelled: `inspect.getclosurevars` takes a code's names for names of the module.
    return _at(ast.Call(_at(ast.Attribute(module, f"{name}$", ast.Load()), begin), args, keywords or []), known)


def _constant(text: str, point: Point) -> ast.Constant:
    return _at(ast.Constant(text), point)


def _at(node: N, point: Point) -> N:
    """One point of one line."""
    placed: Any = node
    placed.lineno = placed.end_lineno = point[0]
    placed.col_offset = placed.end_col_offset = point[1]
    return node


def _replace(place: Place, node: ast.AST) -> None:
    if place.at < 0:
        setattr(place.parent, place.field, node)
    else:
        getattr(place.parent, place.field)[place.at] = node
