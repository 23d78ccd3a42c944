"""Who takes a deal, gives it back or on, and what a new lead is made of, as people write it."""

import pytest

from tests.chat import titles


@pytest.fixture
def team(quick_chat):
    quick_chat.has_deal("Meridian", owner="li")
    quick_chat.has_deal("Solaris")
    return quick_chat


def owners(chat):
    return [
        row["owner"]
        for row in chat.rows(
            "SELECT m.handle AS owner FROM deals d LEFT JOIN members m ON m.id = d.owner ORDER BY d.id"
        )
    ]


@pytest.mark.parametrize(
    "line",
    [
        "put me down for Solaris",
        "can I have Solaris? I know their buyer",
        "Solaris - me",
        "I'd be glad to own Solaris going forward",
        "那个叫Solaris的老外客户我接了",
        "还没人要的话 Solaris算我的",
        "Solaris，我來跟",
    ],
)
def test_a_deal_of_the_pool_is_taken(team, line):
    team.says("li", line)
    assert owners(team) == ["li", "li"]


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("giving up Meridian wrong region", "wrong region"),
        ("put Meridian back in the pool, champion left", "champion left"),
        ("Meridian 退回公海，超出我们能力范围", "超出我们能力范围"),
        ("把 Meridian 退回去，跟不动了", "跟不动了"),
    ],
)
def test_a_deal_goes_back_and_what_stands_beside_it_is_why(team, line, why):
    team.says("li", line)
    assert owners(team) == [None, None]
    assert team.value("SELECT payload FROM history WHERE what = 'released'").count(why) == 1


@pytest.mark.parametrize(
    "line",
    [
        "I'll take Solaris to lunch",
        "I'll call Solaris",
        "Solaris 我来写标书",
        "big thanks to Li, the Solaris demo was great",
        "Solaris 要保密协议，Li 这边辛苦",
        "give Solaris a discount",
        "if Li agrees, Solaris goes to Li",
        "请售前配合 Solaris 做选型，12月4日前给我",
    ],
)
def test_other_work_on_a_deal_changes_no_owner(team, line):
    team.says("mei", line)
    assert owners(team) == ["li", None]


def test_who_is_said_to_give_a_deal_away_must_hold_it(team):
    (asked,) = team.says("mei", "Meridian 从 Wang 那儿转给 Zhang")
    assert owners(team) == ["li", None]
    assert asked.title == "D-1001 Meridian 转给 Zhang？"


NEW = "SELECT title, contact, phone, source, note FROM deals WHERE id > 2"


@pytest.mark.parametrize(
    ("line", "title", "contact", "phone", "source"),
    [
        ("new lead: Larch & Co, spoke with Jane Porter, wants a trial", "Larch & Co", "Jane Porter", "", ""),
        ("heads up, new lead - Mango Mobile, Kuala Lumpur, 70 reps", "Mango Mobile", "", "", ""),
        ("add Polestar Games as a lead, no contact yet", "Polestar Games", "", "", ""),
        (
            "new lead lotus pharma they want a crm contact is vikram phone 98200 12345",
            "lotus pharma",
            "vikram",
            "98200 12345",
            "",
        ),
        (
            "Just got off the phone with a client. New lead: Ember Fitness 3 gyms from google ads",
            "Ember Fitness",
            "",
            "",
            "ad",
        ),
        (
            "fresh one from the booth: Delphi Sensors, Ms. Tanaka, +41 79 123 45 67",
            "Delphi Sensors",
            "Ms. Tanaka",
            "+41 79 123 45 67",
            "trade_show",
        ),
        (
            "展会收了张名片 厦门金鹭钨业 技术部刘工 13606001234 想了解能耗监测",
            "厦门金鹭钨业",
            "刘工",
            "13606001234",
            "trade_show",
        ),
        ("幫我建一個新客戶：台北森活百貨，聯絡人林小姐 0912-345-678", "台北森活百貨", "林小姐", "0912-345-678", ""),
        ("记一条新商机：长沙星湖传媒，负责人是彭总，他们要年前上线直播中台", "长沙星湖传媒", "彭总", "", ""),
        ("新线索：郑州宇通客车配件厂，王建国经理，13511110000", "郑州宇通客车配件厂", "王建国经理", "13511110000", ""),
    ],
)
def test_a_new_lead_is_taken_apart(team, line, title, contact, phone, source):
    team.says("li", line)
    [row] = team.rows(NEW)
    assert (row["title"], row["contact"], row["phone"], row["source"]) == (title, contact, phone, source)


