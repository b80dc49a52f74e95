"""Fair turns at what costs much to answer: who asks too often is told when to come again."""

import math

from flask import Blueprint, Response, request

from dip_lod.web.http import access, client_address
from dip_lod.web.http.search_rate import Rate
from dip_lod.web.page.problems import problem
from dip_lod.web.page.site import Site


class Fairness:
    """How often each client may ask the routes of a blueprint; `words` is the table that says it was too often."""

    def __init__(self, site: Site, rate: Rate, words: str) -> None:
        self._site = site
        self._rate = rate
        self._words = words
        self._proxies = access.networks(site.config.serve.proxies)

    def hold(self, made: Blueprint) -> None:
        """Answer 429 to who asks too often, and keep search engines out: there is no end to what can be asked."""
        made.before_request(self._refusal)
        made.after_request(_unlisted)

    def charge(self, cost: float) -> None:
        """Count a request as more than one."""
        self._rate.charge(self._client(), cost)

    def _refusal(self) -> Response | None:
        client = self._client()
        seconds = self._rate.wait(client) if client != client_address.NOBODY else 0
        if not seconds:
            return None
        why = str(self._site.visitor(request).texts.tables[self._words]["too_often"])
        return problem(self._site, request, 429, why, headers={"Retry-After": str(math.ceil(seconds))})

    def _client(self) -> int:
        return client_address.number(request, self._proxies, self._site.salt)


def _unlisted(response: Response) -> Response:
    response.headers["X-Robots-Tag"] = "noindex"
    return response
