"""What the words of a sentence speak for, learned from examples: whoever reads a sentence begins with it.

`make learn` writes a file in `learned/` for each question (what is this about, why was it lost …): for each cue (a word, two words,
who is named …) how much it speaks for or against each answer, from the tuning half of the examples and from what is said besides.
"""

import math
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from handlers.language.shape import SIGNS, Shape
from handlers.language.words import Mention

LEARNED = Path(__file__).with_name("learned")
# Weights are kept as whole numbers of tenths.
TENTH = 0.1
_NAMES = {sign: f"<{name}>" for name, sign in SIGNS.items()}
_TOKEN = re.compile(rf"[{''.join(_NAMES)}]|[a-z']+|[\u3400-\u9fff]|[?？!！%]")
_NUMBER = re.compile(r"\d|[一二三四五六七八九十]")
_LONG = 4  # of a longer English word its beginning is a cue of its own: sign, signed, signing
_SHORT = 4  # tokens: so short a line is a cue as a whole
_MOST = 400  # tokens: what stands behind them changes no opinion


@dataclass(frozen=True, slots=True)
class Learned:
    """What examples teach of one question: its answers, how common each is, and for each cue its weights in tenths.

    The weights stay as they are written (`place:weight`, parted by tabs): a sentence needs a few dozen of 50,000 lines.
    """

    answers: tuple[str, ...]
    biases: tuple[float, ...]
    weights: Mapping[str, str]

    def chances(self, cues: Set[str]) -> Mapping[str, float]:
        """Return how likely each answer is, from 0 to 1, the likeliest first."""
        scores = list(self.biases)
        length = math.sqrt(len(cues)) / TENTH
        for cue in cues & self.weights.keys():
            for pair in self.weights[cue].split("\t"):
                place, _, weight = pair.partition(":")
                scores[int(place)] += int(weight) / length
        most = max(scores)
        chances = [math.exp(score - most) for score in scores]
        whole = sum(chances)
        likely = sorted(zip(chances, self.answers, strict=True), reverse=True)
        return {answer: chance / whole for chance, answer in likely}


@cache
def learned(question: str) -> Learned:
    """Read what was learned of a question."""
    head, *lines = (LEARNED / f"{question}.txt").read_text(encoding="utf-8").splitlines()
    biases = dict(one.split("=") for one in head.split())
    weights = dict(line.split("\t", 1) for line in lines)
    return Learned(tuple(biases), tuple(float(bias) for bias in biases.values()), weights)


def opinion(shape: Shape) -> Mapping[str, float]:
    """Return how likely each intent of the examples is, from 0 to 1, the likeliest first; "ignore" and "ask" are among them."""
    if shape.chances is None:
        shape.chances = learned("intents").chances(cues(shape))
    return shape.chances


def cues(shape: Shape) -> set[str]:
    """Return what may speak for an intent: what is said, and who and whose is named."""
    return said(shape.line) | {f"={fact}" for fact in _named(shape)}


def said(line: str) -> set[str]:
    """Return what the words of a line or a part of it may speak by: alone and in pairs, where it begins and ends."""
    words = tokens(line)
    around = ["^", *words, "$"]
    found = {" ".join(around)} if len(words) <= _SHORT else set[str]()
    found |= {*around, *stems(words), *(f"{one} {other}" for one, other in pairwise(around))}
    return found | {f"^^{word}" for word in words[:3]} | {f"{word}$$" for word in words[-2:]}


def tokens(line: str) -> list[str]:
    """Return the words of a line, Chinese ones sign by sign, with names, sums and days as what they are."""
    return [_NAMES.get(token, token) for token in _TOKEN.findall(line)[:_MOST]]


def stems(words: Iterable[str]) -> set[str]:
    """Return the beginnings of the longer English words."""
    return {f"{word[:_LONG]}*" for word in words if len(word) > _LONG and word[0].isascii() and word[0] != "<"}


def familiar(shape: Shape) -> bool:
    """Whether a line says a word that was learned from, a number, or whose deal is to be: a name alone says nothing."""
    words = [word for word in tokens(shape.line) if not word.startswith("<")]
    if words:
        return any(word in learned("intents").weights for word in words)
    beside = set(shape.line) & {SIGNS["deal"], SIGNS["amount"], SIGNS["percent"], SIGNS["date"]}
    return bool(_NUMBER.search(shape.text) and beside) or {SIGNS["deal"], SIGNS["member"]} <= set(shape.line)


def _named(shape: Shape) -> list[str]:
    """Whose deals and which colleagues a line speaks of."""
    scene, facts = shape.scene, ["thread"] if shape.scene.thread_deal else []
    deals = [span.value for _, span in shape.all("deal") if isinstance(span.value, Mention)]
    people = [span.value for _, span in shape.all("member") if isinstance(span.value, Mention)]
    for mention in deals:
        owners = {named.owner for named in mention.named}
        facts += ["shared"] * (len(mention.named) > 1) + ["deals"] * (len(deals) > 1)
        facts.append("mine" if scene.me in owners else "pool" if None in owners else "others")
    for mention in people:
        for named in mention.named[:1]:
            facts += ["me" if named.id == scene.me else "colleague", *named.roles]
    return facts
