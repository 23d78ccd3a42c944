"""What a clause tells of a deal: what happened, what is next, what is in the way, what may go wrong, what was reached; learned."""

from collections.abc import Mapping

from handlers.language.opinion import learned, said, tokens
from handlers.language.sentences.clauses import finer, together
from handlers.language.sentences.roles import facts_of, role_of
from handlers.language.shape import Clause, Shape, signs
from handlers.language.spans.dates import DateSpan

SURE = 0.5  # how likely a clause is anything else than what happened
SURE_DAY = 0.85  # how likely a day is what it is taken for whatever else the words say
LEAST = 0.1  # what a clause tells speaks for or against a day by no more than this
EVEN = 0.5  # a day on which one signs or pays may be to come or over
_NAME_ALONE = signs(r"[^\w\ue001-\ue0ff]*<deal>[^\w\ue001-\ue0ff]*")


def kind_of(shape: Shape, clauses: list[Clause], index: int) -> str:
    """Return what one of the clauses tells: next_step, blocker, risk or milestone where it surely does, else note."""
    kind, chance = next(iter(_chances(shape, clauses, index).items()))
    return kind if chance >= SURE else "note"


def role_at(shape: Shape, place: int) -> Mapping[str, float]:
    """Return how likely the day named at a place is each of the roles, by the words around it and by what its clause tells."""
    clauses = told_in(shape, shape.clauses())
    index = next((at for at, one in enumerate(clauses) if one.start <= place < one.end), None)
    if index is None:
        return role_of(shape, place)
    coming = min(max(_chances(shape, clauses, index)["next_step"], LEAST), 1 - LEAST)
    beside = {"next": coming, "done": 1 - coming, "none": 1 - coming}
    weighed = {role: chance * beside.get(role, EVEN) for role, chance in role_of(shape, place).items()}
    whole = sum(weighed.values())
    return {role: chance / whole for role, chance in sorted(weighed.items(), key=lambda one: -one[1])}


def sure_role(shape: Shape, place: int) -> str:
    """Return the role of a day that its words surely say, or nothing."""
    role, chance = next(iter(role_at(shape, place).items()))
    return role if chance >= SURE_DAY else ""


def told_in(shape: Shape, clauses: list[Clause]) -> list[Clause]:
    """Return clauses as what each tells is read from them: one that only names the deal tells nothing."""
    parts = (one for one in finer(shape, clauses) if not _NAME_ALONE.fullmatch(shape.line, one.start, one.end))
    return list(together(shape, parts))


def kind_cues(shape: Shape, clauses: list[Clause], index: int) -> set[str]:
    """Return what may speak for what a clause tells: its words and days, those around it, and where it stands."""
    clause = clauses[index]
    found = said(_line(shape, clause))
    for _, span in shape.all("date", clause.start, clause.end):
        if isinstance(span.value, DateSpan):
            found |= set(facts_of(shape, span.value))
    if len(clauses) > 1:
        found.add("=first" if index == 0 else "=last" if index == len(clauses) - 1 else "=amid")
    found |= {f"-{word}" for before in clauses[max(index - 1, 0) : index] for word in tokens(_line(shape, before))}
    return found | {f"+{word}" for after in clauses[index + 1 : index + 2] for word in tokens(_line(shape, after))}


def _chances(shape: Shape, clauses: list[Clause], index: int) -> Mapping[str, float]:
    return learned("clauses").chances(kind_cues(shape, clauses, index))


def _line(shape: Shape, clause: Clause) -> str:
    return shape.line[clause.start : clause.end]
