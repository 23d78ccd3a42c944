"""What the words of a sentence speak for, learned from examples: whoever reads a sentence begins with it.

`make learn` writes `learned.txt` from the tuning half of the examples and from what is said besides: for each cue (a word, two
words, who is named …) how much it speaks for or against an intent. The rules say what a sentence holds; this says how likely it is
that people who write so mean it.
"""

import math
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path

from handlers.language.shape import SIGNS, Shape
from handlers.language.words import Mention

LEARNED = Path(__file__).with_name("learned.txt")
# Weights are kept as whole numbers of tenths.
TENTH = 0.1
_NAMES = {sign: f"<{name}>" for name, sign in SIGNS.items()}
_TOKEN = re.compile(rf"[{''.join(_NAMES)}]|[a-z']+|[\u3400-\u9fff]|[?？!！%]")
_NUMBER = re.compile(r"\d|[一二三四五六七八九十]")
_LONG = 4  # of a longer English word its beginning is a cue of its own: sign, signed, signing
_SHORT = 4  # tokens: so short a line is a cue as a whole
_MOST = 400  # tokens: what stands behind them changes no opinion


def opinion(shape: Shape) -> Mapping[str, float]:
    """Return how likely each intent of the examples is, from 0 to 1, the likeliest first; "ignore" and "ask" are among them."""
    if shape.chances is None:
        shape.chances = _weigh(shape)
    return shape.chances


def _weigh(shape: Shape) -> Mapping[str, float]:
    intents, biases, weights = learned()
    found = cues(shape)
    scores = list(biases)
    length = math.sqrt(len(found)) / TENTH
    for cue in found:
        for place, weight in weights.get(cue, ()):
            scores[place] += weight / length
    most = max(scores)
    chances = [math.exp(score - most) for score in scores]
    whole = sum(chances)
    likely = sorted(zip(chances, intents, strict=True), reverse=True)
    return {intent: chance / whole for chance, intent in likely}


def cues(shape: Shape) -> set[str]:
    """Return what may speak for an intent: words alone and in pairs, where a line begins and ends, who and whose is named."""
    tokens = [_NAMES.get(token, token) for token in _TOKEN.findall(shape.line)[:_MOST]]
    around = ["^", *tokens, "$"]
    found = {" ".join(around)} if len(tokens) <= _SHORT else set[str]()
    found |= {*around, *(f"{one} {other}" for one, other in pairwise(around))}
    found |= {f"{token[:_LONG]}*" for token in tokens if len(token) > _LONG and token[0].isascii() and token[0] != "<"}
    found |= {f"^^{token}" for token in tokens[:3]} | {f"{token}$$" for token in tokens[-2:]}
    found |= {f"={fact}" for fact in _named(shape)}
    return found


def familiar(shape: Shape) -> bool:
    """Whether a line says a word that was learned from, a number, or whose deal is to be: a name alone says nothing."""
    words = [token for token in _TOKEN.findall(shape.line)[:_MOST] if token not in _NAMES]
    if words:
        return any(word in learned()[2] for word in words)
    return bool(_NUMBER.search(shape.text)) or {SIGNS["deal"], SIGNS["member"]} <= set(shape.line)


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


@cache
def learned() -> tuple[tuple[str, ...], tuple[float, ...], Mapping[str, tuple[tuple[int, int], ...]]]:
    """Read what was learned: the intents, how common each is, and for each cue its weights in tenths."""
    head, *lines = LEARNED.read_text(encoding="utf-8").splitlines()
    biases = dict(one.split("=") for one in head.split())
    weights = {}
    for line in lines:
        cue, *pairs = line.split("\t")
        weights[cue] = tuple((int(place), int(weight)) for place, weight in (pair.split(":") for pair in pairs))
    return tuple(biases), tuple(float(bias) for bias in biases.values()), weights
