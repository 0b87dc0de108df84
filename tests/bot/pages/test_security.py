"""The server answers only to its own names and takes posts only from its own pages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pages import security
from tests.bot.pages.conftest import Visitor

SAY = {"as": "anna", "channel": "support", "text": "hej"}


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example:8080", "127.0.0.1.evil.example", "", "[", "localhost@evil"]
)
async def test_a_foreign_host_name_leads_nowhere(visitor: Visitor, host: str) -> None:
    response = await visitor.client.get("/chat", headers={"Host": host}, allow_redirects=False)
    assert response.status in (400, 421)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost:8080", "[::1]:8080", "LOCALHOST"])
async def test_every_name_of_this_machine_is_ours(visitor: Visitor, host: str) -> None:
    response = await visitor.client.get("/", headers={"Host": host})
    assert response.status == 200


async def test_health_is_told_to_everybody(visitor: Visitor) -> None:
    assert (await visitor.client.get("/healthz", headers={"Host": "10.0.0.7"})).status == 200


async def test_a_post_needs_origin_cookie_and_token(visitor: Visitor) -> None:
    await visitor.open()
    good = {"Origin": visitor.origin, "X-CSRF-Token": visitor.token}
    bad: list[dict[str, str]] = [
        {},
        {"Origin": visitor.origin},
        {"X-CSRF-Token": visitor.token},
        {**good, "Origin": "http://evil.example"},
        {**good, "Origin": "null"},
        {**good, "Origin": visitor.origin + "0"},
        {**good, "X-CSRF-Token": visitor.token[:-1]},
        {**good, "X-CSRF-Token": "å"},
    ]
    for headers in bad:
        assert (await visitor.client.post("/chat/say", json=SAY, headers=headers)).status == 403, headers
    assert visitor.demo.heard == []
    assert (await visitor.client.post("/chat/say", json=SAY, headers=good)).status == 200
    visitor.client.session.cookie_jar.clear()
    assert (await visitor.client.post("/chat/say", json=SAY, headers=good)).status == 403


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{", "application/json", 400),
        ("[]", "application/json", 400),
        ("as=anna", "application/x-www-form-urlencoded", 415),
    ],
)
async def test_a_post_that_is_no_json_object_is_refused(visitor: Visitor, body: str, kind: str, status: int) -> None:
    await visitor.open()
    headers = {"Origin": visitor.origin, "X-CSRF-Token": visitor.token, "Content-Type": kind}
    assert (await visitor.client.post("/chat/say", data=body, headers=headers)).status == status


async def test_every_answer_carries_the_headers_and_allows_no_inline_code(visitor: Visitor) -> None:
    page = await visitor.open()
    response = await visitor.client.get("/chat")
    assert response.headers["Content-Security-Policy"].startswith("default-src 'self';")
    assert "unsafe" not in response.headers["Content-Security-Policy"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Cache-Control"] == "no-store"
    for inline in ("<style", " style=", " onclick=", "<script>", "javascript:", "http://", "https://"):
        assert inline not in page
    missing = await visitor.client.get("/nowhere")
    assert missing.status == 404


async def test_the_cookie_cannot_be_read_by_scripts_or_sent_from_elsewhere(visitor: Visitor) -> None:
    response = await visitor.client.get("/chat", params={"as": "anna"})
    cookie = response.headers["Set-Cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


async def test_style_sheets_may_be_kept_and_nothing_else_is_served_from_there(visitor: Visitor) -> None:
    page = await visitor.open()
    address = page.split('href="/static/')[1].split('"')[0]
    response = await visitor.client.get(f"/static/{address}")
    assert response.status == 200
    assert "immutable" in response.headers["Cache-Control"]
    for name in ("__init__.py", "..%2fchat.py", "nothing.css"):
        assert (await visitor.client.get(f"/static/x/{name}")).status == 404


@given(st.text())
def test_reading_a_host_never_breaks(authority: str) -> None:
    assert isinstance(security.host_of(authority), str)
