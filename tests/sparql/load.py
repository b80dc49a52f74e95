"""Clients of a running server: some that attack its endpoint, some that read its pages, each in a process of its own.

python load.py attack PORT CLIENTS SECONDS      python load.py pages PORT SECONDS PATH...
"""

import http.client
import json
import socket
import sys
import threading
import time
from collections import Counter
from contextlib import suppress
from urllib.parse import urlencode

import attacks

PAUSE = 0.02
"""Between two pages: a reader, not a load."""


def attack(port: int, clients: int, seconds: float) -> dict[str, object]:
    """Attack with so many clients at once, each from an address of its own; give what they were answered."""
    until = time.monotonic() + seconds
    answered: Counter[str] = Counter()
    refused: list[float] = []
    longest: list[float] = [0.0]

    def client(number: int) -> None:
        queries = list(attacks.ALL.items())
        turn = number  # so that all attacks go on at once
        while time.monotonic() < until:
            name, query = queries[turn % len(queries)]
            turn += 1
            started = time.monotonic()
            try:
                status = slow(port, number, query, until) if name == "long result" else ask(port, number, query)[0]
            except OSError as error:
                status = type(error).__name__
            taken = time.monotonic() - started
            answered[f"{status}"] += 1
            if status == 503 and taken < 3:
                refused.append(taken)
            if name != "long result":
                longest[0] = max(longest[0], taken)

    threads = [threading.Thread(target=client, args=(number,)) for number in range(clients)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return {"answered": dict(answered), "longest": longest[0], "refused": max(refused, default=0.0)}


def hammer(port: int, threads: int, seconds: float) -> dict[str, object]:
    """Ask one long query after another from one address."""
    until = time.monotonic() + seconds
    answered: Counter[str] = Counter()

    def client() -> None:
        while time.monotonic() < until:
            answered[str(ask(port, 0, attacks.CROSS_JOIN)[0])] += 1

    running = [threading.Thread(target=client) for _ in range(threads)]
    for one in running:
        one.start()
    for one in running:
        one.join()
    return {"answered": dict(answered)}


def ask(port: int, number: int, query: str) -> tuple[int, bytes]:
    """Ask as a proxy would hand on a client's query."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Forwarded-For": address(number)}
        connection.request("POST", "/sparql", urlencode({"query": query}), headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def slow(port: int, number: int, query: str, until: float) -> int | str:
    """Read a result a few bytes at a time, and go."""
    body = urlencode({"query": query}).encode()
    head = (
        f"POST /sparql HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: {address(number)}\r\nContent-Length: {len(body)}\r\n"
        "Content-Type: application/x-www-form-urlencoded\r\n\r\n"
    )
    with socket.socket() as connection:
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(60)
        connection.connect(("127.0.0.1", port))
        connection.sendall(head.encode() + body)
        first = connection.recv(12)
        stop = min(until, time.monotonic() + 20)
        with suppress(OSError):
            while first.endswith(b"200") and time.monotonic() < stop and connection.recv(100):
                time.sleep(0.2)
    return int(first[9:12] or b"0")


def address(number: int) -> str:
    return f"192.0.2.{number % 250}"


def pages(port: int, seconds: float, paths: list[str]) -> list[float]:
    """Read pages one after another; give how long each took."""
    until = time.monotonic() + seconds
    taken = []
    turn = 0
    while time.monotonic() < until:
        started = time.perf_counter()
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        connection.request("GET", paths[turn % len(paths)], headers={"Accept": "text/html"})
        answer = connection.getresponse()
        answer.read()
        assert answer.status == 200, answer.status
        connection.close()
        taken.append(time.perf_counter() - started)
        turn += 1
        time.sleep(PAUSE)
    return taken


def percentile(values: list[float], share: float) -> float:
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * share), len(ordered) - 1)]


if __name__ == "__main__":
    what, port, *rest = sys.argv[1:]
    found: object
    if what == "pages":
        found = pages(int(port), float(rest[0]), rest[1:])
    else:
        found = {"attack": attack, "hammer": hammer}[what](int(port), int(rest[0]), float(rest[1]))
    json.dump(found, sys.stdout)
