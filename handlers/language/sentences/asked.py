"""Questions people ask of the team's book: learned from the words people have for them."""

import re

from handlers.language.opinion import cues, learned, opinion
from handlers.language.sentences.cues import any_of
from handlers.language.sentences.meaning import Meaning, Said, Target, deals_in, members_in
from handlers.language.sentences.periods import mine, of_whom
from handlers.language.sentences.teams import teams_in
from handlers.language.shape import Shape
from handlers.language.typed.scopes import called_stage

_DEALS = any_of(zh="商机 单子 线索 客户 项目", en="deals?, leads?, opps?, opportunities, accounts?")
# What is asked of one deal, and what is of nobody's figures, whoever is named.
_OF_A_DEAL = frozenset({"deal_status", "contact_phone", "assignment_explain", "history"})
_OF_NOBODY = frozenset({"who_is_away", "open_requests", "quotes", "awards", "rates", "people", "help"})
_OWN = frozenset({"goal_gap", "pipeline", "response_time", "points", "closing", "agenda"})
_NOT_DONE = frozenset(
    {"query", "ignore", "ask", "pulse_answer", "capability_set", "best_practice_search", "best_practice_add"}
)
_HOW = re.compile(
    r"(?:要|该|应该|请问|我|想知道)*(?:怎么样?|如何|咋)(?:才能|能|去|来)?|\b(?:(?:can|could) you (?:tell|show) me )?how (?:do|can|could|should|would) (?:i|we|you|one)\b|\bhow to\b|\bwhat'?s the way to\b",
    re.IGNORECASE,
)
SURELY = 0.8  # how likely something is that is asked how to do
SURE = 0.55  # how likely a question is; one that is less likely is none we know


def as_query(shape: Shape) -> Meaning | None:
    """Return what a line asks for, of a line that asks."""
    deals = deals_in(shape)
    if not deals and _of_a_stage(shape):
        return _query(shape, "pipeline", ())
    chances = learned("questions").chances(cues(shape))
    likely = {what: chance for what, chance in chances.items() if not deals or what in _OF_A_DEAL | _OF_NOBODY}
    what = next(iter(likely))
    if likely[what] >= SURE:
        return _query(shape, what, deals)
    if deals or shape.scene.thread_deal:
        return _query(shape, "deal_status", deals)
    return _query(shape, "won", ()) if len(teams_in(shape)) > 1 else None


def how(shape: Shape) -> Said:
    """Return what somebody asks how to do: the words without the question, and the intent they are surely of."""
    if not _HOW.search(shape.text):
        return {}
    bare = Shape(_HOW.sub(" ", shape.text), shape.scene)
    chances = {intent: chance for intent, chance in opinion(bare).items() if intent not in _NOT_DONE}
    intent, chance = next(iter(chances.items()))
    sure = chance >= SURELY * sum(chances.values())
    return {"command": bare.text.strip(" ?？。.!！"), "more": {"intent": intent if sure else ""}}


def _of_a_stage(shape: Shape) -> bool:
    """Whether a line asks which deals are in a stage."""
    return bool(_DEALS.search(shape.line)) and called_stage(shape.line, shape.scene.stages) is not None


def _query(shape: Shape, what: str, deals: tuple[Target, ...]) -> Meaning:
    said: Said = {}
    own = mine(shape)
    if what in ("stale", "overdue") and own and not members_in(shape):
        what = f"my_{what}"
        said["who"] = shape.scene.me
        more: Said = {}
        of_whom(shape, more, what)
        said |= {key: value for key, value in more.items() if key == "period"}
    elif what not in _OF_A_DEAL | _OF_NOBODY:
        of_whom(shape, said, what)
    if what == "fairness":  # it is of everybody, whoever is named
        said.pop("who", None)
    if what == "assignment_explain" and (people := members_in(shape)):
        said["who"] = people[0][1]
    if what == "pipeline" and (stage := called_stage(shape.line, shape.scene.stages)):
        said["stage"] = stage[0]
    if (own or what == "goal_gap") and what in _OWN and not {"who", "team"} & set(said):
        said["who"] = shape.scene.me
    if what == "help":
        said |= how(shape)
    asked = deals if what in _OF_A_DEAL else ()
    return Meaning(what, said, tuple(asked), needs_deal=what in _OF_A_DEAL)