@pytest.mark.parametrize(
    ("line", "title", "contact", "phone", "source"),
    [
        (
            "Just met Priya Nair from Kestrel Logistics at the Gitex booth, she wants a pilot for 40 vans",
            "Kestrel Logistics",
            "Priya Nair",
            "",
            "trade_show",
        ),
        (
            "Lena Fischer at Bauer Maschinenbau filled in our contact form",
            "Bauer Maschinenbau",
            "Lena Fischer",
            "",
            "website",
        ),
        ("Quick add: Corvus Security / Amir Khan / amir@corvus.io", "Corvus Security", "Amir Khan", "", ""),
        ("can someone enter Pioneer Mutual into the crm? contact is Ed Hall", "Pioneer Mutual", "Ed Hall", "", ""),
        (
            "new lead Kenji Watanabe, Sakura Electronics, 080-1234-5678",
            "Sakura Electronics",
            "Kenji Watanabe",
            "080-1234-5678",
            "",
        ),
        ("lead: Brightwater Marine / linkedin / Joel Stern", "Brightwater Marine", "Joel Stern", "", "linkedin"),
        (
            "new lead: bright smiles dental, dr patel, 0161 555 0100",
            "bright smiles dental",
            "dr patel",
            "0161 555 0100",
            "",
        ),
        ("帮忙新建个客户：苏州工业园区的艾科仪器，行政主管 Linda，官网表单", "艾科仪器", "Linda", "", "website"),
        ("刚在高铁上认识了绵阳天府制药的副总罗建，录个线索", "绵阳天府制药", "罗建", "", ""),
        ("登记新商机：泰州永固建材，老板姓葛", "泰州永固建材", "葛老板", "", ""),
        (
            "new lead quick silver couriers contact is dave 5550142233",
            "quick silver couriers",
            "dave",
            "5550142233",
            "",
        ),
        ("新客：普惠健康，HR总监林女士，想上测评系统", "普惠健康", "林女士", "", ""),
        (
            "渠道伙伴推过来一家，西安秦创原，联系人小马，手机 15900003333",
            "西安秦创原",
            "小马",
            "15900003333",
            "partner",
        ),
        ("公众号后台有个留言，南京金陵中学，信息中心朱老师，要做校园网", "南京金陵中学", "朱老师", "", "wechat"),
        ("上次峰会认识的星河动力，CTO姓罗，对我们的日志平台感兴趣", "星河动力", "罗", "", "trade_show"),
        ('add lead "Copper Kettle Cafe", contact Jess', "Copper Kettle Cafe", "Jess", "", ""),
        (
            "Hi Baton, please create lead Mapletree Logistics with contact Desmond",
            "Mapletree Logistics",
            "Desmond",
            "",
            "",
        ),
        ("new lead - uni of Leeds, Dr. Patel, lab software", "uni of Leeds", "Dr. Patel", "", ""),
        ("intro from Meridian - Juniper Foods, Pat Moss", "Juniper Foods", "Pat Moss", "", "referral"),
        ("new lead yesterday: Juniper Foods, joined last week's webinar", "Juniper Foods", "", "", "webinar"),
        ("Lead：徐州淮海重机，35w，祝工", "徐州淮海重机", "祝工", "", ""),
        ("呼和浩特草原牧业 新线索 采购部巴特尔 15848110066", "呼和浩特草原牧业", "巴特尔", "15848110066", ""),
        ("拿到一个新名单，马鞍山钢铁物流，王姐给的", "马鞍山钢铁物流", "", "", ""),
        ("新线索：苏州博远仪器，王工，（0512）66881234", "苏州博远仪器", "王工", "(0512)66881234", ""),
        ("new lead from Hartley & Moss of Leeds, via LinkedIn", "Hartley & Moss", "", "", "linkedin"),
        (
            "帮我存个客户 名字叫扬州玉器城 管事的叫顾姐 电话一三八零零一三八零零零",
            "扬州玉器城",
            "顾姐",
            "13800138000",
            "",
        ),
    ],
)
def test_a_lead_need_not_be_called_one(team, line, title, contact, phone, source):
    team.says("li", line)
    [row] = team.rows(NEW)
    assert (row["title"], row["contact"], row["phone"], row["source"]) == (title, contact, phone, source)


