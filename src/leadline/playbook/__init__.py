"""Standard solutions: one file each. What each does, when it applies and how it is tried stands in its docstring."""
