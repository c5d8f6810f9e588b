"""Where a call may stand, times what may become of it: each pair is a program."""

from __future__ import annotations

import re
import sys

HEAD = "from fakellm import *\nimport sys, traceback, warnings, asyncio\n"

OUTCOMES = {
    "returns": "c.create(t(1), k=t('k'))",
    "raises": "c.create(boom=t('b'))",
    "no attribute": "c.caller.create(1)",
    "twice": "c.create(1, k=t(1), **{'k': t(2)})",
    "no iterable": "c.create(*t(5))",
    "no mapping": "c.create(**t(5))",
    "argument raises": "c.create(t(1), fail(), t(2))",
    "none": "c.none.create(t(1))",
    "too many": "c.create_by(t(1), t(2))",
    "order": "c.me.create(*[t(1)], t(2), k=t(3), **{'z': t(4)}, y=t(5), **{'x': t(6)})",
}

# `E` is the call. Each is the body of a function, or (with `#module`) of a module.
CONTEXTS = {
    "statement": "E",
    "assigned": "x = E\nprint(x)",
    "returned": "return E",
    "arguments": "print(E, E)",
    "annotated": "x: int = E\nprint(x)",
    "several targets": "x = y = E\nprint(x, y)",
    "tuple": "(x, y) = E, t(2)\nprint(x, y)",
    "starred": "x, *y = [E, t(2), E]\nprint(x, y)",
    "dictionary": "print({t('k'): E, **{'z': E}})",
    "if": "if E: print('yes')\nelse: print('no')",
    "elif": "if t(0): pass\nelif E: print('yes')\nelse: print('no')",
    "while": "n = 0\nwhile E and n < 2: n += 1\nprint(n)",
    "for": "for x in [E, E]: print(x)\nelse: print('else')",
    "with": "import contextlib\nwith contextlib.nullcontext(E) as x: print(x)",
    "with two": "import contextlib as l\nwith l.nullcontext(E) as x, l.nullcontext(E) as y: print(x, y)",
    "assert": "assert E, E",
    "raise": "raise KeyError(E)",
    "raise from": "raise KeyError(1) from ValueError(E)",
    "delete": "d = {1: 2, None: 3}\ndel d[E]\nprint(d)",
    "augmented": "d = {1: 2, None: 3}\nd[E] += t(1)\nprint(d)",
    "store": "d = {}\nd[E] = E\nprint(d)",
    "lambda": "f = lambda: E\nprint(f())",
    "lambda default": "f = lambda x=E: x\nprint(f())",
    "list": "print([E for _ in range(2)])",
    "list condition": "print([x for x in range(2) if E])",
    "list source": "print([x for x in [E]])",
    "set": "print({E for _ in range(2)})",
    "dict comprehension": "print({E: E for _ in range(2)})",
    "generator expression": "print(list(E for _ in range(2)))",
    "nested comprehension": "print([[E for _ in range(2)] for _ in range(1)])",
    "f-string": 'print(f"{E} {E!r:>5} {t(1)}")',
    "walrus": "print((x := E), x)",
    "walrus condition": "if (x := E) is not None and x: print(x)",
    "conditional": "print(E if t(1) else t(2))",
    "and or": "print(E and t(2) or t(3))",
    "compare": "print(t(0) < E < t(9))",
    "unary": "print(not E)",
    "slice": "print('abc'[E:])",
    "star argument": "print(*[E], sep=str(E))",
    "yield": "print(list((lambda: (yield E))()))",
    "generator": "def g():\n    x = yield E\n    print('sent', x)\n    yield from [E]\nprint(list(g()))",
    "match": "match E:\n    case 1: print('one')\n    case _: print('other')",
    "guard": "match t(1):\n    case x if E: print('yes')\n    case _: print('no')",
    "try": "try:\n    E\nexcept Exception as e: print(type(e), e.__context__)\nelse: print('else')\nfinally: print('finally')",
    "finally": "try:\n    t(1)\nfinally:\n    E",
    "finally returns": "try:\n    return E\nfinally:\n    t('f')",
    "except": "try:\n    fail('outer')\nexcept LookupError:\n    E",
    "except type": "try:\n    fail('outer')\nexcept (E or LookupError,): print('caught')",
    "loop control": "for x in range(3):\n    try:\n        if E: continue\n        break\n    finally: print('f', x)",
    "default": "def f(x=E): return x\nprint(f())",
    "keyword default": "def f(*, x=E): return x\nprint(f())",
    "decorator": "@(lambda value: lambda fn: (value, fn.__name__))(E)\ndef f(): pass\nprint(f)",
    "class body": "class K:\n    x = E\n    y = [E for _ in range(1)]\nprint(K.x, K.y)",
    "class annotated": "class K:\n    x: int = E\nprint(K.x, K.__annotations__)",
    "class base": "class K(type('B', (), {'v': E})): pass\nprint(K.v)",
    "method": "class K:\n    def m(self): return E\nprint(K().m())",
    "closure": "def outer():\n    n = t(1)\n    def inner():\n        nonlocal n\n        n = E\n        return n\n    return inner(), n\nprint(outer())",
    "global": "global G\nG = E\nprint(G)",
    "nested": "print(c.create(E, k=E))",
    "chain": "print(c.me.create(E))",
    "multi-line": "x = c.create(\n    t(1),\n    E,\n    k=t(2),\n)\nprint(x)",
    "semicolons": "t(1); E; t(2)",
    "subscript": "print([t(1), 2, 3][E])",
    "locals": "x = E\nprint(sorted(locals()))",
    "recursion": "def r(n): return E if n == 0 else r(n - 1)\nprint(r(5))",
    "async": "async def main():\n    x = E\n    await asyncio.sleep(0)\n    return x\nprint(asyncio.run(main()))",
    "async for": "async def items():\n    yield E\nasync def main():\n    async for x in items(): print(x)\nasyncio.run(main())",
    "async comprehension": "async def items():\n    yield t(1)\nasync def main():\n    print([E async for _ in items()])\nasyncio.run(main())",
    "group": "try:\n    raise ExceptionGroup('g', [ValueError(1)])\nexcept* ValueError:\n    E",
}


def programs() -> dict[str, str]:
    """Name to text."""
    return {
        f"{context} / {outcome}": program_of(re.sub(r"\bE\b", lambda _, call=call: call, body))
        for context, body in CONTEXTS.items()
        for outcome, call in OUTCOMES.items()
        if context != "group" or sys.version_info >= (3, 11)  # `except*` is new there
    }


def program_of(body: str) -> str:
    inner = "\n".join(f"    {line}" for line in body.splitlines())
    call = "try:\n    print('->', f0())\nexcept BaseException:\n    traceback.print_exc(file=sys.stdout)\n"
    return f"{HEAD}def f0():\n{inner}\n{call}"
