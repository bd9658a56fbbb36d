"""How items are found by everyday words: what people say becomes grams, and BM25 says which items have them.

A text is cut into single Chinese characters and pairs of them, and into whole Latin words and numbers. What says
nothing of the matter (HOLLOW) is taken out of a question; what is called otherwise in the catalogue (MEANT) is added
to it, at a lower weight. A wrong, missing or swapped character costs a few pairs and leaves the others; a Latin word
that nobody knows becomes the known ones that are one slip away (`near`).
"""

import math
import re
import unicodedata
from array import array
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from heapq import nsmallest

from domain.likeness import CHINESE, WORD, stem

K1, B = 0.8, 0.4  # BM25: how soon repeats stop counting; how much long texts are held back
SINGLE, PAIR, WHOLE, MEANT_WEIGHT, SLIP = 0.45, 1.0, 1.5, 0.2, 0.3
FEWEST_LETTERS = 4  # a Latin word must have so many before a slip is forgiven
LONGEST = 200
ENOUGH, CANDIDATES = 3000, 200  # what one question reads, however large the catalogue is
LEAST = 0.3  # what fits less, beside the best, is left out
SAYS_NOTHING = """
    我们 咱们 你们 请问 麻烦 你好 怎么办理 怎么办 怎么弄 怎么搞 怎么申请 怎么 怎样 如何 什么时候 什么 哪里 哪个 哪家
    哪些 哪儿 去哪 找谁 找哪 谁来 要不要 能不能 可不可以 可以 有没有 是不是 需要 想要 想 要带 要 多久 多少天 几天 多少
    手续 材料 资料 流程 办理 申请 一下 现在 吗 呢 吧 啊 的 了 我 在 去 有 能 得 还 先 办啥 啥 第一步
"""
HOLLOW = re.compile("|".join(sorted(SAYS_NOTHING.split(), key=len, reverse=True)))
ENGLISH_SAYS_NOTHING = """
    a an the is are of in on at for and or our we i my it can how what do does need want to when
"""
UNSAID = frozenset(ENGLISH_SAYS_NOTHING.split())
# What people say | how the catalogue calls it.
SYNONYMS = """
    建房 盖房 建厂 盖厂 造房 建楼 盖楼|建设工程规划许可 施工许可
    动工 破土 开建 建房 盖房|施工许可 开工
    完工 建完 盖好 竣工 建好|竣工验收
    房本 房产证 产权证 房证|不动产权证 房产证
    土地证 地证|土地证 不动产
    执照|营业执照
    新厂 新公司 新企业 创业 成立|公司设立 注册公司
    换老板 换法人 老板换 法人换 股东退 加股东 换股东 股权转让 改名 更名|变更登记 企业变更
    搬家 搬迁 搬到 搬过来|迁移 迁入
    关门 倒闭 不干了 不做了 停业|注销
    自来水 用水 通水 水管|供水 接水
    用电 通电 接电 电压 电表 供电局 变电|供电报装
    煤气 天然气 燃气|燃气报装
    渣土 余土 土方 泥土 的土 运土 弃土|建筑垃圾 渣土
    污水 下水道 排水 雨水|排水管网 污水
    废水 废气 烟囱 排放|排污许可
    垃圾 废料 废油 危废|危险废物
    吵 噪音 扰民|噪声
    老外 外教 外籍 外国 签证|外国人来华工作许可
    小孩 孩子 娃 子女 上学 读书 幼儿园 学校 学位|子女入学
    招人 招工 缺人 招聘 用工荒 找工人 人手|用工 招工
    宿舍 住房 公租房 房子住 住的地方|人才公寓
    户口|落户
    五险 社保 养老保险 医保 保险|社会保险
    辞职 离职 减员 新员工 入职|参保增减员
    摔伤 受伤 出事故 压伤|工伤
    人才 博士 硕士 专家|高层次人才认定
    技工 职业资格|职业技能等级
    吊车 行车 叉车 电梯 锅炉 起重|特种设备
    食堂 餐馆 饭店 小卖部 超市|食品经营
    食品厂 饮料 糕点|食品生产
    招牌 广告牌 店招 灯箱|户外广告
    账户 开户 对公 银行卡|银行对公账户
    借钱 贷款 融资 缺钱 资金紧 周转|贷款
    报税 税务局 税务|税务登记
    开票 发票|发票
    补助 补贴 补钱 奖金 奖励 扶持 返还 优惠|奖励 补贴
    兑现 承诺 答应|协议约定奖励兑现
    买地 拿地 拍地 竞拍 土地拍卖|竞买摘牌
    改性质 改用途|用途变更
    图纸 设计图|设计 审查
    路面 马路 挖路 破路|挖掘道路
    板房 工棚 活动房 临建|临时建筑
    人防 防空 地下室|人防
    商标 牌子 品牌|商标
    专利 发明|专利
    租厂房 房租 租金|租金补贴
    装修|装修补贴
    运费 物流|物流运输补贴
    换设备 买设备 新设备 自动化 机器人|技术改造 设备
    立项 新项目 上项目|项目备案 立项
    license licence permit|许可 执照
    company|公司设立
    tax|税务登记
    land|土地 用地
    factory plant building|厂房 建设工程
    worker staff hire hiring recruit|用工 招工
    subsidy grant reward|奖励 补贴
    fire|消防
    water|供水
    power electric|供电
    environment environmental|环境影响
    child children school|子女入学
    bank|银行
"""


