"""What people do with a modal: fill in, submit, close; and what an app's answer to a submission does."""

from collections.abc import Mapping
from typing import Any

from tests.slack import posts, views, words
from tests.slack.state import BOT, State
from tests.slack.world import Channel, Delivery, Message, Person, Problem, View


class Modals(State):
    """The modal on top of each person's stack."""

    def modal(self, who: Person) -> View | None:
        """The modal a person has before them."""
        stack = self.stacks.get((who.team.id, who.id))
        return stack[-1] if stack else None

    def fills(self, who: Person, said: Mapping[str, str]) -> None:
        """Fill in the modal, by label, block_id or action_id."""
        view = self.modal(who)
        assert view is not None, f"{who.name} has no modal before them"
        known = list(words.inputs(view.view["blocks"]))
        for name, value in said.items():
            found = [(b, e) for label, b, e, _ in known if name in (label, b, e.get("action_id"))]
            assert found, f"no input {name!r} among {[label for label, *_ in known]}"
            block, element = found[0]
            view.values[block] = {element.get("action_id", "input"): words.filled(element, value)}

    def submits(self, who: Person, said: Mapping[str, str] | None = None, **more: Any) -> Delivery:
        """Press the modal's submit button; Slack's own client stops one who left out what is required."""
        # https://docs.slack.dev/surfaces/modals#submissions
        self.fills(who, said or {})
        view = self.modal(who)
        assert view is not None
        for label, block, element, optional in words.inputs(view.view["blocks"]):
            given = view.values[block][element.get("action_id", "input")]
            assert optional or words.value_of(given), f"Slack's client does not submit without {label!r}"
        payload = self._interaction("view_submission", who) | {"view": view.payload(), "response_urls": []}
        delivery = self.deliver("interactive", payload, **more)
        with self.lock:
            self._after(delivery, who, view)
        return delivery

    def _interaction(self, kind: str, who: Person) -> dict[str, Any]:
        raise NotImplementedError

    def deliver(self, kind: str, payload: dict[str, Any], *, lost: bool = False) -> Delivery:
        """Tell the app something."""
        raise NotImplementedError

    def _after(self, delivery: Delivery, who: Person, view: View) -> None:
        """Do what the app answered to a submission."""
        answer = delivery.body or {}
        try:
            if not delivery.ok or not isinstance(answer, dict):
                raise Problem("no answer")
            self._obey(answer, who, view)
        except Problem as problem:  # the modal stays, with what was typed
            self.notice(who, f"We had some trouble connecting. Try again? ({problem})")

    def _obey(self, answer: Mapping[str, Any], who: Person, view: View) -> None:
        stack = self.stacks[who.team.id, who.id]
        match answer.get("response_action"):
            case "errors":
                inputs = {block for _, block, _, _ in words.inputs(view.view["blocks"])}
                errors = answer.get("errors") or {}
                if not errors or not errors.keys() <= inputs:
                    raise Problem("invalid_errors")
                view.errors, view.rev = dict(errors), view.rev + 1
                self.show_view(view)
            case "update":
                views.change(self, view, answer.get("view"))
            case "push":
                views.fresh(self, who.team, who.id, answer.get("view"), root=stack[0])
            case "clear":
                stack.clear()
            case None if not answer:
                stack.pop()
            case _:
                raise Problem("invalid_response")

    def closes(self, who: Person, *, clear: bool = False, **more: Any) -> Delivery | None:
        """Close the modal; the app hears of it only if it asked to."""
        # https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload#view_closed
        view = self.modal(who)
        assert view is not None
        stack = self.stacks[who.team.id, who.id]
        if clear:
            stack.clear()
        else:
            stack.pop()
        if not view.view.get("notify_on_close"):
            return None
        payload = self._interaction("view_closed", who) | {"view": view.payload(), "is_cleared": clear}
        del payload["trigger_id"]
        return self.deliver("interactive", payload, **more)

    def says_at_once(self, place: Channel, said: Mapping[str, Any], only: str | None) -> None:
        """Show what came as the body of a slash command's response."""
        try:
            text, given = posts.content(said)
        except Problem as problem:
            self.notice(place.team.people[only or BOT], f"the response was refused: {problem.answer}")
            return
        message = Message(self.ts(), BOT, text, given, only_for=only, bot_id=place.team.bot_id)
        (place.messages if only is None else place.ephemerals)[message.ts] = message
        self.show(place, message)
