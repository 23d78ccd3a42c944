"""What grows old goes: messages after a week, words after a month, keys after thirteen months; bounded each time."""

from datetime import timedelta

from storage import housekeeping


def tidied(chat):
    """Let the store be put in order until nothing is left to do; return how many rows each look removed."""
    counts = []
    while not counts or counts[-1]:
        with chat.store.write() as db:
            counts.append(housekeeping.tidy(db, now=chat.now))
    return counts


def count(chat, table):
    return chat.value(f"SELECT count(*) FROM {table}")


def test_words_go_after_a_month_and_keys_after_thirteen(chat):
    code = chat.has_deal(owner="li")
    chat.says("li", f"progress {code} met the buyer")
    chat.says("li", "my deals", room=None)
    assert tidied(chat) == [0]

    chat.now += timedelta(days=8)
    tidied(chat)
    assert count(chat, "inbox") == 0
    assert chat.value("SELECT count(*) FROM outbox WHERE state = 'sent' AND text = '' AND kind = 'answer'") == 0
    chat.now += timedelta(days=23)
    tidied(chat)
    assert chat.value("SELECT count(*) FROM outbox WHERE state = 'sent' AND text != ''") == 0
    keys = count(chat, "outbox")
    chat.now += timedelta(days=360)
    tidied(chat)
    assert count(chat, "outbox") == keys
    chat.now += timedelta(days=10)
    tidied(chat)

    assert {row["kind"] for row in chat.rows("SELECT kind FROM outbox")} == {"card"}
    assert chat.value("SELECT count(*) FROM local_posts") > 0
    assert chat.says("li", f"progress {code} still here")[0].title == f"{code} Acme · Li"


def test_what_still_waits_and_what_is_answered_to_is_kept(chat):
    chat.handle("li", "my deals", room=None)
    chat.now += timedelta(days=500)
    tidied(chat)

    assert chat.value("SELECT count(*) FROM outbox WHERE state = 'waiting'") == 1


def test_old_keys_go_in_bounded_batches(chat, monkeypatch):
    for _ in range(5):
        chat.says("li", "pool", room=None)
    monkeypatch.setattr(housekeeping, "_old_rows", housekeeping._old_rows.limit(2))
    chat.now += timedelta(days=400)

    assert len(tidied(chat)) > 3
    assert count(chat, "outbox") == 0


def test_the_timer_comes_again_soon_while_there_is_more(chat):
    chat.says("li", "pool", room=None)
    chat.now += timedelta(days=400)
    chat.timer("tidy")
    chat.program.ticker.tick(chat.now)
    due = chat.value("SELECT due FROM timers WHERE kind = 'tidy'")

    assert str(due) < str(chat.moment((chat.now + timedelta(minutes=1)).replace(tzinfo=None).isoformat()))
