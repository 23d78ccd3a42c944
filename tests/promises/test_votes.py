"""A vote is a sealed paper: everybody's last choice counts, and nobody can read any."""

import json
import threading
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from random import Random
from unittest.mock import patch

import pytest
import structlog
from sqlalchemy import make_url

from bot.backup import backup
from handlers import awarding
from handlers.commands import COMMANDS
from storage import ballots, members
from storage.store import Store
from tests.chat import Chat, Person
from tests.conftest import KINDS
from tests.promises.crowd import again, insists, key_of
from tests.promises.sealed import ADMIN, END, LEADER, NOMINEES, Voting, lived, twins


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_that_can_be_read_depends_on_anybodys_choice(databases, kind, tmp_path):
    assert lived(lambda: databases.fresh(kind), twins(12, rounds=2), tmp_path) == []


put_in = ballots.put_in


def logs_it(db, seals, *, choice, **more):
    structlog.get_logger().debug("vote", choice=choice)
    put_in(db, seals, choice=choice, **more)


def asks_for_it(db, seals, *, choice, **more):
    members.last_nudge(db, workspace=1, id=choice)
    put_in(db, seals, choice=choice, **more)


def asks_once_more(db, seals, *, choice, **more):
    for _ in range(choice * choice):
        ballots.voters(db, ballot=more["ballot"])
    put_in(db, seals, choice=choice, **more)


def counts_it(db, seals, *, choice, **more):
    put_in(db, seals, choice=choice, **more)
    db.exec_driver_sql(f"UPDATE members SET nudged_at = created_at WHERE id = {choice}")


LEAKS = {logs_it: "log", asks_for_it: "statements", asks_once_more: "metrics", counts_it: "files.wal"}


@pytest.mark.parametrize("leak", LEAKS, ids=lambda leak: leak.__name__)
def test_a_leak_would_be_found(databases, tmp_path, leak):
    with patch.object(awarding.ballots, "put_in", leak):
        found = lived(lambda: databases.fresh("sqlite"), twins(6, rounds=1), tmp_path)
    assert f"open {LEAKS[leak]}" in {one.partition(":")[0] for one in found}


VOTERS = [Person(f"v{no}", f"Voter {no}", ("rep",), "east") for no in range(40)]
HANDLES = [nominee.handle for nominee in NOMINEES]


class Crowd(Chat):
    """Forty voters, and a second process of Baton on the same store."""

    def __init__(self, url):
        super().__init__(url, people=(LEADER, ADMIN, *NOMINEES, *VOTERS))
        self.second = again(url, key_of(self.settings), clock=lambda: self.now)
        self.says("mei", "award open Star of November until Friday 18:00")
        for nominee in NOMINEES:
            self.says("mei", f"nominate {nominee.name} for helping")

    def votes(self, ballots):
        """Let so many (voter, choice) be said at once, half of it to either process; return what became of each."""
        barrier, done, first = threading.Barrier(len(VOTERS)), [], self.value("SELECT max(id) FROM inbox")

        def vote(mine):
            barrier.wait()
            for no, (who, choice) in mine:
                program = (self.program, self.second)[no % 2]
                line = f"vote AW-1 {choice}"
                state, _ = insists(program, who, line, delivery=f"vote{first}-{no}", room=None)
                done.append((who, state))

        queues = [list(enumerate(ballots))[no :: len(VOTERS)] for no in range(len(VOTERS))]
        threads = [threading.Thread(target=vote, args=(queue,)) for queue in queues]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return done

    def counted(self):
        """The papers that lie in the urn, in the order of members."""
        return self.value("SELECT count(*) FROM papers")

    def result(self):
        """What came of the vote."""
        found = self.value("SELECT result FROM ballots")
        return json.loads(found) if isinstance(found, str) else found

    def __exit__(self, *error):
        self.second.sender.stop(5)
        self.second.close()
        super().__exit__(*error)


@pytest.fixture
def crowd(url):
    with Crowd(url) as crowd:
        yield crowd


def test_of_forty_voters_with_twenty_five_votes_each_the_last_choice_counts(crowd):
    random = Random(11)
    storm = [(voter.handle, random.choice(HANDLES)) for voter in VOTERS for _ in range(24)]
    random.shuffle(storm)
    lasts = [(voter.handle, random.choice(HANDLES)) for voter in VOTERS]

    assert {state for _, state in crowd.votes(storm)} == {"done"}
    assert crowd.counted() == 40
    assert {state for _, state in crowd.votes(lasts)} == {"done"}
    assert crowd.counted() == 40

    crowd.now = END
    crowd.ticks()
    wanted = Counter(crowd.members[choice] for _, choice in lasts)
    result = crowd.result()
    assert (dict(result["totals"]), result["voted"]) == (dict(wanted), 40)
    assert crowd.counted() == 0


