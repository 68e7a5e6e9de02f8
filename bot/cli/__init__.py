"""The command line: a file a verb. Each has ``add`` for its arguments and ``run`` for its work."""
