"""A program's own module, which has the name of a framework's."""

thing = "own"
