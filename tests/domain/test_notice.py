"""The yearly notice: real rules of real years in the official style, other spellings, and mistakes of the typist."""

from collections.abc import Callable
from datetime import date, timedelta

import chinese_calendar
import pytest

from domain.errors import BadNotice
from domain.notice import HOLIDAYS, Block, Notice, blocks, read_notice
from texts import LANGUAGES, speaker

WEEKDAYS = "一二三四五六日"
NUMERALS = "一二三四五六七"
HEAD = """国务院办公厅关于{year}年部分节假日安排的通知
国办发明电〔{before}〕7号
各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
  经国务院批准，现将{year}年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
"""
TAIL = """
  节假日期间，各地区、各部门要妥善安排好值班和安全、保卫、疫情防控等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
国务院办公厅
{before}年11月4日
（此件公开发布）
"""
ITEMS = {
    2025: (
        "元旦：1月1日（周三）放假1天，不调休。",
        "春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。",
        "清明节：4月4日（周五）至6日（周日）放假，共3天。",
        "劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。",
        "端午节：5月31日（周六）至6月2日（周一）放假，共3天。",
        "国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。",
    ),
    2026: (
        "元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。",
        "春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。",
        "清明节：4月4日（周六）至6日（周一）放假，共3天。",
        "劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。",
        "端午节：6月19日（周五）至21日（周日）放假，共3天。",
        "中秋节：9月25日（周五）至27日（周日）放假，共3天。",
        "国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。",
    ),
}


def notice_of(year: int, items: tuple[str, ...] | None = None) -> str:
    """A whole notice, with what stands around its items."""
    lines = [f"  {NUMERALS[n]}、{item}" for n, item in enumerate(items or ITEMS[year])]
    return HEAD.format(year=year, before=year - 1) + "\n".join(lines) + TAIL.format(before=year - 1)


def differing(notice: Notice) -> list[date]:
    """Days on which the notice and the official calendar of the library say otherwise."""
    year = [date(notice.year, 1, 1) + timedelta(days=n) for n in range(365)]
    return [d for d in year if notice.days.get(d, d.weekday() < 5) is not chinese_calendar.is_workday(d)]


@pytest.mark.parametrize("year", ITEMS)
def test_a_real_year_is_read_day_by_day(year: int) -> None:
    notice = read_notice(notice_of(year))
    assert (notice.year, differing(notice)) == (year, [])
    named = {name for names in notice.days_off.values() for name in names.split("、")}
    assert named == set(HOLIDAYS)


def in_official_style(year: int) -> tuple[str, ...]:
    """The library's year written as its notice would be, with weekdays and counts."""
    names = dict(zip(("New", "Spr", "Tom", "Lab", "Dra", "Mid", "Nat"), HOLIDAYS, strict=True))
    off = {d: names[n[:3]] for d, n in chinese_calendar.holidays.items() if date(year, 1, 1) <= d < date(year, 12, 30)}
    worked = {d: names[n[:3]] for d, n in chinese_calendar.workdays.items() if d.year == year}
    return tuple(official_item(block, worked) for block in blocks(off))


def official_item(block: Block, worked: dict[date, str]) -> str:
    made_up = [said(day) for day, name in sorted(worked.items()) if name in block.name.split("、")]
    span = f"{said(block.first)}至{said(block.last)}" if block.length > 1 else said(block.first)
    tail = f"{'、'.join(made_up)}上班。" if made_up else ""
    return f"{block.name}：{span}放假调休，共{block.length}天。{tail}"


def said(day: date) -> str:
    return f"{day.month}月{day.day}日（周{WEEKDAYS[day.weekday()]}）"


@pytest.mark.parametrize("year", [2021, 2022, 2024, 2025, 2026])
def test_years_written_in_the_official_style_are_read_back(year: int) -> None:
    notice = read_notice(notice_of(year, in_official_style(year)))
    days = {day: chinese_calendar.is_workday(day) for day in notice.days}
    assert notice.days == days
    assert [day for day in differing(notice) if day < date(year, 12, 30)] == []


