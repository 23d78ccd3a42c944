"""What people do in the emulated corp, and how it reaches the bot."""

from collections.abc import Mapping
from typing import Any

from tests.wecom.api import Api
from tests.wecom.app import App
from tests.wecom.corp import Corp, Person, Place, Post, Shown, Wrong
from tests.wecom.credentials import AGENT_ID, BOT_ID, CORP_ID
from tests.wecom.delivering import AppCallback, BotCallback, Delivery
from tests.wecom.gateway import Gateway
from tests.wecom.server import Server
from tests.wecom.talking import Talk, Trigger


class Acting:
    """People who write, press and choose; the emulator gives the parts."""

    corp: Corp
    talk: Talk
    app: App
    api: Api
    server: Server
    gateway: Gateway
    bot_callback: BotCallback | None
    app_callback: AppCallback | None

    def says(
        self,
        person: str,
        words: str,
        *,
        to: str | None = None,
        mention: str | None = "front",
        kind: str = "text",
        quote: str | None = None,
    ) -> Delivery | None:
        """Write to the bot: in a group with a mention at `front`, `end` or `both` sides, or in private.

        A line in a group without a mention reaches nobody but people, and who is outside the visible range gets a
        notice of the platform instead; both return None.
        """
        who, place = self.corp.people[person], self._place(person, to)
        if to is not None:
            words = self._mentioning(words, mention)
        self.corp.say(place, person, client="text", text=words)
        if to is not None and mention is None:
            return None
        if not who.in_range:
            self.corp.say(place, "platform", client="text", text="你不在该智能机器人的可见范围内")
            return None
        return self._message(who, place, words, kind, quote)

    def _mentioning(self, words: str, mention: str | None) -> str:
        at = f"@{self.corp.bot_name}"
        match mention:
            case "front":
                return f"{at} {words}"
            case "end":
                return f"{words} {at}"
            case "both":
                return f"{at}\u2005{words} {at}"
            case _:
                return words

    def _message(self, who: Person, place: Place, words: str, kind: str, quote: str | None) -> Delivery:
        parts: dict[str, dict[str, Any]] = {
            "text": {"text": {"content": words}},
            "voice": {"voice": {"content": words}},
            "mixed": {
                "mixed": {
                    "msg_item": [
                        {"msgtype": "text", "text": {"content": words}},
                        {"msgtype": "image", "image": {"url": f"{self.server.url}/media/1"}},
                    ]
                }
            },
            "image": {"image": {"url": f"{self.server.url}/media/1"}},
        }
        assert kind != "voice" or place.kind == "bot", "voice reaches the bot in private only"
        trigger = Trigger("message", who, place, self.corp.clock(), said=words)
        self.talk.known.add(place)
        body = self._bot_body(trigger, kind) | parts[kind]
        if quote is not None:
            body["quote"] = {"msgtype": "text", "text": {"content": quote}}
        return self._to_bot(Delivery(trigger, body))

    def enters(self, person: str) -> Delivery:
        """Open the chat with the bot for the first time today."""
        trigger = Trigger("enter", self.corp.people[person], Place("bot", person), self.corp.clock())
        return self._event(trigger, {"eventtype": "enter_chat"})

    def rates(self, person: str, stream: str, *, good: bool = True) -> Delivery:
        """Press thumbs up or down under an answer."""
        trigger = Trigger("feedback", self.corp.people[person], Place("bot", person), self.corp.clock())
        told = {"id": stream, "type": 1 if good else 2, "content": ""}
        return self._event(trigger, {"eventtype": "feedback_event", "feedback_event": told})

    def polls(self, person: str, stream: str, *, to: str | None = None) -> Delivery:
        """Ask for the rest of a stream, as the platform does every second of an unfinished one (callback only)."""
        assert self.bot_callback is not None, "streams are polled by callback only"
        open_stream = self.talk.open.get(stream)
        place = self._place(person, to)
        trigger = Trigger("poll", self.corp.people[person], place, self.corp.clock())
        if open_stream is not None:
            trigger.streams[stream] = open_stream.post
        body = self._bot_body(trigger, "stream") | {"stream": {"id": stream}}
        body.pop("response_url")
        return self._to_bot(Delivery(trigger, body))

    def again(self, delivery: Delivery) -> Delivery:
        """Deliver the same message once more: a click never comes again (doc 101027)."""
        assert delivery.trigger.kind != "click" or "MsgType" in delivery.body, "a click is delivered once"
        if "MsgType" in delivery.body:
            return self._to_app(delivery)
        return self._to_bot(delivery)

    def presses(self, person: str, shown: Shown, label: str) -> Delivery:
        """Press a button of a card."""
        return self._clicks(person, shown, shown.buttons[label], {})

    def chooses(self, person: str, shown: Shown, chosen: Mapping[str, str | list[str]]) -> Delivery:
        """Choose by the words shown, question by question, and press the card's button."""
        picked: dict[str, list[str]] = {}
        questions = {question.key: question for question in shown.questions}
        for key, words in chosen.items():
            question = questions[key]
            texts = [words] if isinstance(words, str) else words
            assert not question.frozen, "the list is grey"
            assert 1 <= len(texts) <= question.most, "too many chosen"
            ids = {text: id for id, text in question.options}
            picked[key] = [ids[text] for text in texts]
        (key,) = shown.buttons.values()
        return self._clicks(person, shown, key, picked)

    def _clicks(self, person: str, shown: Shown, key: str, chosen: Mapping[str, list[str]]) -> Delivery:
        who, post = self.corp.people[person], self.corp.post(shown.id)
        assert person in self.corp.members(post.place), f"{person} does not see this card"
        place = post.place
        trigger = Trigger("click", who, place, self.corp.clock(), post=post)
        card = post.card_of(person) or {}
        if post.by == "app":
            return self._app_click(trigger, post, card, key, chosen)
        items = [{"question_key": name, "option_ids": {"option_id": ids}} for name, ids in chosen.items()]
        event = {
            "eventtype": "template_card_event",
            "template_card_event": {
                "card_type": card["card_type"],
                "event_key": key,
                "task_id": card.get("task_id", ""),
                "selected_items": {"selected_item": items},
            },
        }
        return self._event(trigger, event)

    def writes(self, person: str, words: str) -> Delivery:
        """Write to the app, which is always 1:1."""
        place = Place("app", person)
        self.corp.say(place, person, client="text", text=words)
        trigger = Trigger("message", self.corp.people[person], place, self.corp.clock(), said=words)
        number = 7_000_000_000_000_000_000 + int(self.corp.next("app")[3:])
        body = self._app_body(trigger, "text") | {"Content": words, "MsgId": number}
        return self._to_app(Delivery(trigger, body))

    def taps(self, person: str, key: str) -> Delivery:
        """Press an entry of the app's menu: an event has no MsgId (doc 90240)."""
        trigger = Trigger("menu", self.corp.people[person], Place("app", person), self.corp.clock())
        return self._to_app(Delivery(trigger, self._app_body(trigger, "event") | {"Event": "click", "EventKey": key}))

    def opens_app(self, person: str) -> Delivery:
        """Open the app's chat."""
        trigger = Trigger("enter_agent", self.corp.people[person], Place("app", person), self.corp.clock())
        body = self._app_body(trigger, "event") | {"Event": "enter_agent", "EventKey": ""}
        return self._to_app(Delivery(trigger, body))

    def _place(self, person: str, to: str | None) -> Place:
        return Place("bot", person) if to is None else Place("group", self.corp.group(to).id)

    def _bot_body(self, trigger: Trigger, kind: str) -> dict[str, Any]:
        group = trigger.place.kind == "group"
        return {
            "msgid": self.corp.next("msg"),
            "create_time": int(trigger.at.timestamp()),
            "aibotid": BOT_ID,
            **({"chatid": trigger.place.id} if group else {}),
            "chattype": "group" if group else "single",
            "from": {"userid": trigger.person.bot_id},
            "response_url": f"{self.server.url}/cgi-bin/aibot/response?response_code={self.talk.url_code(trigger)}",
            "msgtype": kind,
        }

    def _event(self, trigger: Trigger, event: dict[str, Any]) -> Delivery:
        body = self._bot_body(trigger, "event") | {"event": event}
        if trigger.kind != "click":
            body.pop("response_url")
        return self._to_bot(Delivery(trigger, body))

    def _to_bot(self, delivery: Delivery) -> Delivery:
        if self.bot_callback is None:
            return self.gateway.deliver(delivery, event=delivery.body["msgtype"] == "event")
        return self.bot_callback.deliver(delivery, self._accept)

    def _accept(self, trigger: Trigger, reply: Any) -> None:
        try:
            with self.corp.guard:
                self.talk.passive(trigger, reply)
        except Wrong as wrong:
            self.corp.refuse("bot callback", wrong.code, wrong.why)

    def _app_body(self, trigger: Trigger, kind: str) -> dict[str, Any]:
        return {
            "ToUserName": CORP_ID,
            "FromUserName": trigger.person.id,
            "CreateTime": int(trigger.at.timestamp()),
            "MsgType": kind,
            "AgentID": AGENT_ID,
        }

    def _app_click(
        self, trigger: Trigger, post: Post, card: dict[str, Any], key: str, chosen: Mapping[str, list[str]]
    ) -> Delivery:
        items = [{"QuestionKey": name, "OptionIds": {"OptionId": ids}} for name, ids in chosen.items()]
        body = self._app_body(trigger, "event") | {
            "Event": "template_card_event",
            "EventKey": key,
            "TaskId": card.get("task_id", ""),
            "CardType": card["card_type"],
            "ResponseCode": self.app.code_for(*self.app.together(post)),
            **({"SelectedItems": {"SelectedItem": items}} if items else {}),
        }
        return self._to_app(Delivery(trigger, body))

    def _to_app(self, delivery: Delivery) -> Delivery:
        assert self.app_callback is not None, "the app has no callback address"
        return self.app_callback.deliver(delivery, self._app_reply)

    def _app_reply(self, trigger: Trigger, reply: Any) -> None:
        """Take a passive reply of the app (doc 90241): text, or for a click a changed card."""
        with self.corp.guard:
            match reply.get("MsgType"):
                case "text" if trigger.kind != "click":
                    text = str(reply.get("Content", "")).encode()[:2048].decode(errors="ignore")
                    self.corp.say(trigger.place, "app", client="text", text=text)
                case "update_button" if trigger.post is not None:
                    self.api.messages.change(trigger.post, None, reply["Button"]["ReplaceName"])
                case kind:
                    self.corp.refuse("app callback", 40008, f"invalid message type {kind!r}")
