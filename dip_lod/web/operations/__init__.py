"""Health, metrics and logs, for those who run the site."""
