"""Dates as people from many places write them, one phrase a line, read on Monday 2026-11-23 at 09:00 in Shanghai.

`-` is no date; two dates stand on both sides of a semicolon.
"""

import pytest

from tests.test_dates import found, shown

CHINESE = """
这週五 = 2026-11-27
聽日 = 2026-11-24
听日 = 2026-11-24
聽日下晝三點 = 2026-11-24T15:00
下個禮拜三 = 2026-12-02
後日 = 2026-11-25
大後日 = 2026-11-26
禮拜天 = 2026-11-29
禮拜日 = 2026-11-29
這個禮拜天 = 2026-11-29
下禮拜一 = 2026-11-30
尋日 = 2026-11-22
琴日 = 2026-11-22
昨日 = 2026-11-22
今日 = 2026-11-23
前日 = 2026-11-21
聽晚 = 2026-11-24
聽朝十點 = 2026-11-24T10:00
今日下晝 = 2026-11-23
星期三上晝 = 2026-11-25
下星期二 = 2026-12-01
下個月中 = 2026-12-15..2026-12-20 fuzzy
月尾 = 2026-11-30
年尾 = 2026-12-31
下月尾 = 2026-12-31
12月尾 = 2026-12-31
月头 = 2026-12-01..2026-12-10 fuzzy
下个月头 = 2026-12-01..2026-12-10 fuzzy
周中 = 2026-11-25..2026-11-25 fuzzy
下周中 = 2026-12-02..2026-12-02 fuzzy
下周初 = 2026-11-30..2026-12-01 fuzzy
下周后半周 = 2026-12-03..2026-12-06 fuzzy
下周前半周 = 2026-11-30..2026-12-02 fuzzy
季度内 = 2026-12-31
三天之内 = 2026-11-26
一周内 = 2026-11-30
一个礼拜之内 = 2026-11-30
两个礼拜后 = 2026-12-07
一个半月后 = 2027-01-07
半年后 = 2027-05-23
半个月内 = 2026-12-08
过两天 = 2026-11-25
过几天 = 2026-11-26..2026-11-28 fuzzy
再过一周 = 2026-11-30
这两天 = 2026-11-23..2026-11-24 fuzzy
这几天 = 2026-11-23..2026-11-26 fuzzy
未来几天 = 2026-11-26..2026-11-28 fuzzy
十天后 = 2026-12-03
十二月五号下午三点半 = 2026-12-05T15:30
下周二早上十点一刻 = 2026-12-01T10:15
晚上八点三刻 = 2026-11-23T20:45
二十号之前 = 2026-12-20
十五号左右 = 2026-12-15 fuzzy
十二月中 = 2026-12-15..2026-12-20 fuzzy
一月份 = 2027-01-01..2027-01-31 month
明年一月 = 2027-01-01..2027-01-31 month
明年初 = 2027-01-01..2027-03-31 fuzzy
明年年初 = 2027-01-01..2027-03-31 fuzzy
春节后 = 2027-02-13..2027-02-20 fuzzy
春节前 = 2027-02-06
过完年 = 2027-02-13..2027-02-20 fuzzy
元旦后 = 2027-01-02..2027-01-09 fuzzy
圣诞前 = 2026-12-25
圣诞节前 = 2026-12-25
除夕 = 2027-02-05
除夕前 = 2027-02-05
元宵节前 = 2027-02-20
今儿 = 2026-11-23
明儿 = 2026-11-24
后儿 = 2026-11-25
明儿个 = 2026-11-24
今早 = 2026-11-23
明晚七点 = 2026-11-24T19:00
明儿早上 = 2026-11-24
明天一早 = 2026-11-24
明天一大早 = 2026-11-24
后天一早9点 = 2026-11-25T09:00
明天晌午 = 2026-11-24
明晚 = 2026-11-24
后晚 = 2026-11-25
周五晚上 = 2026-11-27
今天之内 = 2026-11-23
今天内 = 2026-11-23
当天 = -
周五之前 = 2026-11-27
周五以前 = 2026-11-27
周五中午前 = 2026-11-27T12:00
下下个月 = 2027-01-01..2027-01-31 month
下下礼拜 = 2026-12-07..2026-12-13 week
上个礼拜五 = 2026-11-20
上礼拜 = 2026-11-16..2026-11-22 week
上月底 = 2026-10-31
上个月20号 = 2026-10-20
11月25 = 2026-11-25
11月25日(周三) = 2026-11-25
11.25前 = 2026-11-25
26年12月5日 = 2026-12-05
2026年底 = 2026-12-31
27年一季度 = 2027-01-01..2027-03-31 quarter
Q1末 = 2027-03-31
Q1底 = 2027-03-31
一季度末 = 2027-03-31
一季度底 = 2027-03-31
四季度 = 2026-10-01..2026-12-31 quarter
下个季度末 = 2027-03-31
下季度初 = 2027-01-01..2027-01-31 fuzzy
三月中旬 = 2027-03-15..2027-03-20 fuzzy
三月上旬 = 2027-03-01..2027-03-10 fuzzy
12月头 = 2026-12-01..2026-12-10 fuzzy
12号或13号 = 2026-12-12;2026-12-13
12、13号 = 2026-12-12..2026-12-13
十二三号 = 2026-12-12..2026-12-13 fuzzy
二十几号 = 2026-12-21..2026-12-29 fuzzy
周三周四 = 2026-11-25..2026-11-26
周三或者周四 = 2026-11-25..2026-11-26 fuzzy
周三四 = 2026-11-25..2026-11-26
下周一到周三 = 2026-11-30..2026-12-02
2号-5号 = 2026-12-02..2026-12-05
12月2日-5日 = 2026-12-02..2026-12-05
12月2到5号 = 2026-12-02..2026-12-05
11月30日到12月2日 = 2026-11-30..2026-12-02
明天14点到15点半 = 2026-11-24T14:00..2026-11-24T15:30
两点半到三点半 = 2026-11-23T14:30..2026-11-23T15:30
上午10点左右 = 2026-11-23T10:00
下午三点多 = 2026-11-23T15:00
下午3点来钟 = 2026-11-23T15:00
晚八点 = 2026-11-23T20:00
早八点 = 2026-11-24T08:00
今晚八点半 = 2026-11-23T20:30
15点 = 2026-11-23T15:00
15时30分 = 2026-11-23T15:30
下午三點半 = 2026-11-23T15:30
明天3pm = 2026-11-24T15:00
明天下午3:30 = 2026-11-24T15:30
明天上午九点到十一点 = 2026-11-24T09:00..2026-11-24T11:00
下周三下午三点到五点 = 2026-12-02T15:00..2026-12-02T17:00
周四上午十点半 = 2026-11-26T10:30
周日晚上九点 = 2026-11-29T21:00
星期日 = 2026-11-29
礼拜六 = 2026-11-28
本礼拜五 = 2026-11-27
这个星期五 = 2026-11-27
下个礼拜 = 2026-11-30..2026-12-06 week
下个周五 = 2026-12-04
下一个周五 = 2026-12-04
周五下班前 = 2026-11-27T18:00
明天收工前 = 2026-11-24T18:00
放工前 = 2026-11-23T18:00
这个月底 = 2026-11-30
这月底 = 2026-11-30
下个月底之前 = 2026-12-31
年底前 = 2026-12-31
明年年中 = 2027-07-01..2027-08-31 fuzzy
两周之后 = 2026-12-07
两礼拜后 = 2026-12-07
三个月后 = 2027-02-23
3个月内 = 2027-02-23
俩月后 = 2027-01-23
俩礼拜后 = 2026-12-07
两个工作日内 = 2026-11-25
三个工作日之内 = 2026-11-26
5个工作日 = -
一两天内 = 2026-11-24..2026-11-25 fuzzy
两三天内 = 2026-11-25..2026-11-26 fuzzy
三五天内 = 2026-11-26..2026-11-28 fuzzy
一两周后 = 2026-11-30..2026-12-07 fuzzy
两三个月后 = 2027-01-23..2027-02-23 fuzzy
四十分钟后 = 2026-11-23T09:40
20分钟后 = 2026-11-23T09:20
一刻钟后 = 2026-11-23T09:15
一个小时后 = 2026-11-23T10:00
两个半小时后 = 2026-11-23T11:30
过半小时 = 2026-11-23T09:30
等半个小时 = -
半天后 = -
十二月二十五 = 2026-12-25
12月二十五号 = 2026-12-25
二月十四号 = 2027-02-14
一月一号 = 2027-01-01
元月五号 = 2027-01-05
大年初七 = 2027-02-12
年初八 = 2027-02-13
正月十五 = 2027-02-20
年三十 = 2027-02-05
大年三十 = 2027-02-05
国庆后 = 2027-10-08..2027-10-15 fuzzy
五一后 = 2027-05-02..2027-05-09 fuzzy
下周五或者下下周一 = 2026-12-04;2026-12-07
五一前 = 2027-05-01
周六日 = 2026-11-28..2026-11-29
这周末 = 2026-11-28..2026-11-29
本周日 = 2026-11-29
下周天 = 2026-12-06
下午晚点 = 2026-11-23
上周三 = 2026-11-18
上上个月 = 2026-09-01..2026-09-30 month
去年12月 = 2025-12-01..2025-12-31 month
前年 = 2024-01-01..2024-12-31 year
後年 = 2028-01-01..2028-12-31 year
"""