def meant(table: str) -> dict[str, str]:
    """What each word of the table's left side is called in the catalogue."""
    called: dict[str, str] = {}
    for line in table.strip().splitlines():
        said, _, named = line.partition("|")
        called |= {word: f"{called.get(word, '')} {named}".strip() for word in said.split()}
    return called


MEANT = meant(SYNONYMS)
SAID = re.compile("|".join(sorted(MEANT, key=len, reverse=True)))


def plain(text: str) -> str:
    """One form of each letter."""
    return unicodedata.normalize("NFKC", text[:LONGEST]).casefold()


def grams(text: str) -> Iterator[tuple[str, float]]:
    """The grams of a text, each with what it weighs."""
    for run in CHINESE.findall(text):
        yield from ((letter, SINGLE) for letter in run)
        yield from ((run[i : i + 2], PAIR) for i in range(len(run) - 1))
    yield from ((stem(word), WHOLE) for word in WORD.findall(text) if word not in UNSAID)


def asked(words: str) -> dict[str, float]:
    """What a question asks for: its grams, and those of what is meant by it."""
    text = plain(words)
    told = HOLLOW.sub(" ", text)
    weights: dict[str, float] = {}
    for gram, weight in grams(told if told.strip() else text):
        weights[gram] = max(weight, weights.get(gram, 0))
    for found in SAID.findall(text):
        for gram, weight in grams(MEANT[found]):
            weights[gram] = max(weight * MEANT_WEIGHT, weights.get(gram, 0))
    return weights


def near(word: str, known: Collection[str]) -> Iterator[str]:
    """Known words that are one wrong, missing, additional or swapped letter away."""
    if len(word) >= FEWEST_LETTERS and word.isascii():
        yield from (each for each in known if abs(len(each) - len(word)) <= 1 and slipped(word, each))


def slipped(one: str, other: str) -> bool:
    """Whether the two differ by one slip."""
    short, long = sorted((one, other), key=len)
    at = next((i for i, letter in enumerate(short) if letter != long[i]), len(short))
    if len(short) < len(long):
        return short[at:] == long[at + 1 :]
    swapped = short[at : at + 2] == long[at : at + 2][::-1] and short[at + 2 :] == long[at + 2 :]
    return swapped or short[at + 1 :] == long[at + 1 :]


