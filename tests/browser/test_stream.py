"""The stream behind the page, as any program may read it."""

import json
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest


def events(url: str, *, count: int, **headers: str) -> list[tuple[str, int]]:
    """Return kind and number of the first events of a stream."""
    found: list[tuple[str, int]] = []
    with urlopen(Request(url, headers=headers), timeout=5) as stream:
        kind = ""
        for raw in stream:
            name, _, value = raw.decode().rstrip().partition(": ")
            kind = value if name == "event" else kind
            if name == "data":
                found.append((kind, json.loads(value)["seq"]))
            if len(found) == count:
                break
    return found


def test_a_stream_tells_lines_and_posts_in_their_order(server):
    heard = events(f"{server.url}/local/stream?member=li&channel=east", count=6)

    assert [seq for _, seq in heard] == sorted(seq for _, seq in heard)
    assert {kind for kind, _ in heard} == {"line", "post"}


def test_a_stream_that_was_lost_goes_on_after_the_last_event(server):
    address = f"{server.url}/local/stream?member=li&channel=east"
    heard = events(address, count=4)

    assert events(address, count=2, **{"Last-Event-ID": str(heard[1][1])}) == heard[2:]


def test_a_stream_for_nobody_is_refused_before_it_begins(server):
    with pytest.raises(HTTPError) as refused:
        urlopen(f"{server.url}/local/stream?member=nobody&channel=east", timeout=5)

    assert refused.value.code == 404
    said = json.load(refused.value)
    assert said["error"] == "unknown member"
    assert "li" in said["choices"]
