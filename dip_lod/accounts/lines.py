"""An account as lines for a terminal."""

from collections.abc import Iterable, Iterator

from dip_lod.accounts.account import Account
from dip_lod.accounts.codes import STATES
from dip_lod.accounts.declared import Compared
from dip_lod.accounts.night import Number


def text(account: Account, compared: Iterable[Compared] | None = None) -> str:
    """Write an account as a table, and what is doubtful or not counted below it."""
    return "\n".join(_lines(account, compared)) + "\n"


def _lines(account: Account, compared: Iterable[Compared] | None) -> Iterator[str]:
    name = account.labels.get("nl") or next(iter(account.labels.values()), account.company)
    yield f"{name}, {account.year}, as of {account.as_of}"
    yield f"seat: {account.residence or 'not known, so nothing is counted there'}"
    yield ""
    if compared is None:
        yield from (_line(one) for one in account.numbers() if one.value)
    else:
        yield f"{'':56}{'value':>8}{'declared':>10}{'difference':>12}"
        for each in compared:
            if each.number.value or each.declared is not None:
                declared = "-" if each.declared is None else str(each.declared)
                difference = "" if each.difference is None else f"{each.difference:+}"
                yield f"{_line(each.number)}{declared:>10}{difference:>12}"
    for state in STATES[1:]:
        nights = [one for one in account.nights if one.state == state]
        if nights:
            yield from ("", f"not counted, {state}: {len(nights)}")
            yield from (f"  {one.day or 'no day':12}{one.uri}" for one in nights)
    doubtful = [one for one in account.counted if one.doubts]
    if doubtful:
        yield from ("", f"counted, but doubtful: {len(doubtful)}")
    for one in doubtful:
        yield f"  {one.day:12}{one.uri}"
        yield from (f"{'':14}{each.code} {each.about}".rstrip() for each in one.doubts)


def _line(one: Number) -> str:
    said = f" ({one.doubtful} doubtful)" if one.doubtful else ""
    return f"{' '.join(one.key) + said:56}{one.value:>8}"
