"""Accounts of companies: what the main producer of performances may count in a calendar year, and what is doubtful."""
