"""Figures and the accounts of companies."""
