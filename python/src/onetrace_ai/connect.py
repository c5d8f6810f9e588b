from __future__ import annotations

from .config import settings
from .state import state


def connect_pipeline() -> None:
    """The pipeline is there before the first recorded span ends, with or without `Observe.init`."""
    if state.pipeline is None:
        from .export.exit import watch_exit
        from .export.pipeline import Pipeline

        state.pipeline = Pipeline(settings())
        watch_exit()
