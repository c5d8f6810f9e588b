"""Finds the sites of a program and rewrites their calls, each in its own frame. Knows nothing of spans."""
