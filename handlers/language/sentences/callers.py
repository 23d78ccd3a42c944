"""Who is who in a line about a new company: each name in it is weighed as the company and as whom to call there."""

from dataclasses import replace

from handlers.language.sentences import names_en, names_zh
from handlers.language.sentences.newcomers import Name
from handlers.language.shape import SIGNS, Shape
from sales.simplified import simplified

LEAST = 2.0  # from here on a name is taken to be what it is weighed as
_COMPANY_FIRST = 3.0  # a new lead has a company; somebody to call there it may not have
_MOST, _NEAR = 8, 4
_OURS = 2.0
SURE = 2.0  # by how much two names must weigh more than the other way round
_BARELY = 0.5
_KEPT = frozenset({"contact", "member", "said"})  # spans that may be names of people there


def who_is_who(shape: Shape, email: str) -> tuple[Name | None, Name | None, bool]:
    """Return the company's name and whom to call there, each where enough speaks for it, and whether it is not the other way round."""
    text = simplified(said := _marked(shape))
    names = [*names_en.names(text, email), *names_zh.companies(text), *names_zh.people(text)]
    names = [_no_colleague(shape, one) for one in names]
    companies = sorted((one for one in names if one.company > 0), key=lambda one: -one.company)[:_MOST]
    people = sorted((one for one in names if one.person >= LEAST), key=lambda one: -one.person)[:_MOST]
    pairs = ((one, other) for one in (*companies, None) for other in (*people, None) if not _overlap(one, other))
    company, person = max(pairs, key=_weight)
    alone = company is None or person is None
    sure = alone or _weight((company, person)) - _weight((person, company)) >= SURE
    return _as_written(said, company), _as_written(said, person), sure


def _no_colleague(shape: Shape, name: Name) -> Name:
    """A name as it was weighed, where it is none of a colleague: that is no company, and hardly somebody there."""
    ours = any(span.start <= name.start and name.end <= span.end for _, span in shape.all("member"))
    return replace(name, company=-9.0, person=name.person - _OURS) if ours else name


def _as_written(said: str, name: Name | None) -> Name | None:
    """A name in the signs it was written with, and the title that is told apart from it."""
    return name and replace(name, text=said[name.start : name.end] + name.text[name.end - name.start :])


def begins_with_company(text: str) -> bool:
    """Whether a text begins with the name of a company."""
    names = (*names_en.names(text, ""), *names_zh.companies(text))
    return any(one.company > _BARELY and one.start < _NEAR for one in names)


def _weight(pair: tuple[Name | None, Name | None]) -> float:
    company, person = pair
    return (company.company + _COMPANY_FIRST if company else 0.0) + (person.person if person else 0.0)


def _overlap(one: Name | None, other: Name | None) -> bool:
    return one is not None and other is not None and one.start < other.end and other.start < one.end


def _marked(shape: Shape) -> str:
    """The text as it was typed, with a sign in the place of each thing that is no name."""
    parts, last = [], 0
    for span in shape.spans:
        if span.kind in _KEPT:
            continue
        parts += [shape.text[last : span.start], SIGNS[span.kind] * (span.end - span.start)]
        last = span.end
    return "".join([*parts, shape.text[last:]])
