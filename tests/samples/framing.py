"""Samples of what a platform puts around a card."""

from tests.samples.world import Facts, World


def facts(_world: World) -> dict[str, list[Facts]]:
    """The last line of what does not fit, and the words on a form and a question."""
    return {
        "more": [
            {"count": count, "letters": letters, "row": row, "aloud": aloud}
            for count, letters in ((1, 0), (12, 0), (12, 3200))
            for row in (0, 1234)
            for aloud in (True, False)
        ],
        "rest": [{"title": "Pool: **3** deals", "rest": "- D-1001 Acme\n- D-1002 Globex"}],
        "rest_gone": [{}],
        "rest_which": [{}],
        "together": [{"count": 12}],
        "close": [{}],
        "sure": [{}],
        "type_line": [{"label": "Claim", "command": "claim D-1001", "aloud": aloud} for aloud in (True, False)],
        "choose": [{}],
        "hint": [{"kind": "money"}, {"kind": "date"}],
    }
