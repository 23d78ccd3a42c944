"""How English writes and speaks of money: $1.2M, three million dollars, fifty grand, 12.5 lakh."""

from decimal import Decimal

from handlers.language.spans.currencies import AFTER, AFTER_TOO
from handlers.language.spans.figures import SCALES, Figure, MoneyRule, Words, priced
from handlers.language.spans.numerals import EN_SCALE, EN_WORD, in_words

_PARTS = {"": Decimal(1), "half": Decimal("0.5"), "quart": Decimal("0.25"), "three": Decimal("0.75")}
_ONLY_WITH_A_SIGN = {"b", "mm", "hundred", "l"}


def _western(words: Words, currency: str) -> Figure | None:
    """Read 30k, $1.2M, 3 million dollars, 12.5 lakh."""
    said, unit = words["number"], words["unit"]
    signed = words["before"] or words["after"]
    if not signed and (unit in _ONLY_WITH_A_SIGN or (unit == "m" and words.string[: words.start()].endswith("in "))):
        return None
    if not signed and unit == "cr" and " cr" in words[0] and "." not in said:  # 1 CR: a change request
        return None
    return priced(words, currency, Figure(Decimal(said.replace(",", "")), SCALES[unit]))


def _spoken(words: Words, currency: str) -> Figure | None:
    """Read three million dollars, half a million, fifty thousand, five grand, one point two million."""
    number = in_words(f"{words['number']} {words['scale']}".strip()) * _PARTS[(words["part"] or "")[:5].strip("- ")]
    scale = SCALES[words["scale"] or ("thousand" if number >= 1_000 else "one")]
    return priced(words, currency, Figure(number / scale, scale))


def _and_half(words: Words, currency: str) -> Figure | None:
    """Read one and a half million, 2 and a half million, a million and a half."""
    said = words["number"]
    number = Decimal(said) if said.isdigit() else in_words(said)
    return priced(words, currency, Figure(number + Decimal("0.5"), SCALES[words["scale"]]))


def _dollars_and_cents(words: Words, currency: str) -> Figure | None:
    """Read "15 dollars and 50 cents"."""
    said = words["number"].replace(",", "")
    number = Decimal(said) if said[0].isdigit() else in_words(said)
    cents = words["cents"]
    return priced(words, currency, Figure(number + (Decimal(cents) if cents.isdigit() else in_words(cents)) / 100))


_GROUPED = r"\d{1,3}(?:,\d{3}){1,4}(?:\.\d{1,6})?(?!\d)|\d{1,2}(?:,\d{2}){1,3},\d{3}(?!\d)"
_NUMBER = rf"(?P<number>{_GROUPED}|\d{{1,12}}(?:\.\d{{1,6}})?(?!\d))"
_UNITS = "|".join(sorted(SCALES.keys() - {"one"}, key=len, reverse=True))
_UNIT_ENDS = r"(?:(?![a-z0-9])|(?=ish(?![a-z])|(?:usd|rmb|cny|eur|sgd|hkd)(?![a-z])))"
_WORD = rf"(?:{EN_WORD}|hundred|{EN_SCALE})"
_COUNT = rf"(?:an? )?(?:{EN_WORD}|hundred)"
_WORDS = rf"(?P<number>an?(?! (?:k|grand|mill)(?![a-z]))|{_COUNT}(?:[ -](?:and )?{_WORD}){{0,9}}?)"
_LONG_WORDS = rf"(?P<number>{_COUNT}(?:[ -](?:and )?{_WORD}){{0,4}}[ -](?:{EN_SCALE})(?:[ -](?:and )?{_WORD}){{1,8}})"
_POINT = rf"(?P<number>(?:{EN_WORD}) point(?: (?:{EN_WORD})){{1,3}})"
_SCALE = rf"(?P<scale>{EN_SCALE})"
_HALF_OF = "million|billion|mil|mill|crore|lakh"
_SOME = rf"(?![a-z])(?: ?{AFTER})?"
_PART = r"(?<!and )(?<!and a )(?:a )?(?P<part>half|quarter|three[ -]quarters?)(?: of)? "
_COINS = r"dollars?|euros?|pounds?"
_CENTS = rf"(?:and )?(?P<cents>\d{{1,2}}|(?:{EN_WORD})(?:[ -](?:{EN_WORD}))?) cents?(?![a-z])"
_BARE = "(?P<before>)(?P<part>)"
WORD_STARTS = rf"(?:an?|half|quarter|hundred|{EN_WORD})(?![a-z])"

SPOKEN = (
    MoneyRule(rf"(?P<before>){_WORDS} (?P<after>{_COINS}) {_CENTS}", _dollars_and_cents),
    MoneyRule(rf"(?P<before>){_PART}(?P<number>(?:an? )?)(?P<scale>{_HALF_OF}){_SOME}", _spoken),
    MoneyRule(rf"(?P<before>)(?P<number>an?|one) (?P<scale>{_HALF_OF}) and a half{_SOME}", _and_half),
    MoneyRule(rf"(?P<before>){_WORDS} and a half (?P<scale>{_HALF_OF}){_SOME}", _and_half),
    MoneyRule(rf"{_BARE}{_POINT} {_SCALE}{_SOME}", _spoken),
    MoneyRule(rf"{_BARE}{_LONG_WORDS}(?P<scale>){_SOME}", _spoken),
    MoneyRule(rf"{_BARE}{_WORDS}[ -]{_SCALE}{_SOME}", _spoken),
    MoneyRule(rf"{_BARE}{_WORDS}(?P<scale>)[ -]{AFTER_TOO}", _spoken),
)


def written(lead: str, after: str) -> tuple[MoneyRule, ...]:
    """Return the rules for numbers in digits with an English unit behind what may stand before a number."""
    whole = r"(?P<number>\d{1,3}(?:,\d{3})*|\d{1,6})"
    return (
        MoneyRule(rf"{lead}(?P<number>\d{{1,3}}) and a half (?P<scale>{_HALF_OF}){_SOME}", _and_half),
        MoneyRule(rf"{lead}{_NUMBER} ?(?P<unit>{_UNITS}){_UNIT_ENDS}(?: ?{after})?", _western),
        MoneyRule(rf"{lead}{whole} (?P<after>{_COINS}) {_CENTS}", _dollars_and_cents),
    )
