"""Hidden mentions: an id is taken out in whatever spelling it stands, and nothing else is."""

from __future__ import annotations

import time

import pytest

from builders.handbooks import builtin_kinds
from planbook.linking.hidden_mentions import (
    _HARMLESS,
    HiddenMentions,
    _flat,
    find_hidden_names,
    with_hidden,
)
from planbook.model.document import Key

SECRET = Key("goal", "secret-deal")
HIRE = Key("person", "secret-hire")
OPEN = Key("goal", "secret-deal-2")
FILES = {
    "content/goals/deal.yaml": (SECRET,),
    "content/goals/open.yaml": (OPEN,),
    "content/handbook/评估.md": (Key("chapter", "c"),),
}
MENTIONS = HiddenMentions(
    builtin_kinds(),
    find_hidden_names((SECRET, HIRE, OPEN, Key("chapter", "c")), (OPEN,), FILES),
)


def without(text: str) -> str:
    return MENTIONS.without(text, "content/people")


ODD = [
    "_goal:secret-deal_",
    "*goal:secret-deal*",
    "a-goal:secret-deal",
    "goal:secret-deal_",
    "goal:_secret-deal_",
    "goal:**secret-deal**",
    "goal:`secret-deal`",
    'goal:"secret-deal"',
    "goal:<b>secret-deal</b>",
    "goal:<secret-deal>",
    "goal:\u200bsecret-deal",
    "go\u00adal:secret\u2060-deal",
    "goal&colon;secret-deal",
    "goal&#58;secret-deal",
    "goal&#x3A;secret-deal",
    "goal&amp;colon;secret-deal",
    "goal%3Asecret-deal",
    "goal%253Asecret-deal",
    "goal\\:secret\\-deal",
    "[w](goal\\:secret-deal)",
    "[w](goal:secret-deal 'title')",
    "![w](<goal:secret-deal>)",
    "<goal:secret-deal>",
    "[w]: goal:secret-deal",
    "GOAL:Secret-Deal",
    "ｇｏａｌ：ｓｅｃｒｅｔ－ｄｅａｌ",
    "%EF%BC%87oal /goals/secret-deal",
    "goal：secret-deal",
    "goal:secret‑deal",
    "目标goal:secret-deal的进展",
    "goal:goal:secret-deal",
    "goal:secret-deal-and-more",
    "/goals/secret-deal/index.html",
    "/goals/secret-deal",
    "goals/secret-deal/",
    "../../goals/secret-deal/index.html",
    "https://handbook.example/en/goals/secret-deal/?x=1#top",
    "api/v1/goals/secret-deal.json",
    "%2Fgoals%2Fsecret-deal%2F",
    "&sol;goals&sol;secret-deal",
    "/GOALS/SECRET-DEAL/",
    "/people/secret-hire/one-on-one/",
    "/months/2026-08/secret-hire/",
    "[w](/goals/secret-deal/index.html)",
    '<a href="goal:secret-deal">w</a>',
    "goal<b>:</b>secret-deal",
    "goal<!-- x -->:secret-deal",
    "g<b>oa</b>l:secret-deal",
    "goal:sec<b>ret</b>-deal",
    "goal:secret-<!-- x -->deal",
    "goal:**secret**-deal",
    "goal:secret-_deal_",
    "goal:[secret]-deal",
    "goal:“secret-deal”",
    "goal:「secret-deal」",
    "goal::secret-deal",
    "goal:$secret-deal",
    "goal:&ldquo;secret-deal",
    "goal%252525253Asecret-deal",
    "goal%25252525252525%33Asecret-deal",
    "goal&amp;amp;amp;amp;amp;amp;colon;secret-deal",
    "goal&amp;#58;secret-deal",
    '<a href="goal&#000000000000058;secret-deal">w</a>',
    "goal&#x00000000000003a;secret-deal",
    "gоal:secret-deal",
    "goal:s\u20ddecret-deal",
    "goal︰secret-deal",
    "goal܃secret-deal",
    "goal᛬secret-deal",
    "goal:secret֊deal",
    "goals╱secret-deal",
    "[w](/goals\\secret-deal\\)",
    "[w](/goals/./secret-deal/)",
    "[w](/goals/secret-deal-2/../secret-deal/)",
    "[w](/months/2026-08/./secret-hire/)",
]


