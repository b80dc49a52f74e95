"""Publish the performing arts as linked open data."""