@pytest.mark.parametrize(
    ("line", "titles", "source"),
    [
        ("add three leads: Delta Foods, Echo Toys, Foxtrot Shoes", ["Delta Foods", "Echo Toys", "Foxtrot Shoes"], ""),
        (
            "New leads: Alpha Textiles, Bravo Plastics and Charlie Paints",
            ["Alpha Textiles", "Bravo Plastics", "Charlie Paints"],
            "",
        ),
        ("Met two prospects at the expo - Ivory Dental and Jade Mining", ["Ivory Dental", "Jade Mining"], "trade_show"),
        ("来了俩客户，一个做灯具的叫中山古镇照明，一个做家具的叫顺德龙江家私", ["中山古镇照明", "顺德龙江家私"], ""),
        ("register these: 1. Falcon Foods - Jim 2. Heron Homes - Sara", ["Falcon Foods", "Heron Homes"], ""),
        ("今天展会收了两家：宏达塑胶和金利来皮具，都要ERP", ["宏达塑胶", "金利来皮具"], "trade_show"),
        ("录两个线索，一个是 永兴纸品 联系人李强，一个是 佳美印刷 联系人 孙燕", ["永兴纸品", "佳美印刷"], ""),
        ("新客户：天虹纺织，联系人高总；新客户：地利农业，联系人马姐", ["天虹纺织", "地利农业"], ""),
        ("这两家都是展会来的 台州海特 温岭大众泵业", ["台州海特", "温岭大众泵业"], "trade_show"),
        ("广交会收的：1）中山华灯照明 吕生；2）汕头乐童玩具 郑小姐", ["中山华灯照明", "汕头乐童玩具"], "trade_show"),
    ],
)
def test_several_leads_of_one_line_are_each_created(team, line, titles, source):
    team.says("li", line)
    assert [(row["title"], row["source"]) for row in team.rows(NEW)] == [(title, source) for title in titles]


def test_fewer_companies_than_were_announced_are_asked(team):
    said = titles(team.says("li", "three new leads: Delta Foods and Echo Toys"))
    assert said
    assert team.rows(NEW) == []


@pytest.mark.parametrize(
    "line",
    [
        "my wife met a guy from Northwind Traders at the expo, he wants a job",
        "met with Joan of Harmony Foods again, she wants a discount",
        "猎头推荐了一家，星河动力，HR林女士",
        "Northwind Traders signed up for the webinar?",
        "new customer dinner tonight",
        "new customers won this quarter",
        "inbound leads last week",
        "新线索本周进来几条",
        "新线索响应时长",
        "新客户欢迎会几点",
    ],
)
def test_a_company_that_only_was_met_becomes_no_lead(team, line):
    team.says("li", line)
    assert team.rows(NEW) == []


@pytest.mark.parametrize("line", ["Meridian amount is $90k, typed it wrong, oops", "Meridian 进入谈判，刚才点错了"])
def test_news_that_speaks_of_a_slip_is_no_plain_news(team, line):
    team.says("li", "progress D-1001 amount $40k")
    before = team.rows("SELECT amount, stage FROM deals")
    said = titles(team.says("li", line))
    assert said
    assert team.rows("SELECT stage FROM deals") == [{"stage": row["stage"]} for row in before]


@pytest.mark.parametrize("line", ["Solaris 今晚真亮", "reading about Solaris with the kids"])
def test_talk_that_only_names_a_deal_of_nobody_here_is_left_alone(team, line):
    assert [title for title in titles(team.says("li", line)) if "?" in title or "？" in title] == []


def test_a_person_and_a_company_that_may_be_the_other_way_round_are_asked(team):
    (said,) = team.says(
        "li", "website form came in. Theo Brandt, Northgate Printing, theo@northgate.example, needs tracking"
    )
    assert said.buttons
    assert team.value("SELECT count(*) FROM deals") == 2
