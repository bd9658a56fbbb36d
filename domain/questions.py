"""Whether a sentence asks how something is done, rather than telling what is wrong."""

import re
import unicodedata

# What people begin a question about paperwork with. A problem says what is broken and rarely uses one of these.
CHINESE = re.compile(
    "怎么(办|申请|弄)|怎样|如何|(哪里|在哪|去哪)(儿|里)?办|找谁|(什么|哪些)(材料|条件|流程|手续|政策)|(需)?要什么"
    "|(办理|审批)流程|多久能|多长时间|能不能办|可以办|办事指南"
)
ENGLISH = re.compile(
    r"^(how (do|can|to|long)|where (do|can)|(what|which) (documents|papers)|what do i need|who do i)\b"
)


STATUS = re.compile(r"怎么样|进度|进展|到哪|办得|好了(吗|没)|状态|查(一下|询)?|\b(status|progress|how is|where is)\b")


def asks_after(words: str) -> bool:
    """Whether the words only ask how a matter stands."""
    return bool(STATUS.search(unicodedata.normalize("NFKC", words).casefold()))


def is_question(words: str) -> bool:
    """Whether the words ask for a way to do something."""
    clean = unicodedata.normalize("NFKC", words).strip().casefold()
    return bool(CHINESE.search(clean) or ENGLISH.match(clean))
