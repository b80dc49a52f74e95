"""Asking a site that may be slow, broken or hostile: one request at a time, bounded in time, size and number."""

import http.client
import queue
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import requests
import urllib3

AGENT = "dip-lod-check/1 (NDE checklist; one request at a time)"
_WRONG = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError, ValueError)
_HOPS = 8
_PATIENT = 10.0
"""Seconds that Retry-After may ask for before we take no for an answer."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a site answered; without a status nothing came back, and `error` says why."""

    method: str
    url: str
    """The last address, after redirects."""
    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    """By name in lower case."""
    body: bytes = b""
    cut: bool = False
    """Whether there was more than we took."""
    trail: tuple[int, ...] = ()
    """The statuses of the redirects before."""
    error: str = ""

    @property
    def ok(self) -> bool:
        """Whether it is a success."""
        return 200 <= self.status < 300

    @property
    def media_type(self) -> str:
        """The media type, without parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    def said(self) -> str:
        """Say in short what came back."""
        if not self.status:
            return f"no answer: {self.error}"
        before = "".join(f"{status}, then " for status in self.trail)
        return f"{before}{self.status}, {self.media_type or 'no Content-Type'}"


@dataclass(frozen=True, slots=True)
class _Asked:
    """A request to make."""

    method: str
    url: str
    form: Mapping[str, str] | None
    headers: Mapping[str, str | None]
    size: int


class Fetcher:
    """Asks, with a pause before each request; after `most` requests it asks no more."""

    def __init__(self, seconds: float = 20.0, size: int = 4_000_000, most: int = 300, ca: Path | None = None) -> None:
        self._seconds, self._size, self._left = seconds, size, most
        self._session = requests.Session()
        self._session.trust_env = False  # nobody's password from ~/.netrc
        self._session.verify = str(ca) if ca else True
        self._pause = 0.05

    def get(self, url: str, accept: str | None = None, size: int | None = None, **headers: str) -> Answer:
        """GET, redirects followed."""
        return self.ask("GET", url, accept, size=size, headers=headers)

    def ask(
        self,
        method: str,
        url: str,
        accept: str | None = None,
        form: Mapping[str, str] | None = None,
        size: int | None = None,
        headers: Mapping[str, str] | None = None,
        follow: bool = True,
    ) -> Answer:
        """Ask; nothing that a site does raises. Where it is too busy we come back once, when it says."""
        wanted = {"User-Agent": AGENT, "Accept": accept, **(headers or {})}
        asked = _Asked(method, url, form, wanted, size or self._size)
        deadline = time.monotonic() + self._seconds
        trail: tuple[int, ...] = ()
        while True:
            answer = self._bounded(asked, deadline)
            wait = _wait(answer)
            if wait is not None and 503 not in trail and 429 not in trail:
                trail += (answer.status,)
                time.sleep(wait)
                deadline = time.monotonic() + self._seconds
                continue
            if not (follow and answer.status in (301, 302, 303, 307, 308) and answer.headers.get("location")):
                return replace(answer, trail=trail)
            if len(trail) >= _HOPS:
                return Answer(asked.method, asked.url, trail=trail, error=f"more than {_HOPS} redirects")
            trail += (answer.status,)
            if answer.status == 303:
                asked = replace(asked, method="HEAD" if asked.method == "HEAD" else "GET", form=None)
            try:
                asked = replace(asked, url=urljoin(asked.url, answer.headers["location"]))
                known = urlsplit(asked.url).scheme in ("http", "https")
            except ValueError:
                known = False
            if not known:
                return Answer(asked.method, asked.url[:200], trail=trail, error="a redirect to what is no web address")

    def _bounded(self, asked: _Asked, deadline: float) -> Answer:
        """Ask once, in a thread that is left to itself when the time is over."""
        if self._left <= 0:
            return Answer(asked.method, asked.url, error="the check has asked all that it asks of one site")
        self._left -= 1
        time.sleep(self._pause)
        given: queue.Queue[Answer] = queue.Queue(1)

        def work() -> None:
            try:
                given.put(self._once(asked, deadline))
            except _WRONG as error:
                given.put(Answer(asked.method, asked.url, error=_reason(error)))

        threading.Thread(target=work, daemon=True).start()
        try:
            return given.get(timeout=max(0.1, deadline - time.monotonic()))
        except queue.Empty:
            return Answer(asked.method, asked.url, error=f"took over {self._seconds:g} seconds")

    def _once(self, asked: _Asked, deadline: float) -> Answer:
        left = max(0.1, deadline - time.monotonic())
        with self._session.request(
            asked.method,
            asked.url,
            data=asked.form,
            headers=dict(asked.headers),
            timeout=left,
            stream=True,
            allow_redirects=False,
        ) as response:
            body = b""
            while len(body) <= asked.size and time.monotonic() < deadline:
                piece = response.raw.read(1 << 14, decode_content=True)
                if not piece:
                    break
                body += piece
            found = {name.lower(): value for name, value in response.headers.items()}
            body, cut = body[: asked.size], len(body) > asked.size
            return Answer(asked.method, asked.url, response.status_code, found, body, cut)


def _wait(answer: Answer) -> float | None:
    asked = answer.headers.get("retry-after", "")
    if answer.status in (429, 503) and asked.isascii() and asked.isdecimal() and float(asked) <= _PATIENT:
        return float(asked)
    return None


def _reason(error: Exception) -> str:
    """Say in one short line why there is no answer."""
    text = " ".join(str(error).split())
    return f"{type(error).__name__}: {text[:160]}" if text else type(error).__name__
