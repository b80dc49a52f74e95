"""A piece of JSON as a raw tree: numbers keep their lexical form, keys that occur twice are noticed."""

import re
from collections import Counter
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

from dip_lod.sources.raw import Lexical, RawValue

LONE_SURROGATE = re.compile(r"[\ud800-\udc7f\udd00-\udfff]")
"""Those between stand for bytes that are not UTF-8 (encoding.py)."""
ESCAPED_SURROGATE = re.compile(r"\\u[dD][89a-fA-F]")


class NotJsonError(Exception):
    """Say that a piece of text is not JSON, and at which character of it."""

    def __init__(self, what: str, position: int) -> None:
        super().__init__(what)
        self.what = what
        self.position = position


class JsonReader:
    """Read JSON values from text; `repeated` holds the keys that occurred twice in the value last read.

    >>> JsonReader().read('{"lat": 52.10, "price": 1e2}', 0)
    ({'lat': '52.10', 'price': '1e2'}, 28)
    """

    def __init__(self) -> None:
        self.repeated: list[str] = []
        self._decoder = JSONDecoder(
            object_pairs_hook=self._pairs, parse_float=Lexical, parse_int=Lexical, parse_constant=_refuse
        )

    def read(self, text: str, start: int) -> tuple[RawValue, int]:
        """Read the value at `start`, and give it with the position after it."""
        self.repeated = []
        try:
            value, end = self._decoder.raw_decode(text, start)
        except JSONDecodeError as error:
            raise NotJsonError(_plain(error.msg), error.pos) from None
        except RecursionError:
            raise NotJsonError("is nested too deep", start) from None
        except _Constant as error:
            raise NotJsonError(f"has {error.args[0]}, which JSON does not know", start) from None
        if ESCAPED_SURROGATE.search(text, start, end) and _has_surrogate(value):
            raise NotJsonError("has half of a character (a lone \\ud8xx escape)", start)
        return value, end

    def _pairs(self, pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        table = dict(pairs)
        if len(table) != len(pairs):
            self.repeated.extend(key for key, count in Counter(key for key, _ in pairs).items() if count > 1)
        return table


class _Constant(ValueError):
    """Carry a NaN or Infinity out of the decoder."""


def _refuse(constant: str) -> NoReturn:
    raise _Constant(constant)


def _plain(message: str) -> str:
    """Turn the decoder's message into the rest of a sentence: 'is not JSON (expecting value)'."""
    return f"is not JSON ({message[0].lower()}{message[1:]})"


def _has_surrogate(value: RawValue) -> bool:
    if isinstance(value, str):
        return LONE_SURROGATE.search(value) is not None
    if isinstance(value, dict):
        return any(_has_surrogate(key) or _has_surrogate(item) for key, item in value.items())
    return isinstance(value, list) and any(_has_surrogate(item) for item in value)
