"""Response headers: what a browser may load and run for a page of this app."""

import base64
import hashlib
import re
from collections.abc import Awaitable, Callable, MutableMapping
from pathlib import Path
from typing import Any

import streamlit

Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Asgi = Callable[[Message, Receive, Send], Awaitable[None]]

# Nothing but this server may be asked for anything, so that text of a user's file
# which slips through every escape can still load no picture and report to nobody.
POLICY = {
    "default-src": "'self'",
    "script-src": "'self'",
    "style-src": "'self' 'unsafe-inline'",  # Streamlit and plotly write styles inline
    "img-src": "'self' data: blob:",  # the logo; figures saved as pictures
    "font-src": "'self' data:",
    "connect-src": "'self'",  # covers the WebSocket of the same host and port
    "worker-src": "'self' blob:",
    "object-src": "'none'",
    "base-uri": "'self'",
    "form-action": "'self'",
    "frame-ancestors": "'self'",
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "x-frame-options": "SAMEORIGIN",  # for browsers that know no frame-ancestors
    "referrer-policy": "same-origin",  # the address holds the id of a study
    "permissions-policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "cross-origin-opener-policy": "same-origin",
}
CSP = "content-security-policy"
INLINE = re.compile(rb"<script>(.*?)</script>", re.DOTALL)


def headers() -> dict[str, str]:
    """The headers of every response.

    Streamlit's page has an inline script of its own; it alone may run, by its hash.
    """
    page = Path(streamlit.__file__).parent / "static" / "index.html"
    digests = [
        hashlib.sha256(text).digest() for text in INLINE.findall(page.read_bytes())
    ]
    hashes = [f"'sha256-{base64.b64encode(one).decode()}'" for one in digests]
    allowed = POLICY | {"script-src": " ".join([POLICY["script-src"], *hashes])}
    policy = "; ".join(f"{name} {value}" for name, value in allowed.items())
    return {CSP: policy, **HEADERS}


class SafeHeaders:
    """ASGI middleware that puts `headers()` on every response.

    A header that the app set itself is replaced.
    """

    def __init__(self, app: Asgi) -> None:
        self.app = app
        self.raw = [(n.encode(), v.encode()) for n, v in headers().items()]

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        """Pass a request on and add to its response."""

        async def send_safely(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = {name for name, _ in self.raw}
                given = message.get("headers", [])
                others = [one for one in given if one[0].lower() not in own]
                message = {**message, "headers": [*others, *self.raw]}
            await send(message)

        is_http = scope["type"] == "http"
        await self.app(scope, receive, send_safely if is_http else send)
