"""Where the compiler's instructions stand: an expression begins at its first leaf, and ends with its own place."""

from __future__ import annotations

import ast

# What of a node is evaluated first; all others begin where they stand.
FIRST = {
    ast.Expr: "value",
    ast.Return: "value",
    ast.Assign: "value",
    ast.AnnAssign: "value",
    ast.AugAssign: "target",
    ast.For: "iter",
    ast.AsyncFor: "iter",
    ast.While: "test",
    ast.If: "test",
    ast.With: "items",
    ast.AsyncWith: "items",
    ast.withitem: "context_expr",
    ast.Raise: "exc",
    ast.Assert: "test",
    ast.Delete: "targets",
    ast.Match: "subject",
    ast.Call: "func",
    ast.Attribute: "value",
    ast.Subscript: "value",
    ast.BinOp: "left",
    ast.BoolOp: "values",
    ast.Compare: "left",
    ast.UnaryOp: "operand",
    ast.IfExp: "test",
    ast.NamedExpr: "value",
    ast.Await: "value",
    ast.Starred: "value",
    ast.List: "elts",
    ast.Tuple: "elts",
    ast.Set: "elts",
    ast.Dict: "keys",
    ast.JoinedStr: "values",
    ast.FormattedValue: "value",
    ast.keyword: "value",
}

Point = tuple[int, int]


def first_point(node: ast.AST) -> Point:
    while True:
        inner = getattr(node, FIRST.get(type(node), ""), None)
        if isinstance(inner, list):
            inner = inner[0] if inner else None
        if not isinstance(inner, ast.AST):
            return start_point(node)
        node = inner


def last_point(node: ast.AST) -> Point:
    """A long chain's attribute is read on its own line."""
    if isinstance(node, (ast.Starred, ast.keyword)):
        return last_point(node.value)
    if isinstance(node, ast.Attribute) and node.end_lineno and node.end_col_offset:
        return node.end_lineno, node.end_col_offset
    return start_point(node)


def start_point(node: ast.AST) -> Point:
    return getattr(node, "lineno", 1), getattr(node, "col_offset", 0)
