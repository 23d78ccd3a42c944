"""Dates as people write them in chat, read on Monday 2026-11-23 at 09:00 in Shanghai."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.language.spans.dates import DateSpan, find_dates, read_date
from tests.patience import takes_linear_time

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)
HOLIDAY = "2027-01-01"


class Office:
    """Monday to Friday, and New Year off."""

    def add_working_days(self, at: datetime, days: int) -> datetime:
        """Return the same time so many working days later."""
        step = 1 if days >= 0 else -1
        for _ in range(abs(days)):
            at += timedelta(days=step)
            while at.astimezone(SHANGHAI).weekday() > 4 or f"{at.astimezone(SHANGHAI):%F}" == HOLIDAY:
                at += timedelta(days=step)
        return at


def found(text, *, now=MONDAY, forward=True):
    """Return the spans of a text."""
    return find_dates(text, now=now, zone=SHANGHAI, calendar=Office(), forward=forward)


def shown(span):
    """Return a span as `first[..last][ precision]` on the wall clock."""
    last = "" if span.until is None else f"..{wall(span.until, span.has_time)}"
    precision = "" if span.precision in {"day", "minute"} else f" {span.precision}"
    return wall(span.at, span.has_time) + last + precision


def wall(at, has_time):
    """Return an instant as the wall clock says it."""
    return f"{at.astimezone(SHANGHAI):{'%FT%H:%M' if has_time else '%F'}}"


CHINESE = {
    "今天": "2026-11-23",
    "明天": "2026-11-24",
    "明田": "2026-11-24",
    "30号到2号": "2026-11-30..2026-12-02",
    "12/7到12/11": "2026-12-07..2026-12-11",
    "后天": "2026-11-25",
    "大后天": "2026-11-26",
    "昨天": "2026-11-22",
    "前天": "2026-11-21",
    "明早9点": "2026-11-24T09:00",
    "今晚8点": "2026-11-23T20:00",
    "下午3点半": "2026-11-23T15:30",
    "明天下午三点": "2026-11-24T15:00",
    "后天上午10点": "2026-11-25T10:00",
    "周四早上9点半": "2026-11-26T09:30",
    "明天14:30": "2026-11-24T14:30",
    "明天14：30": "2026-11-24T14:30",
    "明天3点": "2026-11-24T15:00",
    "周五晚上7点一刻": "2026-11-27T19:15",
    "中午12点": "2026-11-23T12:00",
    "明天下午2点到4点": "2026-11-24T14:00..2026-11-24T16:00",
    "9点半": "2026-11-23T09:30",
    "下班前": "2026-11-23T18:00",
    "明天下班前": "2026-11-24T18:00",
    "周五": "2026-11-27",
    "本周五": "2026-11-27",
    "这周五": "2026-11-27",
    "星期五": "2026-11-27",
    "礼拜五": "2026-11-27",
    "週五": "2026-11-27",
    "周日": "2026-11-29",
    "周一": "2026-11-30",
    "本周一": "2026-11-23",
    "周一下午3点": "2026-11-23T15:00",
    "下周一": "2026-11-30",
    "下周五": "2026-12-04",
    "下个星期五": "2026-12-04",
    "下下周三": "2026-12-09",
    "上周五": "2026-11-20",
    "上上周二": "2026-11-10",
    "12月31日": "2026-12-31",
    "12月31号": "2026-12-31",
    "十二月三十一号": "2026-12-31",
    "2026年12月31日": "2026-12-31",
    "2026-12-31": "2026-12-31",
    "2026/12/31": "2026-12-31",
    "2026.12.31": "2026-12-31",
    "１２月３１日": "2026-12-31",
    "12/31": "2026-12-31",
    "12.31前": "2026-12-31",
    "1月8日": "2027-01-08",
    "1月8号下午两点": "2027-01-08T14:00",
    "明年3月15号": "2027-03-15",
    "31号": "2026-12-31",
    "25号": "2026-11-25",
    "20号": "2026-12-20",
    "23号": "2026-11-23",
    "下月5号": "2026-12-05",
    "下个月5号": "2026-12-05",
    "本月30号": "2026-11-30",
    "月底": "2026-11-30",
    "月底前": "2026-11-30",
    "本月底": "2026-11-30",
    "下月底": "2026-12-31",
    "下个月底": "2026-12-31",
    "12月底": "2026-12-31",
    "年底": "2026-12-31",
    "今年年底": "2026-12-31",
    "明年年底": "2027-12-31",
    "季度末": "2026-12-31",
    "季末": "2026-12-31",
    "本周": "2026-11-23..2026-11-29 week",
    "下周": "2026-11-30..2026-12-06 week",
    "周末": "2026-11-28..2026-11-29",
    "下周末": "2026-12-05..2026-12-06",
    "下个月": "2026-12-01..2026-12-31 month",
    "12月": "2026-12-01..2026-12-31 month",
    "本月": "2026-11-01..2026-11-30 month",
    "明年3月": "2027-03-01..2027-03-31 month",
    "一季度": "2027-01-01..2027-03-31 quarter",
    "明年一季度": "2027-01-01..2027-03-31 quarter",
    "Q1": "2027-01-01..2027-03-31 quarter",
    "下季度": "2027-01-01..2027-03-31 quarter",
    "本季度": "2026-10-01..2026-12-31 quarter",
    "明年": "2027-01-01..2027-12-31 year",
    "月中": "2026-12-15..2026-12-20 fuzzy",
    "12月中旬": "2026-12-15..2026-12-20 fuzzy",
    "月初": "2026-12-01..2026-12-10 fuzzy",
    "下月初": "2026-12-01..2026-12-10 fuzzy",
    "下旬": "2026-11-21..2026-11-30 fuzzy",
    "12月上旬": "2026-12-01..2026-12-10 fuzzy",
    "年后": "2027-02-13..2027-02-20 fuzzy",
    "三天后": "2026-11-26",
    "3天后": "2026-11-26",
    "两周后": "2026-12-07",
    "一个月后": "2026-12-23",
    "半个月后": "2026-12-08",
    "半小时后": "2026-11-23T09:30",
    "2个小时后": "2026-11-23T11:00",
    "三天内": "2026-11-26",
    "三天前": "2026-11-20",
    "3个工作日内": "2026-11-26",
    "5个工作日后": "2026-11-30",
    "周三到周五": "2026-11-25..2026-11-27",
    "下周三到周五": "2026-12-02..2026-12-04",
    "12月1日至5日": "2026-12-01..2026-12-05",
    "12月1日-12月5日": "2026-12-01..2026-12-05",
    "1号到5号": "2026-12-01..2026-12-05",
    "元旦前": "2027-01-01",
    "双十二": "2026-12-12",
    "明天周二": "2026-11-24",
    "5月到10月": "2027-05-01..2027-10-31 month",
    "12月第一周": "2026-11-30..2026-12-06 week",
    "11月25号到3号": "2026-11-25..2026-12-03",
    "下午两点到四点": "2026-11-23T14:00..2026-11-23T16:00",
    "至明年3月底": "2027-03-31",
    "周五晚8点": "2026-11-27T20:00",
    "周五晚": "2026-11-27",
    "下周的周三": "2026-12-02",
    "月内": "2026-11-30",
    "年内": "2026-12-31",
    "2026-12": "2026-12-01..2026-12-31 month",
    "Q4末": "2026-12-31",
    "年中": "2027-07-01..2027-08-31 fuzzy",
    "两三天后": "2026-11-25..2026-11-26 fuzzy",
    "3-5天内": "2026-11-26..2026-11-28 fuzzy",
    "未来两周": "2026-11-23..2026-12-07",
    "近30天": "2026-10-25..2026-11-23",
    "12月4日(周五)": "2026-12-04",
    "明后天": "2026-11-24..2026-11-25 fuzzy",
    "下周一二": "2026-11-30..2026-12-01",
    "周一周二": "2026-11-30..2026-12-01",
    "下周三或周四": "2026-12-02..2026-12-03 fuzzy",
    "周一至三": "2026-11-30..2026-12-02",
    "1-5号": "2026-12-01..2026-12-05",
    "11.25-11.28": "2026-11-25..2026-11-28",
    "大下周": "2026-12-07..2026-12-13 week",
    "大年初八": "2027-02-13",
    "本月最后一天": "2026-11-30",
    "12月最后一天": "2026-12-31",
    "下个月第一天": "2026-12-01",
    "2027年前两个季度": "2027-01-01..2027-06-30",
    "明年Q1": "2027-01-01..2027-03-31 quarter",
    "下周周六": "2026-12-05",
    "十二月月底": "2026-12-31",
    "27年底": "2027-12-31",
    "本日": "2026-11-23",
    "上一年": "2025-01-01..2025-12-31 year",
    "下午两三点": "2026-11-23T14:00..2026-11-23T15:00",
    "周五六点": "2026-11-27T18:00",
    "晚上六七点": "2026-11-23T18:00..2026-11-23T19:00",
    "下周上半周": "2026-11-30..2026-12-02 fuzzy",
    "一月份中下旬": "2027-01-15..2027-01-31 fuzzy",
    "明年元旦后": "2027-01-02..2027-01-09 fuzzy",
    "前两周": "2026-11-10..2026-11-23",
    "2小时30分钟后": "2026-11-23T11:30",
    "1.5小时后": "2026-11-23T10:30",
    "春节前一周": "2027-01-30",
    "周三上午10-11点": "2026-11-25T10:00..2026-11-25T11:00",
    "明年后半年": "2027-07-01..2027-12-31 fuzzy",
}

ENGLISH = {
    "today": "2026-11-23",
    "for an hour on Wed": "2026-11-25..2026-11-25",
    "12/24-1/2": "2026-12-24..2027-01-02",
    "24/12-2/1": "2026-12-24..2027-01-02",
    "30/11 to 2/12": "2026-11-30..2026-12-02",
    "12/7-12/11": "2026-12-07..2026-12-11",
    "tomorrow": "2026-11-24",
    "tmrw": "2026-11-24",
    "day after tomorrow": "2026-11-25",
    "the day after tomorrow": "2026-11-25",
    "yesterday": "2026-11-22",
    "tomorrow at 3pm": "2026-11-24T15:00",
    "3pm tomorrow": "2026-11-24T15:00",
    "3pm": "2026-11-23T15:00",
    "8am": "2026-11-24T08:00",
    "14:30": "2026-11-23T14:30",
    "tomorrow 9:30": "2026-11-24T09:30",
    "Thursday at 10": "2026-11-26T10:00",
    "at 3 on Friday": "2026-11-27T15:00",
    "noon on Friday": "2026-11-27T12:00",
    "2-4pm tomorrow": "2026-11-24T14:00..2026-11-24T16:00",
    "EOD": "2026-11-23T18:00",
    "EOD Friday": "2026-11-27T18:00",
    "tomorrow EOD": "2026-11-24T18:00",
    "COB": "2026-11-23T18:00",
    "Fri": "2026-11-27",
    "Friday": "2026-11-27",
    "this Fri": "2026-11-27",
    "next Fri": "2026-12-04",
    "next Friday": "2026-12-04",
    "next Monday": "2026-11-30",
    "Monday": "2026-11-30",
    "this Monday": "2026-11-23",
    "Friday next week": "2026-12-04",
    "last Friday": "2026-11-20",
    "Dec 31": "2026-12-31",
    "Dec 31st": "2026-12-31",
    "31 Dec": "2026-12-31",
    "31st of December": "2026-12-31",
    "December 31, 2026": "2026-12-31",
    "Fri Dec 4": "2026-12-04",
    "Friday, Dec 4 at 3pm": "2026-12-04T15:00",
    "Jan 8": "2027-01-08",
    "May 5": "2027-05-05",
    "12/31": "2026-12-31",
    "12/31/2026": "2026-12-31",
    "31/12/2026": "2026-12-31",
    "the 15th": "2026-12-15",
    "the 30th": "2026-11-30",
    "15th of next month": "2026-12-15",
    "EOM": "2026-11-30",
    "EOW": "2026-11-27",
    "EOQ": "2026-12-31",
    "EOY": "2026-12-31",
    "end of month": "2026-11-30",
    "end of the month": "2026-11-30",
    "month end": "2026-11-30",
    "end of the week": "2026-11-27",
    "end of next week": "2026-12-04",
    "end of next month": "2026-12-31",
    "end of December": "2026-12-31",
    "end of year": "2026-12-31",
    "end of Q1": "2027-03-31",
    "year-end": "2026-12-31",
    "this week": "2026-11-23..2026-11-29 week",
    "next week": "2026-11-30..2026-12-06 week",
    "the week after next": "2026-12-07..2026-12-13 week",
    "next month": "2026-12-01..2026-12-31 month",
    "in January": "2027-01-01..2027-01-31 month",
    "March 2027": "2027-03-01..2027-03-31 month",
    "Q1 2027": "2027-01-01..2027-03-31 quarter",
    "next quarter": "2027-01-01..2027-03-31 quarter",
    "this quarter": "2026-10-01..2026-12-31 quarter",
    "next year": "2027-01-01..2027-12-31 year",
    "mid December": "2026-12-15..2026-12-20 fuzzy",
    "mid-December": "2026-12-15..2026-12-20 fuzzy",
    "early next month": "2026-12-01..2026-12-10 fuzzy",
    "late January": "2027-01-21..2027-01-31 fuzzy",
    "early next week": "2026-11-30..2026-12-01 fuzzy",
    "in 2 weeks": "2026-12-07",
    "in two weeks": "2026-12-07",
    "in a month": "2026-12-23",
    "in 3 days": "2026-11-26",
    "in an hour": "2026-11-23T10:00",
    "in 30 minutes": "2026-11-23T09:30",
    "2 weeks from now": "2026-12-07",
    "a week from Friday": "2026-12-04",
    "two weeks from tomorrow": "2026-12-08",
    "3 days ago": "2026-11-20",
    "within 5 business days": "2026-11-30",
    "in 2 working days": "2026-11-25",
    "Dec 1-5": "2026-12-01..2026-12-05",
    "Dec 1 to Dec 5": "2026-12-01..2026-12-05",
    "Mon-Wed": "2026-11-30..2026-12-02",
    "tomorrow to Friday": "2026-11-24..2026-11-27",
    "weekend": "2026-11-28..2026-11-29",
    "Christmas": "2026-12-25",
    "in 2-3 weeks": "2026-12-07..2026-12-14 fuzzy",
    "in a few days": "2026-11-26..2026-11-28 fuzzy",
    "2pm to 4pm tomorrow": "2026-11-24T14:00..2026-11-24T16:00",
    "from 3pm to 5pm on Friday": "2026-11-27T15:00..2026-11-27T17:00",
    "the last week of December": "2026-12-28..2027-01-03 week",
    "first Monday of December": "2026-12-07",
    "1-5 Dec": "2026-12-01..2026-12-05",
    "Nov 30 - Jan 5": "2026-11-30..2027-01-05",
    "2 days before Christmas": "2026-12-23",
    "2 business days after Friday": "2026-12-01",
    "end of Friday": "2026-11-27T18:00",
    "Wed 16th": "2026-12-16",
    "half past three": "2026-11-23T15:30",
    "three thirty pm": "2026-11-23T15:30",
    "past Wednesday": "2026-11-18",
    "first of March": "2027-03-01",
    "730pm": "2026-11-23T19:30",
    "rest of the month": "2026-11-23..2026-11-30",
    "YTD": "2026-01-01..2026-11-23",
    "first half of December": "2026-12-01..2026-12-15 fuzzy",
    "second half of next year": "2027-07-01..2027-12-31 fuzzy",
    "15th": "2026-12-15",
    "1/3": "2027-01-03",
    "following Monday": "2026-11-30",
    "January next year": "2027-01-01..2027-01-31 month",
    "Q1 next year": "2027-01-01..2027-03-31 quarter",
    "Q1 of next year": "2027-01-01..2027-03-31 quarter",
    "first half of next month": "2026-12-01..2026-12-15 fuzzy",
    "day after tmrw": "2026-11-25",
    "w/c 7 Dec": "2026-12-07..2026-12-13 week",
    "week of 12/7": "2026-12-07..2026-12-13 week",
    "2026-12-04T15:00": "2026-12-04T15:00",
    "in 48h": "2026-11-25T09:00",
    "tomorrow 4ish": "2026-11-24T16:00",
    "for 3 days starting Monday": "2026-11-30..2026-12-02",
    "Wednesday for two days": "2026-11-25..2026-11-26",
    "from 2 till 4:30pm on Fri": "2026-11-27T14:00..2026-11-27T16:30",
    "Tuesday between 4:30 and 5:30": "2026-11-24T16:30..2026-11-24T17:30",
    "12:30pm-1pm Wed": "2026-11-25T12:30..2026-11-25T13:00",
    "Mon 9am to 11": "2026-11-30T09:00..2026-11-30T11:00",
    "tmrw 2-3": "2026-11-24T14:00..2026-11-24T15:00",
    "between 5 and 6 in the afternoon": "2026-11-23T17:00..2026-11-23T18:00",
    "the Monday after next": "2026-12-07",
    "two Fridays from now": "2026-12-04",
    "last Friday of the month": "2026-11-27",
    "Q4'26": "2026-10-01..2026-12-31 quarter",
    "4Q26": "2026-10-01..2026-12-31 quarter",
    "Jan '27": "2027-01-01..2027-01-31 month",
    "Dec 2nd or 3rd": "2026-12-02..2026-12-03 fuzzy",
    "last day of December": "2026-12-31",
    "first two weeks of January": "2027-01-01..2027-01-14",
    "last 5 days of the month": "2026-11-26..2026-11-30",
    "4-22 this month": "2026-11-04..2026-11-22",
    "the day before Christmas": "2026-12-24",
    "the week after Thanksgiving": "2026-12-03",
    "in an hour and a half": "2026-11-23T10:30",
    "next business day": "2026-11-24",
    "on the 27": "2026-11-27",
    "week 49": "2026-11-30..2026-12-06 week",
    "last October": "2026-10-01..2026-10-31 month",
    "Q1 end": "2027-03-31",
    "this quarter end": "2026-12-31",
    "end of H1": "2027-06-30",
    "the 12th-14th": "2026-12-12..2026-12-14",
    "9 at night": "2026-11-23T21:00",
    "end of business Friday": "2026-11-27T18:00",
    "Wednesday evening next week": "2026-12-02",
    "between the 21st and 23rd": "2026-12-21..2026-12-23",
    "月底左右": "2026-11-30 fuzzy",
    "last week of 2026": "2026-12-28..2027-01-03 week",
    "2027 april": "2027-04-01..2027-04-30 month",
    "monday of the following week": "2026-11-30",
    "Monday 5pm to Friday 3pm": "2026-11-30T17:00..2026-12-04T15:00",
}

IN_A_SENTENCE = {
    "12月8号院里开会定": ["12月8号=2026-12-08"],
    "今天下午3点二轮谈判": ["今天下午3点=2026-11-23T15:00"],
    "华重那边方案讲完了，下周五给反馈，金额还是50万": ["下周五=2026-12-04"],
    "Acme wants onsite visit on Dec 9, 70% likely now": ["Dec 9=2026-12-09"],
    "BW 的 procurement 说 Fri 之前要 revised pricing，先按 $72k 走": ["Fri=2026-11-27"],
    "鼎盛 约了后天上午10点见他们刘董": ["后天上午10点=2026-11-25T10:00"],
    "给云帆出个报价单，20个账号，95折，明天要": ["明天=2026-11-24"],
    "瑞丰今天签下来了，9万8": ["今天=2026-11-23"],
    "周四早上9点半提醒我给明德打电话": ["周四早上9点半=2026-11-26T09:30"],
    "off tomorrow, Amy is watching my deals": ["tomorrow=2026-11-24"],
    "remind me tmrw 9am to call Raj": ["tmrw 9am=2026-11-24T09:00"],
    "snooze till Monday": ["Monday=2026-11-30"],
    "昨天见过了，明天再约": ["昨天=2026-11-22", "明天=2026-11-24"],
    "demo on Wed and proposal by Fri": ["Wed=2026-11-25", "Fri=2026-11-27"],
    "截止时间：12/31，会议:3pm": ["12/31=2026-12-31", "3pm=2026-11-23T15:00"],
    "Acme12月31号签": ["12月31号=2026-12-31"],
    "本周3家客户签了": ["本周=2026-11-23..2026-11-29 week"],
    "remind me at 3 to call Raj": ["at 3=2026-11-23T15:00"],
    "他说明天签，周五前付": ["明天=2026-11-24", "周五=2026-11-27"],
    "会后下午再去": ["下午=2026-11-23"],
    "tomorrow or Friday": ["tomorrow=2026-11-24", "Friday=2026-11-27"],
    "Friday, Dec 5": ["Friday=2026-11-27", "Dec 5=2026-12-05"],
    "每周五下午4点提醒我写周报": ["每周五下午4点=2026-11-27T16:00"],
    "stuck since Friday": ["Friday=2026-11-20"],
    "surprise demo on Sat at 5.": ["Sat at 5=2026-11-28T17:00"],
    "today at 9a": ["today at 9a=2026-11-23T09:00"],
    "let's meet in the morning at 8": ["in the morning at 8=2026-11-24T08:00"],
    "下周三上午讲方案，周五前给报价": ["下周三上午=2026-12-02", "周五=2026-11-27"],
}

NO_DATE = [
    "off 3/12-5/12",  # three days of December or two months
    "2号线项目",
    "3号楼的门禁",
    "1号店要续约",
    "3-6-1",
    "付款 3-6-1",
    "4/5 of the seats",
    "2/3 of the team agreed",
    "$99",
    "$12/31 seats",
    "Sat down with the CFO",
    "we sat in the lobby",
    "the sun is shining",
    "May I call you",
    "we may 5x the seats",
    "it may be late",
    "13900139000",
    "010-6512-3456",
    "+1 (415) 555-2671",
    "D-1001",
    "Q-302 approved",
    "Q1234",
    "AW-11",
    "version 2.3",
    "v2.12.31",
    "1.2.3",
    "20套",
    "12 clinics",
    "95折",
    "9折",
    "5个点",
    "提3点建议",
    "有一点贵",
    "差点丢单",
    "一周一次例会",
    "第三天",
    "五一路12号",
    "下午茶",
    "卖出10周3套",
    "下班去打球吗",
    "晚上好",
    "早上好",
    "good morning",
    "50%",
    "50万",
    "20w",
    "3月饼",
    "the 3rd party",
    "the 2nd floor",
    "first thing first",
    "secondly",
    "Jan will call",
    "April and June are on the call",
    "32号",
    "13月5日",
    "2026-02-30",
    "2月30日",
    "25:00",
    "24/7 support",
    "scored 3:1",
    "三一重工",
    "今日头条",
    "双一流",
    "PO-20261231",
    "20261231999",
    "This may take longer",
    "last may be better",
    "133-03-03-2020",
    "",
    "   ",
]


@pytest.mark.parametrize(("text", "expected"), [*CHINESE.items(), *ENGLISH.items()])
def test_a_date_alone_is_read(text, expected):
    span = read_date(text, now=MONDAY, zone=SHANGHAI, calendar=Office())
    assert span is not None
    assert shown(span) == expected


@pytest.mark.parametrize(("text", "expected"), IN_A_SENTENCE.items())
def test_dates_are_found_in_a_sentence(text, expected):
    assert [f"{text[span.start : span.end]}={shown(span)}" for span in found(text)] == expected


@pytest.mark.parametrize("text", NO_DATE)
def test_what_is_no_date_is_left_alone(text):
    assert found(text) == []


@pytest.mark.parametrize("text", ["下周五给反馈", "on Dec 9 we met", "tomorrow or Friday", "50万", ""])
def test_more_than_a_date_is_not_read_as_one(text):
    assert read_date(text, now=MONDAY, zone=SHANGHAI, calendar=Office()) is None


def test_a_weekday_said_of_what_happened_looks_back():
    assert [shown(span) for span in found("周五签的，20号付的款", forward=False)] == [
        "2026-11-20",
        "2026-11-20",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [("周三", "2026-12-02"), ("本周三", "2026-11-25"), ("Wed", "2026-12-02"), ("周五", "2026-12-04")],
)
def test_a_weekday_that_has_passed_is_next_weeks_unless_this_week_is_said(text, expected):
    friday = MONDAY + timedelta(days=4)
    assert [shown(span) for span in found(text, now=friday)] == [expected]


@pytest.mark.parametrize(
    ("text", "repeat"),
    [
        ("每周一9点", "week"),
        ("每天9点", "day"),
        ("every Friday", "week"),
        ("每月1号", "month"),
        ("周一9点", None),
    ],
)
def test_a_repetition_says_so(text, repeat):
    assert [span.repeat for span in found(text)] == [repeat]


@pytest.mark.parametrize(
    ("text", "part"), [("明天下午", "afternoon"), ("tomorrow morning", "morning"), ("今晚", "evening")]
)
def test_a_part_of_the_day_is_no_time_but_is_kept(text, part):
    assert [(span.part, span.has_time) for span in found(text)] == [(part, False)]


@pytest.mark.parametrize(
    ("text", "kind", "fuzzy"),
    [
        ("周五", "day", False),
        ("3pm", "point", False),
        ("Q1", "period", True),
        ("月中", "period", True),
        ("每周一", "repeat", False),
        ("Dec 1-5", "period", False),
        ("12月10号左右", "day", True),
    ],
)
def test_a_date_says_what_kind_it_is_and_whether_it_is_fuzzy(text, kind, fuzzy):
    assert [(span.kind, span.fuzzy) for span in found(text)] == [(kind, fuzzy)]


@pytest.mark.parametrize(
    ("text", "other"), [("by 3/4", "2027-04-03"), ("by 12/31", None), ("3/4之前", None), ("1/2/2027", "2027-02-01")]
)
def test_where_month_and_day_may_be_the_other_way_round_both_are_told(text, other):
    assert [span.other and wall(span.other, False) for span in found(text)] == [other]


HOSTILE = [
    "1",
    "12 ",
    "1-",
    "1/",
    "12:",
    "一",
    "十百千",
    "一二三天",
    "下",
    "下下周",
    "下周五",
    "今天",
    "今天到",
    "周",
    "3点",
    "2/30 ",
    "a ",
    "in ",
    "the ",
    "end of ",
    "mon ",
    "dec 1-",
    "next next ",
    "(",
    " ",
    "\u3000",
    "每",
    "Ａ１",
    "𝟙",
    "İ",
]


@pytest.mark.parametrize(
    ("zh", "en", "forward", "said"),
    [
        ("上半年", "H1", True, "2027-01-01..2027-06-30 fuzzy"),
        ("上半年", "H1", False, "2026-01-01..2026-06-30 fuzzy"),
        ("下半年", "H2", True, "2026-07-01..2026-12-31 fuzzy"),
        ("2027年上半年", "H1 2027", True, "2027-01-01..2027-06-30 fuzzy"),
        ("明年下半年", "second half of next year", True, "2027-07-01..2027-12-31 fuzzy"),
        ("12月上半月", "first half of December", True, "2026-12-01..2026-12-15 fuzzy"),
        ("12月下半月", "second half of December", True, "2026-12-16..2026-12-31 fuzzy"),
        ("下周末", "next weekend", True, "2026-12-05..2026-12-06"),
    ],
)
def test_halves_and_weekends_are_the_same_days_in_both_languages(zh, en, forward, said):
    assert [[shown(span) for span in found(text, forward=forward)] for text in (zh, en)] == [[said], [said]]


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_text_takes_linear_time(piece):
    takes_linear_time(found, piece)


WORDS = st.sampled_from([*CHINESE, *ENGLISH, *NO_DATE, *HOSTILE, "到", "-", " to ", "的", "，", "\n"])


@given(
    st.one_of(
        st.text(max_size=60),
        st.text("一二三十百上下周月年号日点半前后内个天1:/-20", max_size=20),
        st.lists(WORDS, max_size=8).map("".join),
    )
)
def test_any_text_is_read_without_raising_into_spans_inside_it(text):
    end = 0
    for span in found(text):
        assert isinstance(span, DateSpan)
        assert end <= span.start < span.end <= len(text)
        assert span.at.utcoffset() == timedelta(0)
        assert span.until is None or span.until >= span.at
        end = span.end
