"""Validation: every document against shapes/ (SHACL), in batches, with a report that a person can act on."""

from dip_lod.validation.report import Report
from dip_lod.validation.running import run

__all__ = ["Report", "run"]
