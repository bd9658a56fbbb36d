"""How alike two problems are, by their words alone: so that a firm sees what is known before it files again.

A text becomes a set of grams: pairs of neighbouring characters for Chinese, whole words for everything else. What says
nothing of the matter is taken out first (HOLLOW, PLACES, PARTICLES: who, when, where), and what is said in several
ways is said in one (SAME). What fails for everybody at once (OUTAGES) weighs HEAVY, every other gram 1: of two texts
that both name it the rest is detail, and two that name different ones are not alike. With |A|, |B| the weights of two
texts and n = |A and B|, where a single gram in common counts half if both texts have others:

    containment = n / max(2, min(|A|, |B|))    a short text may be a part of a long one
    dice        = 2 n / (|A| + |B|)
    likeness    = (containment + dice) / 2     from 0 to 1; ALIKE and more is the same problem

Where one of the texts has no more than SHORT Chinese characters left, both are compared character by character.
Source of ALIKE: the pairs of tests/domain/test_likeness.py.
"""

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache

ALIKE = 0.36
SHORT = 2
HEAVY = 3
OUTAGES = frozenset({"停电", "停水", "停气"})
SAME = {
    "断电": "停电",
    "没电": "停电",
    "没有电": "停电",
    "跳闸": "停电",
    "断水": "停水",
    "断气": "停气",
    "没气": "停气",
    "没水": "停水",
    "没有水": "停水",
    "断网": "网络中断",
    "没网": "网络中断",
    "网络断": "网络中断",
    "上不了网": "网络中断",
    "网断": "网络中断",
    "宽带": "网络",
    "堵塞": "堵",
    "招不到人": "招工难",
    "招不到": "招工难",
    "缺工": "招工难",
    "用工难": "招工难",
    "小孩": "子女",
    "孩子": "子女",
    "outage": "power cut",
    "blackout": "power cut",
    "internet": "network",
    "wifi": "network",
}
PARTICLES = "了的很太又还都也就吗呢吧啊已"
HOLLOW = """
    我们 咱们 你们 他们 我司 我公司 公司 企业 单位 请问 麻烦 你好 您好 帮忙 帮助 反映 解决 处理 处理好 问题 情况
    怎么 怎样 如何 怎么办 什么 什么时候 何时 时候 能下来 能解决 能处理 为什么 是否 能否 可以 可不可以 能不能 有没有
    没有 需要 希望 尽快 抓紧 一下 一直 现在 目前 今天 昨天 前天 明天 今早 早上 上午 中午 下午 晚上 昨晚 夜里 最近
    近期 这几天 几天 天 个月 星期 小时 分钟 时间 突然 没人 没人管 经常 总是 老是 谢谢 想 申请 办理 办不下来 办下来
    相关 部门 影响 严重 导致 附近 全部 整个 找哪个
"""
PLACES = """
    园区 厂区 车间 厂房 厂里 仓库 门口 大门 宿舍 办公楼 号楼 号 栋 楼 隔壁 旁边 对面 后面 前面 东边 西边 南边 北边
    东门 西门 南门 北门 一 二 两 三 四 五 六 七 八 九 十
"""
HOLLOW_WORDS = """
    a an the is are was were be been to of in on at for and or our we us i my it its this that with no not has have
    had since please help there today yesterday now morning again very can how what do does need want workshop
    building hall gate
"""
CHINESE = re.compile(r"[\u3400-\u9fff]+")
WORD = re.compile(r"[^\W_\u3400-\u9fff]+")
TAKEN_OUT = re.compile("|".join(sorted((HOLLOW + PLACES).split(), key=len, reverse=True)))
SILENT = dict.fromkeys(map(ord, PARTICLES))
UNSAID = frozenset(HOLLOW_WORDS.split())
SAID_SO = re.compile("|".join(sorted(SAME, key=len, reverse=True)))


def likeness(one: str, other: str) -> float:
    """How alike two problems are, from 0 to 1."""
    (some, words), (others, other_words) = grams(one), grams(other)
    size = 1 if 0 < min(letters(some), letters(others)) <= SHORT else 2
    return score(cut(some, size) | words, cut(others, size) | other_words)


def score(some: Collection[str], others: Collection[str]) -> float:
    """Containment and Dice, half and half."""
    some, others = set(some), set(others)
    shared = weight(some & others)
    if not shared or differ(some & OUTAGES, others & OUTAGES):
        return 0.0
    least, both = min(weight(some), weight(others)), weight(some) + weight(others)
    common = shared if shared > 1 or least == 1 else shared / 2
    return (common / max(2, least) + 2 * common / both) / 2


def differ(some: Collection[str], others: Collection[str]) -> bool:
    """Whether each names an outage, and none of them the same."""
    return bool(some and others) and not set(some) & set(others)


def weight(some: Collection[str]) -> int:
    """How much grams say."""
    return sum(HEAVY if gram in OUTAGES else 1 for gram in some)


def is_alike(one: str, other: str) -> bool:
    """Whether the two are the same problem, as far as words can tell."""
    return likeness(one, other) >= ALIKE


@lru_cache(maxsize=4096)
def grams(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """What a text says: its runs of Chinese without what is hollow, and its other words."""
    plain = SAID_SO.sub(lambda found: SAME[found[0]], unicodedata.normalize("NFKC", text).casefold())
    spoken = (TAKEN_OUT.sub(" ", written).translate(SILENT) for written in CHINESE.findall(plain))
    runs = [run for written in spoken for run in written.split()]
    words = frozenset(stem(word) for word in WORD.findall(plain) if word not in UNSAID and not word.isdigit())
    return tuple(runs), words


def stem(word: str) -> str:
    """An English word without its ending: leaking, leaks and leak are one."""
    for ending in ("ing", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) > SHORT:
            return word[: -len(ending)]
    return word


def letters(runs: Collection[str]) -> int:
    """How many Chinese characters are left."""
    return sum(map(len, runs))


def cut(runs: Collection[str], size: int) -> frozenset[str]:
    """The grams of runs of Chinese; a run that is shorter is a gram itself."""
    return frozenset(run[i : i + size] for run in runs for i in range(max(1, len(run) - size + 1)))
