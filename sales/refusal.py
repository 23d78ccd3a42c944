"""What a rule says when something may not be done."""


class Refused(Exception):
    """An expected no; names the template that explains it and the facts it needs.

    Of a form `field` is what was filled in wrong, and `others` are the refusals of further fields.
    """

    def __init__(self, reason: str, /, *, field: str | None = None, **facts: object) -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.facts = facts
        self.others: tuple[Refused, ...] = ()
