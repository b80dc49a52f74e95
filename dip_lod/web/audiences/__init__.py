"""Audiences by their groups."""
