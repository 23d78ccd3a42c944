"""What a person can do here, and forms that ask for what a command needs."""

import re

from handlers import quoting
from handlers.command import Command
from handlers.language.spans.quotes import decision
from handlers.language.typed.reader import verb_of
from handlers.language.words import Words
from handlers.rights import EVERYBODY
from handlers.topics import COMMON, TOPICS, Topic, topic_called
from handlers.turn import Reply, Turn
from sales import awarding
from sales.refusal import Refused
from sales.values import Member
from storage import ballots, deals, requests

MEMBER = re.compile(r"m(\d{1,18})")
LONGEST = 40
MOST_CHOICES = 100


# "help me" asks for everything.
FIRST = ("lead_create", "pool", "lead_claim", "my_deals", "open_requests", "help")  # what to try on the first day
EVERYTHING = frozenset(
    {"me", "us", "for me", "for us", "here", "please", "all", "我", "一下", "我一下", "全部", "大家"}
)


GREETING = re.compile(
    r"\W*(?:hello|hi|hey|hiya|good (?:morning|afternoon|evening)|你好|您好|哈喽|嗨|早上好|早安|早|下午好|晚上好|在吗|在么)"
    r"(?:[\s,，!！~]*(?:there|baton|bot|啊|呀|销售助手|小助手))*\W*",
    re.IGNORECASE,
)
WHO = re.compile(
    r"\W*(?:(?:so |and |hi,? |hello,? )?(?:who|what) (?:are|r) (?:you|u)(?: exactly)?|who(?:'s| is) this|what(?:'s| is) (?:this(?: bot)?|your name)"
    r"|introduce yourself|(?:你好[，, ]?)?[你您](?:到底)?(?:是|叫)(?:谁|什么|啥|哪位|什么名字|干(?:什么|嘛|啥)的)|介绍一?下(?:你?自己|你)|自我介绍)\W*(?:啊|呀)?\W*",
    re.IGNORECASE,
)


def greets(text: str) -> bool:
    """Whether a text is a greeting, or asks who we are, and nothing else."""
    return (GREETING.fullmatch(text) or WHO.fullmatch(text)) is not None


def greeted(member: Member) -> Reply:
    """Say what Baton is, and three things to try."""
    from handlers.commands import COMMANDS

    may = {command.intent for command in COMMANDS if command.roles & member.roles}
    return Reply("hello", {"member": member, "tries": [one for one in FIRST if one in may][:3]}, private=True)


def help_(turn: Turn, words: Words) -> Reply:
    """Say what you can do here, all of a topic, or how one command works."""
    wanted = (words.command or "").strip(" \n?!.,:？！。，：").casefold()
    if words.more:
        return _how(turn, wanted, str(dict(words.more)["intent"]))
    if not wanted or wanted in EVERYTHING:
        return _first(turn)
    topic = topic_called(wanted)
    return _one(turn, wanted) if topic is None else _topic(turn, topic)


def _how(turn: Turn, wanted: str, intent: str) -> Reply:
    """How something works that was asked for in a sentence: by its command's word, else by what the words are about."""
    from handlers.commands import COMMANDS, HIDDEN, by_intent

    command = verb_of(wanted, COMMANDS) or by_intent(intent)
    return _first(turn) if command is None or command.intent in HIDDEN else _about(turn, command)


def _first(turn: Turn) -> Reply:
    """What people do most, and the topics of all the rest."""
    may = _may(turn)
    mentioned = turn.room is not None and turn.message.door != "local"
    topics = [topic for topic in TOPICS if may.intersection(topic.intents)]
    makes_offers = turn.config.quotes.role in turn.member.roles
    common = [intent for intent in COMMON if intent in may and (intent != "quote_take" or makes_offers)]
    return Reply("help", {"common": common, "topics": topics, "member": turn.member, "mentioned": mentioned})


def _topic(turn: Turn, topic: Topic) -> Reply:
    may = _may(turn)
    return Reply("help_topic", {"topic": topic, "intents": [one for one in topic.intents if one in may]})


def _may(turn: Turn) -> frozenset[str]:
    from handlers.commands import COMMANDS  # the table of contents names these functions

    return frozenset(command.intent for command in COMMANDS if command.roles & turn.member.roles)


def _one(turn: Turn, wanted: str) -> Reply:
    """How one command works: its words, an example, who may."""
    from handlers.commands import COMMANDS, HIDDEN, near

    command = verb_of(wanted.removeprefix("me ").removeprefix("with ").removeprefix("我"), COMMANDS)
    if command is None or command.intent in HIDDEN:
        raise Refused("help_unknown", word=wanted[:LONGEST], near=near(wanted, turn.member.roles))
    return _about(turn, command)


def _about(turn: Turn, command: Command) -> Reply:
    everybody, may = command.roles >= EVERYBODY, bool(command.roles & turn.member.roles)
    return Reply("help_one", {"command": command, "called": called(command), "everybody": everybody, "may": may})


def called(command: Command) -> dict[str, list[str]]:
    """Return a command's words by their language."""
    words = [word for word in command.words if word[0].isalpha()]
    return {
        "en": [word for word in words if word.isascii()],
        "zh": [word for word in words if not word.isascii()],
    }


def form(turn: Turn, words: Words) -> Reply:
    """Open the form of a command; where forms are not possible, say the line to type."""
    from handlers.commands import COMMANDS

    line = words.command or ""
    command, code = verb_of(line, COMMANDS), line.rpartition(" ")[2].upper()
    if command is None or command.form is None:
        raise Refused("form_unknown")
    if not command.roles & turn.member.roles:
        raise Refused("not_your_role", command=command)
    facts: dict[str, object] = {"stages": turn.config.stages, "command": command}
    if command.intent == "progress_update" and line == command.words[0]:
        return _log(turn, facts)
    if not {"deal", "about"}.isdisjoint(command.slots):
        deal = turn.find(code)
        facts |= {"deal": deal, "stage": turn.config.stage(deal.stage)}
    if "request" in command.slots:
        facts["request"] = requests.find(turn.db, workspace=turn.workspace.id, code=code)
    if "quote" in command.slots:
        facts |= quoting.form_facts(turn, code) | decision("", line.partition(" ")[0])
    if "thanked" in command.slots:
        facts |= {"to": turn.colleague(int(token[1])) if (token := MEMBER.fullmatch(code.lower())) else None}
    if "award" in command.slots:
        ballot = ballots.find(turn.db, workspace=turn.workspace.id, code=code)
        awarding.may_take_part(ballot, turn.member)
        nominees = ballots.nominees(turn.db, ballot=ballot.id)
        facts |= {"ballot": ballot, "nominees": awarding.choices_of(nominees, turn.member)}
    return Reply(command.form, facts, form=True)


def _log(turn: Turn, facts: dict[str, object]) -> Reply:
    """Progress on whichever of the speaker's deals: the form asks which."""
    mine = deals.owned(turn.db, workspace=turn.workspace.id, owner=turn.member.id, most=MOST_CHOICES)
    if not mine:
        raise Refused("log_nothing")
    return Reply("form_log", facts | {"deals": mine, "deal": mine[0]}, form=True)