@pytest.mark.parametrize("round", range(5))
def test_a_vote_that_meets_the_closing_is_counted_or_refused_with_words(crowd, round):
    crowd.now = END - timedelta(microseconds=1)
    barrier = threading.Barrier(2)

    def close():
        barrier.wait()
        time.sleep(0.02 * round)
        while crowd.second.ticker.tick(END).looked or crowd.value("SELECT state FROM ballots") == "open":
            pass

    closing = threading.Thread(target=close)
    closing.start()
    barrier.wait()
    done = crowd.votes([(voter.handle, HANDLES[0]) for voter in VOTERS])
    closing.join()
    crowd.news()

    told = crowd.rows("SELECT member, text FROM outbox WHERE key LIKE 'answer:%' AND member IS NOT NULL")
    voted = sum(row["text"].startswith("Voted") for row in told)
    refused = sum(row["text"].startswith("AW-1 Star of November is over") for row in told)
    assert Counter(state for _, state in done) == Counter({"done": voted, "refused": refused})
    assert (crowd.result()["voted"], voted + refused, crowd.counted()) == (voted, 40, 0)


def test_two_processes_close_a_vote_once(crowd):
    crowd.votes([(voter.handle, HANDLES[0]) for voter in VOTERS])
    barrier = threading.Barrier(4)

    def ticks(program):
        barrier.wait()
        for _ in range(5):
            program.ticker.tick(END)

    threads = [threading.Thread(target=ticks, args=(program,)) for program in (crowd.program, crowd.second) * 2]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    crowd.now = END
    crowd.ticks()
    assert crowd.value("SELECT count(*) FROM outbox WHERE kind = 'praise'") == 1
    assert crowd.value("SELECT count(*) FROM history WHERE what = 'award_counted'") == 1
    assert crowd.result()["voted"] == 40


def bytes_of(chat):
    """SQLite's file and its log of changes."""
    path = Path(make_url(chat.url).database)
    return path.read_bytes() + Path(f"{path}-wal").read_bytes()


def left(chat):
    """Which papers and keys, also those replaced long ago, are still to be found in the files."""
    raw = bytes_of(chat)
    return [value for value in chat.randoms if value in raw and (len(value) == 36 or value.startswith(b"gAAAA"))]


@pytest.fixture
def voting(databases):
    plan = twins(6, rounds=2)
    with databases.fresh("sqlite") as url, Voting(url, plan.voters) as chat, chat.watched():
        chat.opens()
        for attempt in plan.one:
            chat.tries(attempt)
        yield chat


def test_after_the_closing_no_paper_and_no_key_is_left_in_the_files(voting):
    assert len(left(voting)) > 6  # also earlier ones of the same voter, in the log
    voting.ends()
    assert left(voting) == []


def test_a_vote_that_is_called_off_leaves_no_paper_in_the_files(voting):
    voting.handle("ann", "award cancel AW-1")
    assert left(voting) == []


def test_while_somebody_reads_papers_stay_in_the_log_and_go_with_the_next_write(voting):
    with voting.store.read() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM deals").all()
        voting.ends()
        assert len(left(voting)) > 6
    voting.handle("ann", "language English")
    assert left(voting) == []


def test_papers_of_a_process_that_died_before_it_could_burn_them_are_burnt_at_the_next_start(voting):
    with voting.store.read() as reader:
        reader.exec_driver_sql("SELECT count(*) FROM deals").all()
        voting.ends()
    assert len(left(voting)) > 6
    successor = Store(voting.url)
    with successor.write() as db:
        db.exec_driver_sql("SELECT 1")
    successor.close()
    assert left(voting) == []


def test_no_backup_ever_holds_a_paper_or_a_key(voting, tmp_path):
    for moment in ("open", "closed"):
        backup(voting.url, tmp_path / moment)
        raw = (tmp_path / moment).read_bytes()
        assert [value for value in voting.randoms if value in raw and (len(value) == 36 or value[:5] == b"gAAAA")] == []
        voting.ends()


def breaks(db, seals, *, choice, **more):
    raise ValueError(f"they chose {choice}", NOMINEES[1])


def test_what_breaks_while_somebody_votes_is_logged_without_what_they_said(voting):
    before = voting.value("SELECT count(*) FROM papers")
    with patch.object(awarding.ballots, "put_in", breaks):
        state = voting.handle("v0", "vote AW-1 maximilian-alexander", room=None).state
    log = voting.log.getvalue()
    assert (state, voting.value("SELECT count(*) FROM papers")) == ("broken", before)
    said = f"they chose {voting.members[NOMINEES[1].handle]}"
    assert ("ValueError" in log, said in log, NOMINEES[1].handle in log) == (True, False, False)


def test_every_command_that_is_secret_says_so():
    assert [command.intent for command in COMMANDS if command.secret] == ["award_vote", "webhook"]
