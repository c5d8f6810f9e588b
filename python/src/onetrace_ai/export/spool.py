"""
A folder for what cannot be sent; it survives the process. A request a file, readable to its owner alone, in a
folder for each receiver and key, so that nobody's spans go out with somebody else's key.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from hashlib import sha256

from ..clock import wall_seconds
from ..ids import new_span_id
from ..warn import warn_once
from .destination import Destination

MOST_FILES = 4096
ENDINGS = {"application/json": ".json", "application/x-protobuf": ".pb"}
KINDS = {ending: kind for kind, ending in ENDINGS.items()}


class Spool:
    def __init__(self, folder: str, destination: Destination) -> None:
        secret = f"{destination.url}\n{sorted(destination.headers.items())}"
        self._folder = os.path.join(folder, sha256(secret.encode()).hexdigest()[:16])

    def keep(self, body: bytes, content_type: str) -> bool:
        """False where it cannot be written. Atomic: a reader sees all of it or nothing."""
        name = f"{int(wall_seconds() * 1000):014d}-{new_span_id()}"
        try:
            os.makedirs(self._folder, mode=0o700, exist_ok=True)
            if len(self._names()) >= MOST_FILES:
                return False
            partial = os.path.join(self._folder, f"{name}.part")
            file = os.open(partial, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(file, "wb") as out:
                out.write(body)
            os.rename(partial, os.path.join(self._folder, name + ENDINGS[content_type]))
            return True
        except OSError as error:
            warn_once(f"the spool {self._folder} cannot be written: {error.strerror}")
            return False

    def drain(self, deliver: Callable[[bytes, str], bool]) -> None:
        """Sends what is there, oldest first, until something cannot be sent. A file is taken by renaming it."""
        for name in self._names():
            path = os.path.join(self._folder, name)
            claimed = f"{path}.{os.getpid()}"
            try:
                os.rename(path, claimed)
                with open(claimed, "rb") as file:
                    body = file.read()
            except OSError:
                continue  # another process was quicker
            if not deliver(body, KINDS[os.path.splitext(name)[1]]):
                os.rename(claimed, path)
                return
            os.unlink(claimed)

    def count(self) -> int:
        return len(self._names())

    def _names(self) -> list[str]:
        try:
            return sorted(it for it in os.listdir(self._folder) if os.path.splitext(it)[1] in KINDS)
        except OSError:
            return []
