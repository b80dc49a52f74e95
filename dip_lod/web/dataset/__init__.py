"""Descriptions of the datasets, as data and as pages."""
