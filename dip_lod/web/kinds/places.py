"""Pictures of place: dots on a map, provinces, and disciplines of a place."""

from dip_lod.web.kinds.show import Show
from dip_lod.web.pictures import charts, maps
from dip_lod.web.pictures.maps import Dot
from dip_lod.web.pictures.pictures import Picture, Row, Spot
from dip_lod.web.words.shown import Value

_SPOTS = 400
"""Places on one map of a page."""


def spots(show: Show, heading: str = "map", total: int = 0) -> Picture | None:
    """Draw where it was played; `total` is how many performances there were."""
    found = show.repertoire.spots(show.of, _SPOTS)
    if not found:
        return None
    named = show.named(one.uri for one in found)
    dots = [Dot(one.latitude, one.longitude, named[one.uri].text, one.total) for one in found]
    said = show.words(
        "here_said" if len(found) == 1 else "map_said",
        places=show.number(len(found)),
        most=dots[0].name,
        count=show.number(dots[0].size),
    )
    drawn, outside = maps.dots(dots, said, show.number)
    whole = len(found) < _SPOTS
    places, placed = (len(found), sum(one.total for one in found)) if whole else show.repertoire.count_placed(show.of)
    notes = []
    if places > len(found):
        notes.append(show.words("bounded", shown=show.number(len(found)), total=show.number(places)))
    if outside:
        notes.append(show.words("outside", count=show.number(outside)))
    if total > placed:
        notes.append(show.words("unplaced", count=show.number(total - placed)))
    return Picture(
        "map",
        show.words(heading),
        (drawn,),
        (show.words("place"), show.words("performances")),
        tuple(
            Row(named[one.uri], (show.number(one.total),), Spot(one.latitude, one.longitude, one.total))
            for one in found
        ),
        tuple(notes),
        show.words("towns"),
        form="map" if len(found) > 1 else "map small",
    )


def here(show: Show, name: Value, position: tuple[float, float]) -> Picture:
    """Draw where a building stands of which no performance is known."""
    latitude, longitude = position
    compass = show.visitor.texts.tables["compass"]
    where = ", ".join(
        f"{show.visitor.texts.number(str(abs(degrees)))}° {compass[sides[degrees < 0]]}"
        for degrees, sides in ((latitude, ("north", "south")), (longitude, ("east", "west")))
    )
    drawn, _ = maps.dots(
        [Dot(latitude, longitude, name.text, 1)], show.words("here_said", most=name.text), lambda _: where
    )
    return Picture(
        "map",
        show.words("map"),
        (drawn,),
        (show.words("place"), show.words("position")),
        (Row(name, (where,), Spot(latitude, longitude, 1)),),
        form="map small",
    )


def provinces(show: Show) -> Picture | None:
    """Draw the provinces of the Netherlands; None where one province has everything."""
    found = show.repertoire.provinces(show.of)
    if len(found) < 2:
        return None
    named = show.named(uri for uri, _ in found)
    most, count = found[0]
    said = show.words("provinces_said", most=named[most].text, count=show.number(count))
    codes = {uri.rpartition("/")[2]: total for uri, total in found}
    return Picture(
        "provinces",
        show.words("provinces"),
        (maps.provinces(codes, said, show.number),),
        (show.words("province"), show.words("performances")),
        tuple(Row(named[uri], (show.number(total),)) for uri, total in found),
    )


def genres(show: Show) -> Picture | None:
    """Draw the disciplines of a place or a season."""
    found = show.repertoire.genres(show.of, 10)
    if len(found) < 2:
        return None
    named = show.named(uri for uri, _ in found)
    most, count = found[0]
    said = show.words("genres_said", most=named[most].text, count=show.number(count))
    return Picture(
        "genres",
        show.words("genres"),
        (charts.bars([(named[uri].text, total) for uri, total in found], said, show.number),),
        (show.words("genre"), show.words("performances")),
        tuple(Row(named[uri], (show.number(total),)) for uri, total in found),
        (show.words("genres_note"),),
    )
