"""The limits of the endpoint as people and programs read them: one table for the page and the service description."""

from dataclasses import dataclass

from dip_lod.sparql.limits import Limits
from dip_lod.web.words.texts import Texts


@dataclass(frozen=True, slots=True)
class Bound:
    """A limit: the setting, its value, its unit in words of UCUM where there is one."""

    name: str
    value: float | int
    unit: str = ""


_UNITS = {"seconds": "s", "wait_seconds": "s", "memory_bytes": "By", "result_bytes": "By", "query_bytes": "By"}
_SHOWN = (
    "seconds",
    "rows",
    "result_bytes",
    "memory_bytes",
    "query_bytes",
    "nesting",
    "per_client",
    "workers",
    "queue",
    "wait_seconds",
)


def bounds(limits: Limits) -> list[Bound]:
    """List the limits, those that meet most people first."""
    return [Bound(name, getattr(limits, name), _UNITS.get(name, "")) for name in _SHOWN]


def rows(limits: Limits, texts: Texts) -> list[tuple[str, str]]:
    """Give each limit a name and a value in the reader's language."""
    made = []
    for bound in bounds(limits):
        unit = f" {texts('unit_' + bound.unit)}" if bound.unit else ""
        made.append((texts("limit_" + bound.name), texts.number(f"{bound.value:.10g}") + unit))
    asked = ", ".join(limits.services) or texts("limit_services_none")
    return [*made, (texts("limit_services"), asked)]
