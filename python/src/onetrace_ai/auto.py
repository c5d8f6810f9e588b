"""`import onetrace_ai.auto`: modules that are imported from now on are rewritten."""

from __future__ import annotations

import os

from .hook import install_hook

install_hook([it for it in os.environ.get("ONETRACE_INCLUDE", "").split(",") if it])