@pytest.mark.parametrize("text", ODD)
def test_an_id_is_taken_out_in_odd_spellings(text: str) -> None:
    left = without(f"before {text} after")
    plain = left.replace("\u200b", "").replace("\u2060", "").replace("\u00ad", "").casefold()
    for word in ("secret", "deal", "hire", "ｓｅｃ"):
        assert word not in plain, left
    assert left.startswith("before ")
    assert left.endswith(" after")


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See [the deal](goal:secret-deal).", "See the deal."),
        ("See [the *big* [deal]](goal:secret-deal).", "See the *big* [deal]."),
        ("![chart](goal:secret-deal) after", "chart after"),
        ("See _goal:secret-deal_ first.", "See  first."),
        ("See <goal:secret-deal>.", "See ."),
        ("[a][x]\n\n[x]: goal:secret-deal\n\nend", "[a][x]\n\n\nend"),
        ("note[^1]\n\n[^1]: As goal:secret-deal says.", "note[^1]\n\n[^1]: As  says."),
        ("See /goals/secret-deal/index.html.", "See ."),
        ("[goal:secret-deal](goal:secret-deal)", ""),
        ("[![alt](pictures/a.png)](goal:secret-deal)", "![alt](pictures/a.png)"),
        ("见[附件](../goals/deal.yaml)。", "见附件。"),
        ("见评估.md。", "见。"),
        ("goals/deal.yaml and ../goals/deal.yaml#part", " and "),
    ],
)
def test_of_a_link_the_words_stay(text: str, left: str) -> None:
    assert without(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "The deal is secret.",
        "goal:secret-deal-2 and [w](goal:secret-deal-2)",
        "/goals/secret-deal-2/",
        "See [open](../goals/open.yaml) and goals/open.yaml.",
        "review:secret-deal is another kind",
        "Goal: secret-deal is a word here",
        "目标：提升渠道销售额。",
        "a/b, c:d, 12:30, x.md",
        "AT&amp;Tests &amp;amp; 100%25 [goal]: <b>secret</b>-deal, a_b_c: *d*",
        "\\*not emphasized\\* &amp; 100 %",
    ],
)
def test_other_words_stay_as_they_were_written(text: str) -> None:
    assert without(text) == text


@pytest.mark.parametrize(
    "opener",
    [
        "[", "](", "[x](", "![", "(", "<", "goal:", "goal:<", "/goals/", "goal:secret-", "a-",
        ".md", "x.md/", "&colon;", "%3A", "\\", "\\[", "[a]: ", "\n[a]: goal:secret-deal", "_goal:",
        "goal:secret-deal ", "[w](goal:secret-deal)", "months/2026-08/", "\u200b", "ｇ", "goal****",
        "goals//", "&", "goal:secret-deal_", "[w](/goals/secret-deal ", "deal.yaml", "：",
        "&amp;", "amp;", "%25", "_", "*", "<b", "<b>", "goal<b>", "goal:x/../", "goal:$", "goal_",
    ],
)  # fmt: skip
def test_the_time_is_linear_in_the_text(opener: str) -> None:
    text = opener * (200_000 // len(opener))
    began = time.process_time()
    left = without(f"goal:secret-deal {text}")
    assert time.process_time() - began < 4
    assert not left.startswith("goal:secret-deal")


@pytest.mark.parametrize(
    "text",
    [
        "<goal:secret-deal#here>",
        "<a href='goal:secret-deal#here'>x</a>",
        "goal:secret-deal#here",
        "[x](../goals/deal.yaml#here)",
        "[x](goal:secret-deal#here)",
    ],
)
def test_the_heading_of_what_is_hidden_goes_with_it(text: str) -> None:
    left = without(text)
    assert "secret-deal" not in left
    assert "here" not in left


def test_a_word_that_is_passed_over_at_first_sight_can_name_nothing() -> None:
    passed = [sign for sign in map(chr, range(0x11_0000)) if _HARMLESS.fullmatch(sign)]
    changed = {sign: _flat(sign) for sign in passed if sign not in ".%"}
    assert not [sign for sign, flat in changed.items() if set(flat) & set(":/\\&%.")]
    assert 20_000 < len(passed) < 22_000
    assert not any(map(_HARMLESS.fullmatch, ("q3.md", "team%3Aeast", "a:b", "。.yaml", ".c")))
    assert all(map(_HARMLESS.fullmatch, ("up 3.5 % on 2025.", "按计划推进，覆盖 3 倍缺口。")))


@pytest.mark.parametrize(
    ("path", "named"),
    [
        ("content/goals/deal.yaml", True),
        ("plans/content/goals/deal.yaml", True),
        ("content/people/secret-hire/goals/q3.yaml", True),
        ("content/staff/secret-hire/q3.yaml", True),
        ("content/other/secret-deal.yaml", True),
        ("content/other/Secret-Deal.yaml", True),
        ("content/other/secret-deal-notes.yaml", True),
        ("content/goals/open.yaml", False),
        ("content/other/secret-deal-2.yaml", False),
        ("content/other/no-secret-deal.yaml", False),
        ("content/people/ann/goals/q3.yaml", False),
    ],
)
def test_the_path_of_a_file_may_name_what_is_hidden(path: str, named: bool) -> None:
    assert MENTIONS.are_in_path(path) is named


def test_what_a_handbook_held_once_is_hidden_like_what_it_holds() -> None:
    names = find_hidden_names((OPEN,), (OPEN,), {"content/goals/open.yaml": (OPEN,)})
    gone = [(SECRET, "content/goals/deal.yaml"), (HIRE, "")]
    mentions = HiddenMentions(builtin_kinds(), with_hidden(names, gone))
    text = "goal:secret-deal goal:secret-deal-2 person:secret-hire goals/deal.yaml goals/open.yaml"
    assert mentions.without(text, "content").split() == ["goal:secret-deal-2", "goals/open.yaml"]
