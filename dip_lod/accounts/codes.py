"""The codes of an account: kinds of performances, novelty, places, states and doubts."""

FPK = {
    "fpk-regulier": "regular",
    "fpk-school-po": "school-po",
    "fpk-school-vo": "school-vo",
    "fpk-educatief": "educational",
    "fpk-lezing": "lecture",
    "fpk-overig": "other",
}
"""The kind that each of DIP's FPK tags stands for."""

UNSTATED = "unstated"
KINDS = (*FPK.values(), UNSTATED)

NEW, REPRISE, CONTINUED, UNTOLD = "new", "reprise", "continued", "novelty-unknown"
NOVELTY = (NEW, REPRISE, CONTINUED, UNTOLD)
COPRODUCTION = "coproduction"

TOTAL, RESIDENCE, ABROAD, UNKNOWN = "total", "residence", "abroad", "unknown"
PROVINCES = tuple(f"NL-{code}" for code in ("DR", "FL", "FR", "GE", "GR", "LI", "NB", "NH", "OV", "UT", "ZE", "ZH"))
PLACES = (RESIDENCE, *PROVINCES, ABROAD, UNKNOWN)

PERFORMANCES, PRODUCTIONS = "performances", "productions"

COUNTED = "counted"
STATES = (COUNTED, "planned", "coproduced", "main-unstated", "cancelled", "postponed", "moved-away")
"""What an account makes of a performance; only the first is in its numbers."""

DUPLICATE, MAINS, TAGS, DAY, MOVED = "duplicate", "more-mains", "more-kinds", "day-unknown", "moved"
DOUBTS = (DUPLICATE, MAINS, TAGS, DAY, MOVED)
"""Why a number may be wrong though its performance counts: said with it, and nothing is taken off."""
