"""The methods that open, change and publish views; leaves their rules to view_rules and filling them in to the people."""

from __future__ import annotations

from typing import Any

from tests.slack.fake.blocks import named
from tests.slack.fake.records import ApiError
from tests.slack.fake.view_rules import check_view
from tests.slack.fake.workspace import APP, BOT_ID, TEAM
from tests.slack.fake.world import View, World

DEEPEST = 3


def view_shape(view: View) -> dict[str, Any]:
    """A view as answers and presses show it."""
    body = view.body
    shape: dict[str, Any] = {
        "id": view.id,
        "team_id": TEAM,
        "type": body["type"],
        "blocks": body["blocks"],
        "private_metadata": body.get("private_metadata", ""),
        "callback_id": body.get("callback_id", ""),
        "state": {"values": view.filled},
        "hash": view.hash,
        "title": body.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": body.get("clear_on_close", False),
        "notify_on_close": body.get("notify_on_close", False),
        "close": body.get("close"),
        "submit": body.get("submit"),
        "previous_view_id": view.previous,
        "root_view_id": view.root,
        "app_id": APP,
        "external_id": body.get("external_id", ""),
        "app_installed_team_id": TEAM,
        "bot_id": BOT_ID,
    }
    return shape


def made(world: World, user: str, body: dict[str, Any], below: View | None = None) -> View:
    """A new view before somebody."""
    check_external(world, body)
    name = world.number("V0")
    body = {**body, "blocks": named(body["blocks"], world.number("v"))}
    root = below.root if below else name
    return View(name, user, body, world.number("h"), root, below.id if below else None)


def check_external(world: World, body: dict[str, Any], own: View | None = None) -> None:
    """Our own name of a view is its alone."""
    external = body.get("external_id")
    standing = [view for stack in world.stacks.values() for view in stack] + list(world.homes.values())
    if external and any(v.body.get("external_id") == external for v in standing if v is not own):
        raise ApiError("duplicate_external_id", offence="external_id of another view")


def replaced(world: World, view: View, body: dict[str, Any]) -> None:
    """Another body in the same view; what was filled in stays where the same fields stand."""
    check_external(world, body, view)
    view.body = {**body, "blocks": named(body["blocks"], world.number("v"))}
    view.hash = world.number("h")
    standing = {block["block_id"] for block in view.body["blocks"]}
    view.filled = {key: value for key, value in view.filled.items() if key in standing}


def stack_on(world: World, user: str, body: dict[str, Any]) -> View:
    """One more view over those that somebody has open."""
    stack = world.stacks.get(user, [])
    if not stack:
        raise ApiError("not_found")
    if len(stack) >= DEEPEST:
        raise ApiError("push_limit_reached", offence="a fourth view on the stack")
    view = made(world, user, body, stack[-1])
    stack.append(view)
    return view


def check_hash(view: View, args: dict[str, Any]) -> None:
    """Whoever changes it has seen the newest."""
    if "hash" in args and args["hash"] != view.hash:
        raise ApiError("hash_conflict")


def open_view(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """views.open: it takes the place of whatever was open."""
    check_view(args["view"], "modal")
    user = world.spend(args.get("trigger_id"))
    view = made(world, user, args["view"])
    world.stacks[user] = [view]
    return {"ok": True, "view": view_shape(view)}


def push(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """views.push."""
    check_view(args["view"], "modal")
    view = stack_on(world, world.spend(args.get("trigger_id")), args["view"])
    return {"ok": True, "view": view_shape(view)}


def update(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """views.update: by id or by our own name."""
    check_view(args["view"], "modal")
    standing = [view for stack in world.stacks.values() for view in stack]
    external = args.get("external_id")
    for view in standing:
        if view.id == args.get("view_id") or (external and view.body.get("external_id") == external):
            check_hash(view, args)
            replaced(world, view, args["view"])
            return {"ok": True, "view": view_shape(view)}
    raise ApiError("not_found")


def publish(world: World, args: dict[str, Any]) -> dict[str, Any]:
    """views.publish: somebody's own page."""
    check_view(args["view"], "home")
    user = world.workspace.users.get(args["user_id"])
    if user is None or user.deleted:
        raise ApiError("invalid_arguments", response_metadata={"messages": ["[ERROR] user_id is not valid"]})
    view = world.homes.get(user.id)
    if view is None:
        view = world.homes[user.id] = made(world, user.id, args["view"])
    else:
        check_hash(view, args)
        replaced(world, view, args["view"])
    return {"ok": True, "view": view_shape(view)}


VIEWS = {"views.open": open_view, "views.push": push, "views.update": update, "views.publish": publish}
