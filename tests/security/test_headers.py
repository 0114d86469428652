"""Every response tells the browser to load nothing from elsewhere."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

import pytest

from dlcompare.ui.headers import SafeHeaders, headers


def run(app, scope, send):
    """Call an app in a thread: a browser that tests keep open has a loop in this."""

    async def call():
        await app(scope, None, send)

    with ThreadPoolExecutor(1) as pool:
        pool.submit(lambda: asyncio.run(call())).result()


def answer(*given: tuple[bytes, bytes]) -> list[tuple[bytes, bytes]]:
    """The headers of a response that an app sends with `given`."""
    sent = []

    async def app(scope, receive, send):
        start = {"type": "http.response.start", "status": 200, "headers": list(given)}
        await send(start)
        await send({"type": "http.response.body", "body": b""})

    async def send(message):
        sent.append(message)

    run(SafeHeaders(app), {"type": "http"}, send)
    return sent[0]["headers"]


def test_a_response_gets_every_header_beside_its_own():
    found = dict(answer((b"etag", b"1")))

    expected = {name.encode(): value.encode() for name, value in headers().items()}
    assert {b"etag": b"1", **expected} == found


def test_a_weaker_header_of_the_app_is_replaced():
    found = answer((b"X-Frame-Options", b"ALLOWALL"))

    values = [value for name, value in found if name.lower() == b"x-frame-options"]
    assert [b"SAMEORIGIN"] == values


@pytest.mark.parametrize("directive", ["default-src", "img-src", "connect-src"])
def test_nothing_comes_from_another_server(directive):
    policy = dict(
        part.split(" ", 1) for part in headers()["content-security-policy"].split("; ")
    )

    assert set(policy[directive].split()) <= {"'self'", "data:", "blob:"}


def test_no_script_may_be_inline_but_those_that_streamlit_ships():
    policy = headers()["content-security-policy"]

    script = next(p for p in policy.split("; ") if p.startswith("script-src"))
    assert "'sha256-" in script
    assert "unsafe" not in script


def test_what_is_no_response_passes_unchanged():
    sent = []

    async def app(scope, receive, send):
        await send({"type": "websocket.accept"})

    async def send(message):
        sent.append(message)

    run(SafeHeaders(app), {"type": "websocket"}, send)

    assert [{"type": "websocket.accept"}] == sent
