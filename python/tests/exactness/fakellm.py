"""Stand-ins of the shapes that clients have; the runner makes their `create` a call of a model."""

from __future__ import annotations

import asyncio
import sys
import warnings

log: list[object] = []


def t(value=None):
    """Tells that it was evaluated, and gives its value."""
    print("t", value)
    return value


def fail(message="argument"):
    raise LookupError(message)


class Client:
    model = "m"
    none = None

    def create(self, value=None, *more, k=None, boom=None, warn=False, **rest):
        print("create", value, more, k, sorted(rest))
        if warn:
            warnings.warn("old", DeprecationWarning, stacklevel=2)
        if boom is not None:
            raise ValueError(boom)
        return value

    @property
    def me(self):
        print("me")
        return self

    def caller(self, depth=1):
        return sys._getframe(depth).f_code.co_name

    def create_by(self, value):
        return value


class Caller(Client):
    def create(self, *args, **kwargs):
        frame = sys._getframe(1)
        return frame.f_code.co_name, frame.f_lineno, sorted(frame.f_locals)


class AsyncClient:
    async def create(self, value=None, *, boom=None, wait=0, k=None):
        print("acreate", value)
        for _ in range(wait):
            await asyncio.sleep(0)
        if boom is not None:
            raise ValueError(boom)
        return value


class Stream:
    def __init__(self, items, boom=None):
        self._items = iter(items)
        self.boom = boom
        self.closed = False

    def __iter__(self):
        for item in self._items:
            yield item
        if self.boom:
            raise ValueError(self.boom)

    def __next__(self):
        return next(self._items)

    def close(self):
        self.closed = True

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()


class Streams(Client):
    def create(self, *items, boom=None):
        return Stream(items, boom)


class Generators(Client):
    def create(self, *items):
        try:
            for item in items:
                got = yield item
                if got is not None:
                    print("got", got)
        finally:
            print("finally")


class AsyncGenerators:
    async def create(self, *items):
        try:
            for item in items:
                await asyncio.sleep(0)
                yield item
        finally:
            print("afinally")


c = Client()
who = Caller()
a = AsyncClient()
streams = Streams()
generators = Generators()
agenerators = AsyncGenerators()
