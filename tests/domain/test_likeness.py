"""Which problems are the same, by hand-made pairs: the threshold is what parts them."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.likeness import ALIKE, is_alike, likeness

SAME = [
    ("三号车间今早停电，生产线全停了", "车间停电了，机器不转"),
    ("天然气断气，锅炉点不着火", "停气了，食堂做不了饭"),
    ("三号车间今早停电", "车间停电了，生产线停了"),
    ("三号车间停电", "园区停电了，什么时候来电？"),
    ("我们公司停电了", "断电了，机器全停"),
    ("没电了", "停电"),
    ("食堂后面的下水道堵了三天，臭得不行", "下水道堵塞，污水往外冒"),
    ("下水道堵了", "门口下水道又堵了，请处理"),
    ("宿舍没水", "停水了，宿舍一点水都没有"),
    ("水压太低，三楼用不了水", "车间水压低"),
    ("网络断了，发不了货", "断网了"),
    ("宽带经常掉线", "网络总是掉线，视频会议开不了"),
    ("东门路灯不亮", "路灯坏了，晚上路灯全不亮"),
    ("门口道路坑洼，货车难走", "厂区道路坑洼严重，需要修"),
    ("垃圾没人清运", "垃圾堆了几天没有清运"),
    ("招工难，缺普工二十人", "普工招不到人"),
    ("员工子女入学怎么办理", "外地员工孩子入学，找哪个部门"),
    ("高层次人才补贴什么时候发", "人才补贴还没有发到账"),
    ("环评批复等了两个月", "环评批复什么时候能下来"),
    ("消防验收一直约不上", "消防验收约不到时间"),
    ("想申请贷款贴息", "贷款贴息怎么申请"),
    ("出口退税很慢", "退税慢，出口退税三个月没到"),
    ("设备购置奖励没有兑现", "合同承诺的设备购置奖励何时兑现"),
    ("土地证办不下来", "土地证办理卡住了"),
    ("噪音扰民，隔壁夜里施工", "隔壁施工噪音太大"),
    ("蒸汽压力不稳定", "蒸汽压力忽高忽低，不稳定"),
    ("No water in the workshop", "There is no water since this morning"),
    ("The drain at the gate is blocked", "blocked drain again, it smells"),
    ("Power outage in hall 3", "POWER CUT, machines stopped"),
    ("Ｗｉｆｉ不稳定", "wifi 很不稳定"),
]
DIFFERENT = [
    ("停电了，生产线全停了", "停水了，生产线全停了"),
    ("三号车间停电", "三号车间停水"),
    ("三号车间今早停电", "三号车间网络断了"),
    ("停电了", "停水了"),
    ("电费账单算错了", "车间停电，生产线停了"),
    ("水费发票没有收到", "宿舍停水了"),
    ("下水道堵了", "路灯坏了"),
    ("下水道堵了三天", "上班路上堵车三天"),
    ("门口道路坑洼", "门口有流浪狗"),
    ("垃圾没人清运", "绿化没人修剪"),
    ("招工难，缺普工", "工伤认定怎么办"),
    ("员工子女入学", "员工社保怎么转移"),
    ("人才补贴什么时候发", "人才公寓怎么申请"),
    ("环评批复等了两个月", "安全生产许可证到期"),
    ("消防验收约不上", "消防栓漏水"),
    ("想申请贷款贴息", "想申请用地"),
    ("出口退税很慢", "增值税发票额度不够"),
    ("设备购置奖励没有兑现", "高新企业奖励怎么申报"),
    ("土地证办不下来", "施工许可证办不下来"),
    ("我们公司请问现在怎么办", "我们公司今天请问什么时候"),
    ("请问什么时候能解决，尽快处理", "请问什么时候能处理好，尽快解决"),
    ("噪音扰民，隔壁夜里施工", "粉尘太大，隔壁夜里排放"),
    ("No water in the workshop", "No lights in the workshop"),
    ("The drain is blocked", "The road is blocked"),
    ("We need a parking permit", "We need a work permit for a colleague"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_problem_in_other_words_is_alike(one: str, other: str) -> None:
    assert is_alike(one, other), likeness(one, other)


@pytest.mark.parametrize(("one", "other"), DIFFERENT)
def test_another_problem_of_the_same_kind_is_not_alike(one: str, other: str) -> None:
    assert not is_alike(one, other), likeness(one, other)


def test_there_are_pairs_enough_and_the_threshold_stands_between_them() -> None:
    assert len(SAME) + len(DIFFERENT) >= 40
    assert max(likeness(*pair) for pair in DIFFERENT) < ALIKE <= min(likeness(*pair) for pair in SAME)


@given(st.text(max_size=60), st.text(max_size=60))
def test_likeness_lies_between_none_and_all_and_looks_the_same_from_both_sides(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)


@pytest.mark.parametrize("text", ["三号车间今早停电，生产线停了", "The drain at the gate is blocked"])
def test_a_text_is_wholly_like_itself_whatever_its_width_case_and_punctuation(text: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in text.upper())
    assert likeness(text, f"  {wide}！！") == 1


def test_words_that_say_nothing_are_like_nothing() -> None:
    for text in ("", "？？？", "请问怎么了", "please help us", "123"):
        assert likeness(text, text) == 0


def test_two_thousand_summaries_are_compared_within_a_blink() -> None:
    known = [f"{one}{number}号机" for number in range(80) for one, _ in DIFFERENT]
    begun = time.perf_counter()
    assert len([text for text in known if is_alike("三号车间停电", text)]) > 0
    assert time.perf_counter() - begun < 1
