"""Pages that take long to make, made in idle time and stored for all web workers."""
