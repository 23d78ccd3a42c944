"""Samples of what a platform puts around a card."""

from tests.samples.world import Facts, World


def facts(_world: World) -> dict[str, list[Facts]]:
    """The last line of what does not fit, and the words on a form and a question."""
    return {
        "more": [{"count": 1}, {"count": 12}],
        "together": [{"count": 12}],
        "close": [{}],
        "sure": [{}],
        "type_line": [{"label": "Claim", "command": "claim D-1001"}],
        "choose": [{}],
    }
