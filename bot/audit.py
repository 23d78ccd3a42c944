"""What an audit found, in sentences for the person at the command line."""

from dataclasses import asdict

from storage.audit import Audit, Finding

SENTENCES = {
    "words": "{row}: changed after it was written",
    "sealed": "{row}: changed after it was written{or_before}",
    "missing": "{rows}: missing; deleted after {they} written",
    "cut": "{rows}: missing at the end; the history was cut",
    "added": "{rows}: added behind the end that was on record",
    "end": "{row}: changed after it was written, together with its seal",
    "strayed": "{row}: moved to another workspace",
    "subject_gone": "the record is gone, its history is still here",
    "field": "{about}: differs from what its history says",
    "anchor_gone": "{row}: was anchored on {about} and is missing; the history was cut",
    "anchor_differs": "{row}: is not the one anchored on {about}; the history or the anchor was changed",
    "interval_missing": "ownership, interval {number}: missing",
    "interval_backwards": "ownership, interval {number}: begins before the one in front of it",
    "owner": "owner: differs from the last interval of its ownership",
    "blanked": "{row}: its words were removed, and no erasure is on record",
}


def sentence(found: Finding) -> str:
    """Say what was found, and where."""
    first, last = found.row, found.last if found.last is not None else found.row
    said = SENTENCES[found.what].format(
        row=f"row {first}",
        rows=f"row {first}" if first == last else f"rows {first} to {last}",
        they="it was" if first == last else "they were",
        number=first,
        about=found.about,
        or_before="" if first == 1 else f" (or row {(first or 0) - 1} was, together with its seal)",
    )
    place = f"{found.kind} {found.called or '#' + str(found.subject)}"
    return f"{place}{', ' if said.startswith('row') else ': '}{said}"


def lines(audit: Audit) -> list[str]:
    """Return everything an audit found, one sentence a line, the sum last."""
    said = [sentence(found) for found in audit.findings]
    said += [f"note: {sentence(note)}" for note in audit.notes]
    said += [
        f"anchors of workspace {day.workspace}, {day.day}: {day.subjects} subjects, {day.hash}"
        for day in audit.days[-1:]
    ]
    faults = len(audit.findings)
    verdict = "nothing was changed" if not faults else f"{faults} thing{'' if faults == 1 else 's'} changed"
    return [*said, f"{audit.rows} rows of {audit.subjects} subjects: {verdict}"]


def document(audit: Audit) -> dict[str, object]:
    """Return everything an audit found, for programs."""
    return {
        "ok": not audit.findings,
        "rows": audit.rows,
        "subjects": audit.subjects,
        "findings": [asdict(found) | {"says": sentence(found)} for found in audit.findings],
        "notes": [asdict(note) | {"says": sentence(note)} for note in audit.notes],
        "anchors": [asdict(day) for day in audit.days],
    }
