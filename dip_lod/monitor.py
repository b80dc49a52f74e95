"""What audience monitors deliver: the section `[audiences]` of dip-lod.toml."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Visits:
    """Counted visits: the code of a scheme of groups, and files (globs allowed)."""

    scheme: str
    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Audiences:
    """Schemes of audience groups, what they have in common, and who came."""

    schemes: tuple[str, ...] = ()
    """TOML files; a name alone is one of ours in mappings/audiences."""
    crosswalks: tuple[str, ...] = ()
    """SSSOM tables between groups; likewise."""
    visits: tuple[Visits, ...] = ()
    fewest: int = 10
    """Visits that a number must be of at least."""
    corrected: tuple[str, ...] = ()
    """Seasons (`2023/2024`) whose numbers were wrong before: they are given anew, whatever was given."""
