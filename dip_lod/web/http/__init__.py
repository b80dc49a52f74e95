"""What HTTP asks of every answer: forms, codings, ranges, paths, and how much one client may take."""
