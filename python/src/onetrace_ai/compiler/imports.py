from __future__ import annotations

import ast


class Imports:
    """What a file's names stand for, as far as its import statements say: `np` -> `numpy`."""

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.roots: set[str] = set()

    def add(self, node: ast.AST) -> None:
        if isinstance(node, ast.Import):
            for alias in node.names:
                root = alias.name.partition(".")[0]
                self.roots.add(root)
                self.names[alias.asname or root] = alias.name if alias.asname else root
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            self.roots.add(node.module.partition(".")[0])
            for alias in node.names:
                self.names[alias.asname or alias.name] = f"{node.module}.{alias.name}"

    def origin(self, expression: ast.expr) -> str | None:
        """`requests.get` for `r.get` after `import requests as r`; None where no import says."""
        tail: list[str] = []
        while isinstance(expression, ast.Attribute):
            tail.append(expression.attr)
            expression = expression.value
        if not isinstance(expression, ast.Name) or expression.id not in self.names:
            return None
        return ".".join([self.names[expression.id], *reversed(tail)])


def imported_roots(node: ast.Import | ast.ImportFrom) -> set[str]:
    """The first names of what it imports; those of relative imports are the program's own."""
    if isinstance(node, ast.Import):
        return {alias.name.partition(".")[0] for alias in node.names}
    return {node.module.partition(".")[0]} if node.module and not node.level else set()


def dotted_path(expression: ast.expr) -> str:
    """The names at the end of a chain, `chat.completions.create`."""
    names: list[str] = []
    while isinstance(expression, ast.Attribute):
        names.append(expression.attr)
        expression = expression.value
    if isinstance(expression, ast.Name):
        names.append(expression.id)
    return ".".join(reversed(names))
