"""The rest of the sample park, made up by rule: it grows the ten firms to 230, the six liaisons to 103."""

from collections.abc import Iterator
from itertools import count, cycle, islice

DEPARTMENTS = {
    "D5": "行政审批局",
    "D6": "市场监管局",
    "D7": "人力资源局",
    "D8": "自然资源局",
    "D9": "应急管理局",
    "D10": "科技创新局",
    "D11": "财政金融局",
    "D12": "招商合作局",
}
CHAINS = {
    "先进装备制造": ("精密机械", "智能装备", "数控机床", "模具"),
    "生物医药": ("生物科技", "医疗器械", "制药", "健康科技"),
    "电子信息": ("电子材料", "传感技术", "光电科技", "软件"),
    "新能源新材料": ("新能源", "储能科技", "新材料", "环保设备"),
    "食品加工": ("食品", "农产品", "茶业", "粮油"),
    "现代物流": ("供应链", "冷链物流", "仓储", "包装印刷"),
    "轨道交通": ("轨道装备", "轨道电气", "车辆配件", "制动技术"),
}
LEADS = {f"P{n:02}": chain for n, chain in enumerate(list(CHAINS)[2:], start=3)}
SURNAMES = "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭"
FIRST, SECOND = "文嘉思雨子若清明海志晓书景安怀知远星立", "涵宁瑶轩航琪彤源博帆舟禾霖岚泽棠"
BRANDS = ("云青松石澜霁朗沐岚苍鹿鹤竹枫柏", "汀浦屿溪陂野川坞舟渡麓湾洲陌原岗", "曜阑笺禾羽岑澄朔")
SIZES = ("small", "small", "medium", "small", "small", "medium", "small")
LIAISONS, FIRMS, AGENTS, KNOWN_LIAISONS, KNOWN_FIRMS, KNOWN_CONTACTS = 103, 230, 5, 6, 10, 12
LOADS = (3, 2, 3, 2, 1, 3, 2)
BACKBONE_EVERY = 11
Columns = tuple[str, str, str, str | None]


def people() -> Iterator[Columns]:
    """Code, name, role and department of everybody new, each name once."""
    names = names_of_people()
    for code, role, department in offices():
        yield code, next(names), role, department


def offices() -> Iterator[tuple[str, str, str | None]]:
    """A head and an officer for each new department, agents, chain leads, liaisons of all departments, contacts."""
    for code in DEPARTMENTS:
        yield f"H{int(code[1:]):02}", "head", code
        yield f"O{int(code[1:]):02}", "officer", code
    yield from ((f"G{n:02}", "agent", "D5") for n in range(1, AGENTS + 1))
    yield from ((code, "chain_lead", None) for code in LEADS)
    yield from ((f"L{n:02}", "liaison", f"D{n % 12 + 1}") for n in range(KNOWN_LIAISONS + 1, LIAISONS + 1))
    contacts = KNOWN_CONTACTS + 2 * (FIRMS - KNOWN_FIRMS)
    yield from ((f"C{n:02}", "contact", None) for n in range(KNOWN_CONTACTS + 1, contacts + 1))


def names_of_people() -> Iterator[str]:
    """Names that nobody has twice: 47, 19 and 16 characters, so that it takes 14,288 people to come round."""
    for n in count():
        yield SURNAMES[n % len(SURNAMES)] + FIRST[n % len(FIRST)] + SECOND[n % len(SECOND)]


def firms() -> Iterator[tuple[str, str, str, str, bool, str, tuple[str, str]]]:
    """The new firms: each with two contacts; a liaison's firms, one to three, are of one industry chain."""
    liaisons = list(islice(owners(), FIRMS - KNOWN_FIRMS))
    for n, liaison in enumerate(liaisons):
        chain = list(CHAINS)[liaison % len(CHAINS)]
        trades, contact = CHAINS[chain], KNOWN_CONTACTS + 2 * n + 1
        name = f"{brand(n)}{trades[n % len(trades)]}有限公司"
        contacts = (f"C{contact:02}", f"C{contact + 1:02}")
        is_backbone = n % BACKBONE_EVERY == 0
        size = "large" if is_backbone else SIZES[n % len(SIZES)]
        yield f"F{KNOWN_FIRMS + n + 1}", name, chain, size, is_backbone, f"L{liaison:02}", contacts


def owners() -> Iterator[int]:
    """The liaison of each new firm in turn: one to three firms each."""
    for liaison, load in zip(range(KNOWN_LIAISONS + 1, LIAISONS + 1), cycle(LOADS), strict=False):
        yield from [liaison] * load


def brand(n: int) -> str:
    """Three characters that no two firms have alike, not even the first two."""
    first, second, third = BRANDS  # 15 and 16: 240 firms to come round
    return first[n % len(first)] + second[n % len(second)] + third[n % len(third)]
