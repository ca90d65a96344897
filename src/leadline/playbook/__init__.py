"""Standard solutions: one file each, `(case, subject) -> list[Remedy]`, empty where its precondition does not hold."""