ENGLISH = """
11/25 = 2026-11-25
14:00-15:30 = 2026-11-23T14:00..2026-11-23T15:30
today week = 2026-11-30
Friday week = 2026-12-04
a week on Friday = 2026-12-04
a week Friday = 2026-12-04
Wed week = 2026-12-02
tomorrow week = 2026-12-01
Friday fortnight = 2026-12-11
in a fortnight = 2026-12-07
a fortnight from now = 2026-12-07
in a fortnight's time = 2026-12-07
next fortnight = 2026-11-23..2026-12-07
in two weeks' time = 2026-12-07
in two weeks time = 2026-12-07
in a week's time = 2026-11-30
in a couple of weeks = 2026-12-07
in a couple weeks = 2026-12-07
in couple of days = 2026-11-25
in the next couple of days = 2026-11-23..2026-11-25
next couple of weeks = 2026-11-23..2026-12-07
in a week or two = 2026-11-30..2026-12-07 fuzzy
in a day or two = 2026-11-24..2026-11-25 fuzzy
in a week or so = 2026-11-30 fuzzy
in one or two weeks = 2026-11-30..2026-12-07 fuzzy
in 1-2 weeks = 2026-11-30..2026-12-07 fuzzy
in two to three weeks = 2026-12-07..2026-12-14 fuzzy
in two or three days = 2026-11-25..2026-11-26 fuzzy
within a week = 2026-11-30
within the week = 2026-11-27
within the month = 2026-11-30
this coming Friday = 2026-11-27
coming Friday = 2026-11-27
Friday this week = 2026-11-27
Friday of next week = 2026-12-04
next week Friday = 2026-12-04
next wk Fri = 2026-12-04
nxt Fri = 2026-12-04
nxt week = 2026-11-30..2026-12-06 week
nxt wk = 2026-11-30..2026-12-06 week
next wk = 2026-11-30..2026-12-06 week
nxt mth = 2026-12-01..2026-12-31 month
next mth = 2026-12-01..2026-12-31 month
nxt month = 2026-12-01..2026-12-31 month
nxt qtr = 2027-01-01..2027-03-31 quarter
Fri arvo = 2026-11-27
this arvo = 2026-11-23
tmrw arvo = 2026-11-24
day after tom = 2026-11-25
day after tmr = 2026-11-25
tml = 2026-11-24
tmr 3pm = 2026-11-24T15:00
tomoz = 2026-11-24
2mrw = 2026-11-24
2moro = 2026-11-24
tomorow = 2026-11-24
tomrrow = 2026-11-24
tommorow = 2026-11-24
yday = 2026-11-22
yest = 2026-11-22
2day = 2026-11-23
tdy = 2026-11-23
wednsday = 2026-11-25
wendesday = 2026-11-25
thursady = 2026-11-26
firday = 2026-11-27
tuseday = 2026-11-24
5th Dec = 2026-12-05
5 Dec = 2026-12-05
5th of Dec = 2026-12-05
Dec 5th = 2026-12-05
the 5th of December = 2026-12-05
02-Dec-26 = 2026-12-02
2-Dec = 2026-12-02
2-Dec-2026 = 2026-12-02
2 Dec '26 = 2026-12-02
2nd Dec 2026 = 2026-12-02
Wed 2 Dec = 2026-12-02
Wed, 2nd Dec = 2026-12-02
2 Dec (Wed) = 2026-12-02
Wed 12/2 = 2026-12-02
12/2 = 2026-12-02
12/2/26 = 2026-12-02
2/12/2026 = 2026-02-12
14.12.2026 = 2026-12-14
14/12 = 2026-12-14
by the 15th = 2026-12-15
by 15th = 2026-12-15
on the 15th = 2026-12-15
before the 15th = 2026-12-15
15th at 3pm = 2026-12-15T15:00
w/c 7th = 2026-12-07..2026-12-13 week
w/c 7th December = 2026-12-07..2026-12-13 week
wc 7 Dec = 2026-12-07..2026-12-13 week
w/b 7 Dec = 2026-12-07..2026-12-13 week
w/e 11 Dec = 2026-12-07..2026-12-13 week
week commencing 7th December = 2026-12-07..2026-12-13 week
week commencing 7 Dec = 2026-12-07..2026-12-13 week
week ending 11 Dec = 2026-12-07..2026-12-13 week
the week of Dec 7 = 2026-12-07..2026-12-13 week
wk of Dec 7 = 2026-12-07..2026-12-13 week
week of the 7th = 2026-12-07..2026-12-13 week
week of 7 Dec = 2026-12-07..2026-12-13 week
mid next week = 2026-12-02..2026-12-02 fuzzy
mid-next week = 2026-12-02..2026-12-02 fuzzy
middle of next week = 2026-12-02..2026-12-02 fuzzy
midweek = 2026-11-25..2026-11-25 fuzzy
mid week = 2026-11-25..2026-11-25 fuzzy
late next week = 2026-12-03..2026-12-04 fuzzy
later this week = 2026-11-26..2026-11-27 fuzzy
end of this week = 2026-11-27
end of wk = 2026-11-27
end of next wk = 2026-12-04
beginning of next week = 2026-11-30..2026-12-01 fuzzy
back end of next week = 2026-12-03..2026-12-04 fuzzy
first thing Monday = 2026-11-30
first thing tomorrow = 2026-11-24
first thing tmrw = 2026-11-24
tomorrow first thing = 2026-11-24
tomorrow lunchtime = 2026-11-24
tomorrow midday = 2026-11-24T12:00
end Q1 = 2027-03-31
end-Q1 = 2027-03-31
early Q1 = 2027-01-01..2027-01-31 fuzzy
mid Q1 = 2027-02-01..2027-02-28 fuzzy
late Q1 = 2027-03-01..2027-03-31 fuzzy
start of Q1 = 2027-01-01..2027-01-31 fuzzy
Q1'27 = 2027-01-01..2027-03-31 quarter
Q1 27 = 2027-01-01..2027-03-31 quarter
1Q27 = 2027-01-01..2027-03-31 quarter
Q1/27 = 2027-01-01..2027-03-31 quarter
1H27 = 2027-01-01..2027-06-30 fuzzy
H1 27 = 2027-01-01..2027-06-30 fuzzy
H1 2027 = 2027-01-01..2027-06-30 fuzzy
H2 = 2026-07-01..2026-12-31 fuzzy
first week of Jan = 2027-01-04..2027-01-10 week
1st week of Jan = 2027-01-04..2027-01-10 week
first wk of Jan = 2027-01-04..2027-01-10 week
first week Jan = 2027-01-04..2027-01-10 week
first week in January = 2027-01-04..2027-01-10 week
Jan first week = 2027-01-04..2027-01-10 week
Dec 1st week = 2026-11-30..2026-12-06 week
second week of December = 2026-12-07..2026-12-13 week
last week of Dec = 2026-12-28..2027-01-03 week
Dec last week = 2026-12-28..2027-01-03 week
end Jan = 2027-01-31
end-Jan = 2027-01-31
end of Jan = 2027-01-31
by end Jan = 2027-01-31
Jan end = 2027-01-31
Jan-end = 2027-01-31
Dec month end = 2026-12-31
end Dec = 2026-12-31
mid-Jan = 2027-01-15..2027-01-20 fuzzy
mid Jan = 2027-01-15..2027-01-20 fuzzy
mid of Jan = 2027-01-15..2027-01-20 fuzzy
mid next month = 2026-12-15..2026-12-20 fuzzy
mid of next month = 2026-12-15..2026-12-20 fuzzy
early Jan = 2027-01-01..2027-01-10 fuzzy
late Feb = 2027-02-21..2027-02-28 fuzzy
start of Feb = 2027-02-01..2027-02-10 fuzzy
beginning of Feb = 2027-02-01..2027-02-10 fuzzy
mid month = 2026-12-15..2026-12-20 fuzzy
early next year = 2027-01-01..2027-03-31 fuzzy
early in the new year = 2027-01-01..2027-03-31 fuzzy
in the new year = 2027-01-01..2027-03-31 fuzzy
before year end = 2026-12-31
by yr end = 2026-12-31
by year's end = 2026-12-31
by end of yr = 2026-12-31
by end of the yr = 2026-12-31
by month's end = 2026-11-30
by end of mth = 2026-11-30
end of day = 2026-11-23T18:00
by close of play Fri = 2026-11-27T18:00
close of play = 2026-11-23T18:00
COB Friday = 2026-11-27T18:00
Fri COB = 2026-11-27T18:00
COB tmrw = 2026-11-24T18:00
EOD tmr = 2026-11-24T18:00
EOB Friday = 2026-11-27T18:00
half three = -
tomorrow at half three = 2026-11-24T15:30
half 3 tomorrow = 2026-11-24T15:30
half past 3 = 2026-11-23T15:30
half past ten tomorrow = 2026-11-24T10:30
quarter past 3 = 2026-11-23T15:15
quarter to four = 2026-11-23T15:45
ten past nine = 2026-11-23T09:10
tomorrow 1530 = 2026-11-24T15:30
1530hrs = 2026-11-23T15:30
1530 hrs tomorrow = 2026-11-24T15:30
15h30 = 2026-11-23T15:30
15:30 = 2026-11-23T15:30
tomorrow @ 3 = 2026-11-24T15:00
tomorrow @3pm = 2026-11-24T15:00
Fri 3ish = 2026-11-27T15:00
3 o'clock = 2026-11-23T15:00
3.30pm = 2026-11-23T15:30
3:30 PM = 2026-11-23T15:30
3 p.m. = 2026-11-23T15:00
Thurs 3-4pm = 2026-11-26T15:00..2026-11-26T16:00
Thurs 3pm-4.30pm = 2026-11-26T15:00..2026-11-26T16:30
between 2 and 4 tomorrow = 2026-11-24T14:00..2026-11-24T16:00
9am sharp tomorrow = 2026-11-24T09:00
10am on the 5th = 2026-12-05T10:00
Dec 5 10am = 2026-12-05T10:00
Dec 5 @ 10 = 2026-12-05T10:00
Dec 5, 10:00 = 2026-12-05T10:00
next Wed 2.30pm = 2026-12-02T14:30
in 10 days = 2026-12-03
10 days from today = 2026-12-03
10 days from now = 2026-12-03
3 weeks from Monday = 2026-12-21
2 weeks from Fri = 2026-12-11
2 weeks after Christmas = 2027-01-08
in 2 wks = 2026-12-07
in 2w = 2026-12-07
in 3 mths = 2027-02-23
in 3 mos = 2027-02-23
in 6 months = 2027-05-23
in half an hour = 2026-11-23T09:30
in half a year = 2027-05-23
in six months time = 2027-05-23
six months from now = 2027-05-23
90 days out = 2027-02-21
in 45 min = 2026-11-23T09:45
in 2 hrs = 2026-11-23T11:00
in 1 hr = 2026-11-23T10:00
in the next hour = 2026-11-23T10:00
in the next two hours = 2026-11-23T11:00
within the hour = 2026-11-23T10:00
within 24 hours = 2026-11-24T09:00
within 24h = 2026-11-24T09:00
within 48 hrs = 2026-11-25T09:00
this time next week = 2026-11-30
same time next week = 2026-11-30
this time tomorrow = 2026-11-24
weekend after next = 2026-12-12..2026-12-13
this weekend = 2026-11-28..2026-11-29
over the weekend = 2026-11-28..2026-11-29
after CNY = 2027-02-13..2027-02-20 fuzzy
before CNY = 2027-02-06
post CNY = 2027-02-13..2027-02-20 fuzzy
after Chinese New Year = 2027-02-13..2027-02-20 fuzzy
before Chinese New Year = 2027-02-06
after New Year = 2027-01-02..2027-01-09 fuzzy
after the New Year = 2027-01-02..2027-01-09 fuzzy
after Christmas = 2026-12-26..2027-01-02 fuzzy
before Xmas = 2026-12-25
before Thanksgiving = 2026-11-26
after Thanksgiving = 2026-11-27..2026-12-04 fuzzy
Boxing Day = 2026-12-26
before Easter = 2027-03-28
Good Friday = 2027-03-26
Black Friday = 2026-11-27
after Deepavali = 2027-10-29..2027-11-05 fuzzy
Valentine's Day = 2027-02-14
7 working days = -
in 7 working days = 2026-12-02
within 3 working days = 2026-11-26
3 working days from now = 2026-11-26
next working day = 2026-11-24
next biz day = 2026-11-24
in 3 biz days = 2026-11-26
within 3 business days = 2026-11-26
tonight at 8 = 2026-11-23T20:00
tonight 8pm = 2026-11-23T20:00
tomorrow evening at 7 = 2026-11-24T19:00
later today = 2026-11-23
later this month = 2026-11-21..2026-11-30 fuzzy
later this year = 2026-10-01..2026-12-31 fuzzy
Sat = 2026-11-28
Sun = 2026-11-29
on Sat = 2026-11-28
this Sat = 2026-11-28
Sat morning = 2026-11-28
Sat 28 Nov = 2026-11-28
Tues = 2026-11-24
Weds = 2026-11-25
Thurs = 2026-11-26
Mon/Tue = 2026-11-30..2026-12-01 fuzzy
Tue/Wed next week = 2026-12-01..2026-12-02 fuzzy
Jan or Feb = -
Jan-Feb = 2027-01-01..2027-02-28 month
Jan to Mar = 2027-01-01..2027-03-31 month
Q1-Q2 = 2027-01-01..2027-06-30 quarter
Dec = -
by Dec = 2026-12-01..2026-12-31 month
by end of Dec = 2026-12-31
Jan 2027 = 2027-01-01..2027-01-31 month
Jan 27 = 2027-01-27
last week = 2026-11-16..2026-11-22 week
last Tues = 2026-11-17
last month = 2026-10-01..2026-10-31 month
last qtr = 2026-07-01..2026-09-30 quarter
two weeks ago = 2026-11-09
a week ago = 2026-11-16
a couple of days ago = 2026-11-21
a few days ago = 2026-11-18..2026-11-20 fuzzy
few days back = 2026-11-18..2026-11-20 fuzzy
two days back = 2026-11-21
day before yesterday = 2026-11-21
the week before Christmas = 2026-12-18
day after Christmas = 2026-12-26
"""

NO_DATE = """
9123 4567 call me
mobile 98200 12345
+65 6123 8899
PO 4500123
invoice 20261201
型号 RX-3000
model 12-05
room 1205
3号会议室
B座12层1203
v3.2
付款比例3-6-1
双12寸屏
四季酒店
10:1
7*24
1/2 done
top 10
12号线
年轻人
后端
前日志
听日志
寻日期
2030 units
GB 1530-2014
a grand plan
by one vote
wc is broken
the back end is slow
in the week
"""


@pytest.mark.parametrize("line", (CHINESE + ENGLISH.lstrip()).strip().splitlines())
def test_a_phrase_is_read_as_those_who_write_it_mean_it(line):
    text, _, expected = line.rpartition(" = ")
    assert [shown(span) for span in found(text)] == [said for said in expected.split(";") if said != "-"]


@pytest.mark.parametrize("text", NO_DATE.strip().splitlines())
def test_numbers_and_names_are_no_dates(text):
    assert found(text) == []
