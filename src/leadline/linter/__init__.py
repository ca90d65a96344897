"""What a rule is, how rules are found and run, and how two reports compare."""
