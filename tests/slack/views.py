"""views.*: modals and home tabs."""

import uuid
from collections.abc import Mapping
from typing import Any

from tests.slack import blocks, words
from tests.slack.posts import named
from tests.slack.state import State
from tests.slack.world import Problem, Team, View

Args = Mapping[str, Any]
DEEPEST = 3  # https://docs.slack.dev/surfaces/modals#updating_views: a stack holds up to three views


def _checked(state: State, team: Team, view: object, *, kind: str, besides: View | None = None) -> dict[str, Any]:
    if not isinstance(view, dict):
        raise Problem("invalid_arguments")
    if blocks.too_large(view):
        raise Problem("view_too_large")
    found = blocks.view_faults(view)
    if view.get("type") != kind:
        found.append(f"[ERROR] must be a {kind} [json-pointer:/view/type]")
    if found:
        raise Problem("invalid_arguments", response_metadata={"messages": found})
    external = view.get("external_id")
    others = [
        other for stack in state.stacks.values() for other in stack if other.team is team and other is not besides
    ]
    if external and any(other.view.get("external_id") == external for other in others):
        raise Problem("duplicate_external_id")
    return {**view, "blocks": named(view["blocks"])}


def _hash(state: State) -> str:
    return f"{int(state.clock())}.{uuid.uuid4().hex[:8]}"


def _values(view: Mapping[str, Any], before: Mapping[str, Any] | None = None) -> dict[str, dict[str, Any]]:
    """What stands in the inputs; what was typed stays only where block_id and action_id stay."""
    # https://docs.slack.dev/surfaces/modals#updating_views
    values: dict[str, dict[str, Any]] = {}
    for _, block, element, _ in words.inputs(view["blocks"]):
        action = element.get("action_id", "input")
        kept = (before or {}).get(block, {}).get(action)
        values[block] = {action: kept or words.typed(element)}
    return values


def fresh(state: State, team: Team, user: str, view: object, *, root: View | None = None) -> View:
    """A new modal on top of a person's stack."""
    stack = state.stacks.setdefault((team.id, user), [])
    if root is None:
        stack.clear()
    elif len(stack) >= DEEPEST:
        raise Problem("push_limit_reached")
    checked = _checked(state, team, view, kind="modal")
    id = f"V{state.number():010d}"
    previous = stack[-1].id if stack else None
    shown = View(id, _hash(state), team, user, checked, stack[0].id if stack else id, previous, _values(checked))
    stack.append(shown)
    state.show_view(shown)
    return shown


def open_(state: State, team: Team, args: Args) -> dict[str, Any]:
    """views.open."""
    _checked(state, team, args.get("view"), kind="modal")
    user = state.exchange(team, args.get("trigger_id"))
    return {"view": fresh(state, team, user, args["view"]).payload()}


def push(state: State, team: Team, args: Args) -> dict[str, Any]:
    """views.push: a modal on top of the one the trigger came from."""
    user = state.exchange(team, args.get("trigger_id"))
    stack = state.stacks.get((team.id, user)) or []
    if not stack:
        raise Problem("not_found")
    return {"view": fresh(state, team, user, args.get("view"), root=stack[0]).payload()}


def update(state: State, team: Team, args: Args) -> dict[str, Any]:
    """views.update: by id or external_id, refused when the hash is an older one."""
    # https://docs.slack.dev/reference/methods/views.update#errors
    for view in (view for stack in state.stacks.values() for view in stack if view.team is team):
        if args.get("view_id") == view.id or (
            args.get("external_id") and args["external_id"] == view.view.get("external_id")
        ):
            if args.get("hash") not in (None, "", view.hash):
                raise Problem("hash_conflict")
            return {"view": change(state, view, args.get("view")).payload()}
    raise Problem("not_found")


def change(state: State, view: View, to: object) -> View:
    """Show another content in the same modal."""
    view.view = _checked(state, view.team, to, kind="modal", besides=view)
    view.hash, view.rev, view.errors = _hash(state), view.rev + 1, {}
    view.values = _values(view.view, view.values)
    state.show_view(view)
    return view


def publish(state: State, team: Team, args: Args) -> dict[str, Any]:
    """views.publish: a person's home tab."""
    # https://docs.slack.dev/reference/methods/views.publish#errors
    user = str(args.get("user_id") or "")
    if not team.home:
        raise Problem("not_enabled")
    if user not in team.people:
        raise Problem("invalid_arguments")
    checked = _checked(state, team, args.get("view"), kind="home")
    before = state.homes.get((team.id, user))
    if args.get("hash") and (before is None or args["hash"] != before.hash):
        raise Problem("hash_conflict")
    id = before.id if before else f"V{state.number():010d}"
    view = View(id, _hash(state), team, user, checked, id, rev=before.rev + 1 if before else 1)
    view.values = _values(checked)
    state.homes[team.id, user] = view
    state.show_view(view)
    return {"view": view.payload()}