@dataclass
class Index:
    """Postings of all texts: for each gram the numbers of the texts that have it, and its score in them.

    BM25's part that hangs on text and gram is reckoned once, when the index is made: asking only adds up.
    """

    size: int = 0
    postings: "dict[str, tuple[array[int], array[float]]]" = field(default_factory=dict)
    latin: frozenset[str] = frozenset()

    def best(self, words: str, most: int) -> list[int]:
        """The numbers of the texts that fit the words best, best first; none where nothing fits.

        Rare grams come first; once ENOUGH postings were read, common ones only weigh the best of what was found.
        One single character in common is no fit, unless no more was asked for.
        """
        wanted = self.wanted(words)
        scores: dict[int, float] = defaultdict(float)
        read = 0
        for gram, weight in sorted(wanted.items(), key=lambda each: len(self.postings[each[0]][0])):
            numbers, values = self.postings[gram]
            if read and read + len(numbers) > ENOUGH:
                scores = weigh(foremost(scores, CANDIDATES), numbers, values, weight)
                continue
            read += len(numbers)
            for number, value in zip(numbers, values, strict=True):
                scores[number] += weight * value
        least = LEAST * max(scores.values(), default=0)
        single = len(asked(words)) == 1
        best = foremost(scores, most).items()
        return [number for number, score in best if score >= least and (single or self.fits(number, wanted))]

    def fits(self, number: int, wanted: Collection[str]) -> bool:
        """Whether a text has a pair or a word that is asked for, or two single characters."""
        held = [gram for gram in wanted if place_of(number, self.postings[gram][0]) is not None]
        return len(held) > 1 or any(len(gram) > 1 for gram in held)

    def turned(self, pair: str) -> list[str]:
        """Two characters that were swapped, the other way round."""
        swapped = pair[::-1]
        return [swapped] if len(pair) == len("双字") and not pair.isascii() and swapped in self.postings else []

    def wanted(self, words: str) -> dict[str, float]:
        """What is asked for, as far as the texts know it."""
        weights: dict[str, float] = {}
        for gram, weight in asked(words).items():
            if gram in self.postings:
                weights[gram] = weight
            else:
                slips = (*near(gram, self.latin), *self.turned(gram))
                weights |= {each: SLIP * weight for each in slips if each not in weights}
        return weights


def foremost(scores: Mapping[int, float], most: int) -> dict[int, float]:
    """The best of them, best first."""
    best = nsmallest(most, scores.items(), key=lambda each: (-each[1], each[0]))
    return dict(best)


def weigh(
    scores: Mapping[int, float], numbers: "array[int]", values: "array[float]", weight: float
) -> dict[int, float]:
    """The scores with what one more gram adds to them."""
    places = {number: place_of(number, numbers) for number in scores}
    return {
        number: score + (0 if (at := places[number]) is None else weight * values[at])
        for number, score in scores.items()
    }


def place_of(number: int, numbers: "array[int]") -> int | None:
    """Where a text stands among those of a gram, which are in order; None when it is not among them."""
    at = bisect_left(numbers, number)
    return at if at < len(numbers) and numbers[at] == number else None


def made(texts: Sequence[Iterable[tuple[str, float]]]) -> Index:
    """An index of texts, each given in parts with what a word in the part counts."""
    counts = [counted(parts) for parts in texts]
    lengths = [sum(each.values()) for each in counts]
    usual = sum(lengths) / max(1, len(lengths))
    held: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for number, grams_of in enumerate(counts):
        bound = K1 * (1 - B + B * lengths[number] / usual) if usual else K1
        for gram, count in grams_of.items():
            held[gram].append((number, count * (K1 + 1) / (count + bound)))
    postings = {gram: weighed(pairs, len(texts)) for gram, pairs in held.items()}
    return Index(len(texts), postings, frozenset(gram for gram in postings if gram.isascii()))


def weighed(pairs: Sequence[tuple[int, float]], texts: int) -> "tuple[array[int], array[float]]":
    """A gram's texts with their scores: what few texts have says more."""
    rare = math.log(1 + (texts - len(pairs) + 0.5) / (len(pairs) + 0.5))
    return array("l", (number for number, _ in pairs)), array("f", (value * rare for _, value in pairs))


def counted(parts: Iterable[tuple[str, float]]) -> dict[str, float]:
    """How often each gram stands in a text, by what its part counts."""
    counts: dict[str, float] = defaultdict(float)
    for text, weight in parts:
        for gram, _ in grams(plain(text)):
            counts[gram] += weight
    return counts
