"""Names in a sentence are looked up at once however many deals there are."""

import random
import statistics
import time

from bot.scenery import LookUps, Place
from storage import members, names, workspaces
from tests.chat import Chat
from tests.soak.sizes import size
from tests.test_mentions import SENTENCES

TOWNS, SIGNS = (
    ["北京", "上海", "深圳", "", "", ""],
    "华蓝星北鼎云明宏金瑞海绿恒信博远创盛泰康宝龙凤鹏达联智光跃昌隆德润丰泽源",
)
TRADES = ["科技", "医疗", "物流", "软件", "教育", "机械", "食品集团", "电子有限公司"]
WORDS = [
    "Acme",
    "Zenith",
    "Orion",
    "Vertex",
    "Lumen",
    "Cedar",
    "Falcon",
    "Harbor",
    "Granite",
    "Willow",
    "Ember",
    "Prism",
    "Quartz",
    "Raven",
    "Solstice",
]
LINES = ["Robotics", "Labs", "Health", "Foods", "Energy", "Freight", "Systems"]
MOST_MS = 1.0


def title(chance: random.Random) -> str:
    if chance.random() < 0.6:
        signs = "".join(chance.choices(SIGNS, k=chance.choice([2, 2, 3])))
        return chance.choice(TOWNS) + signs + chance.choice(TRADES)
    return f"{chance.choice(WORDS)}{chance.choice(['', 'on', 'ix', 'ara'])} {chance.choice(LINES)}"


def test_a_sentence_is_looked_up_in_a_millisecond_among_ten_thousand_deals(databases):
    chance = random.Random(7)
    for kind in ("sqlite", "postgres"):
        with databases.fresh(kind) as url, Chat(url) as chat:
            deals = size(10_000, short=1_000)
            for number in range(1_000, 1_000 + deals, 500):
                with chat.store.write() as db:
                    called = [(title(chance), id) for id in range(number, number + 500)]
                    names.call_deals(db, workspace=chat.workspace, called=called)
            with chat.store.read() as db:
                workspace = workspaces.find(db, id=chat.workspace)
                li = members.by_id(db, workspace=chat.workspace, id=chat.members["li"], now=chat.now)
                look = LookUps(db, Place(workspace, li, None), chat.now)
                taken = [
                    min(_milliseconds(look, text) for _ in range(5)) for text in SENTENCES
                ]  # others use the machine too
            print(f"{kind}: {deals} deals, median {statistics.median(taken):.2f} ms, most {max(taken):.2f} ms")
            assert statistics.median(taken) < MOST_MS


def _milliseconds(look: LookUps, text: str) -> float:
    began = time.perf_counter()
    look.find_names(text)
    return (time.perf_counter() - began) * 1_000
