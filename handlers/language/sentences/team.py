"""What people say of each other and of the team's ways: thanks, votes, leave, goals, reminders, rules."""

from handlers.language.sentences.absence import read_absence
from handlers.language.sentences.awards import read_nomination, read_vote
from handlers.language.sentences.goals import read_goal
from handlers.language.sentences.meaning import Meaning
from handlers.language.sentences.mentors import read_mentor
from handlers.language.sentences.ratings import read_csat, read_pulse
from handlers.language.sentences.skills import read_skill
from handlers.language.sentences.thanks import read_thanks
from handlers.language.shape import Shape

LONGEST = 1000  # a longer text tells more than such a thing: a letter, a log


def read_team(shape: Shape) -> Meaning | None:
    """Read what concerns the team rather than a deal."""
    if len(shape.line) > LONGEST:
        return None
    for read in (
        read_vote,
        read_nomination,
        read_thanks,
        read_goal,
        read_csat,
        read_mentor,
        read_skill,
        read_pulse,
        read_absence,
    ):
        if (meaning := read(shape)) is not None:
            return meaning
    return None