@pytest.mark.parametrize(
    "spelling",
    [
        lambda text: text.translate(str.maketrans("（）：，０", "():,0")),
        lambda text: text.replace("周", "星期").replace("至", "—"),
        lambda text: text.replace("日）、", "日）和").replace("、2月28日", "和2月28日"),
        lambda text: text.replace("\n", ""),
        lambda text: text.replace("放假调休，\n", "放假调休，").replace("至", "\n至"),
        lambda text: text.replace("。", "。\n").replace("月", " 月 "),
        lambda text: text.replace("（周四）", "").replace("（周五）", ""),
        lambda text: text.replace("，共3天", "").replace("，共7天", "，与周末连休"),
        lambda text: text.replace("调休，共3天。1月4日", "调休，共3天，1月4日"),
        lambda text: (
            text.replace("清明节：", "清明:").replace("劳动节：", "“五一”国际劳动节：").replace("国庆节：", "国庆节")
        ),
        lambda text: text.replace("共9天", "共九天").replace("上班", "正常上班"),
        lambda text: text.replace(
            "2月28日（周六）上班。", "2月28日（周六）上班。鼓励各单位安排职工在除夕（2月16日）休息。"
        ),
    ],
)
def test_other_spellings_of_the_same_year(spelling: Callable[[str], str]) -> None:
    text = spelling(notice_of(2026))
    assert text != notice_of(2026)
    assert read_notice(text) == read_notice(notice_of(2026))


def test_ranges_over_a_months_or_a_years_end_and_single_days() -> None:
    lines = (
        "元旦：2026年12月31日至2027年1月2日放假调休，共3天。",
        "春节：2月5日（农历除夕、周五）至11日（周四）放假调休，共7天。1月31日（周日）、2月14日（周日）上班。",
        "清明节：4月5日（周一）放假1天。",
        "劳动节：4月30日至5月3日放假，共4天。",
        "端午节：6月9日放假。",
        "中秋节：9月15日放假。",
        "国庆节：9月30日至10月6日放假。9月26日、10月9日和10月10日上班。",
    )
    notice = read_notice(notice_of(2027, lines))
    assert [(b.name, b.first, b.length) for b in blocks(notice.days_off)][:3] == [
        ("元旦", date(2026, 12, 31), 3),
        ("春节", date(2027, 2, 5), 7),
        ("清明节", date(2027, 4, 5), 1),
    ]
    assert date(2027, 9, 30) in notice.days_off and date(2027, 10, 6) in notice.days_off
    assert sorted(day for day in notice.workdays if day.month > 8) == [
        date(2027, 9, 26),
        date(2027, 10, 9),
        date(2027, 10, 10),
    ]


@pytest.mark.parametrize(
    ("wrong", "right", "sentence", "quotes"),
    [
        ("2026年", "", "notice-no-year", ""),
        ("2月14日（周六）", "2月14日（周日）", "notice-weekday", "2月14日(周日)"),
        ("2月15日（农历腊月二十八、周日）", "2月16日（农历腊月二十八、周日）", "notice-weekday", "2月16日"),
        ("共9天", "共8天", "notice-count", "共8天"),
        ("5月9日（周六）上班", "5月8日（周五）上班", "notice-no-weekend", "5月8日"),
        ("5月9日（周六）上班", "5月9日（周六）上斑", "notice-unreadable", "上斑"),
        ("1月1日（周四）至3日", "1月l日（周四）至3日", "notice-unreadable", "1月l日"),
        ("6月19日（周五）至21日", "6月31日（周五）至21日", "notice-no-such-day", "6月31日"),
        ("4月4日（周六）至6日（周一）", "4月6日（周一）至4日（周六）", "notice-range", "4月6日"),
        ("清明节：", "清民节：", "notice-unreadable", "清民节"),
        ("端午节：6月19日（周五）至21日（周日）放假，共3天。", "", "notice-missing", ""),
        ("放假，共3天。\n  六", "放假，共3天。5月9日（周六）上班。\n  六", "notice-day-twice", "5月9日"),
        ("中秋节：", "端午节：", "notice-twice", "端午节"),
        ("5月1日（周五）至5日（周二）", "6月1日至5日", "notice-season", ""),
        ("（周五）至5日（周二）放假调休，共5天", "至5月30日放假", "notice-range", "5月30日"),
        ("10月10日（周六）上班", "2028年10月14日上班", "notice-other-year", "2028年10月14日"),
        ("6月19日（周五）至21日（周日）放假", "放假", "notice-missing", ""),
        ("4月4日（周六）至6日（周一）放假", "4日至6日放假", "notice-no-such-day", "4日至6日"),
    ],
)
def test_a_typing_mistake_is_refused_with_its_line(wrong: str, right: str, sentence: str, quotes: str) -> None:
    text = notice_of(2026)
    assert wrong in text
    with pytest.raises(BadNotice) as refused:
        read_notice(text.replace(wrong, right))
    assert refused.value.text == sentence
    assert quotes in str(refused.value.details.get("line", ""))
    for language in LANGUAGES:
        assert quotes in speaker(language).plain(sentence, **refused.value.details)


@pytest.mark.parametrize(
    "text", ["", "下水道堵了", "国务院办公厅关于2027年部分节假日安排的通知", "2027", "一、元旦：1月1日放假。"]
)
def test_what_is_no_notice_is_refused(text: str) -> None:
    with pytest.raises(BadNotice):
        read_notice(text)
