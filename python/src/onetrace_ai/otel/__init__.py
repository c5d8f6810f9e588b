"""Beside OpenTelemetry: a program's own SDK gets our spans, or libraries' spans join ours. Loaded where it is there."""
