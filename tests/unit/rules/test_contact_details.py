"""Telephone numbers and personal addresses are found in texts; nothing else is taken for one."""

from __future__ import annotations

import pytest

from planbook.prose_numbers.script import normalise
from planbook.rules.contact_details import find_contact_details, may_have_contact_details

DETAILS = """\
电话 [13800138000]
请打[１３８００１３８０００]
手机[138 0013 8000]
[138-0013-8000]
[+86 13800138000] 找他
call [+86 571 5550 0116]
[0571-88881234]
[(0571) 8888 1234]
[010-62345678]
[+49 170 1234567]
[+49 69 12345678].
[+1 212 555 0100]
[+8613800138000]
[+491701234567]
[+44 20 7946 0958]
tel [0170 1234567]
Phone: [069/12345678]
call me on [212-555-0100]
电话：[88881234]
write to [bea.stone@gmail.com]
发到 [lin_hai@163.com]。
mailto:[x@outlook.de] or [y@gmx.net], [z@yahoo.co.uk]
他的手机是[13912345678]，晚上打，或 [a@qq.com]""".splitlines()

OTHER = """\
订单 20260901123456
2026-09-10
销售额 13,800,138,000 元
订单号：13800138000
INV-13800138000
400-810-8888
2026.07.31 300
1850000
QQ 123456789
3.1 10000000000
税号 91330100123456789X
(+20%) 360,000
+12,000,000 元
+2000000000 元
+12 000 000
13800138000 元
合计 13800138000
CNY 13800138000
bea@clearstone.example
bea@outlook.clearstone.example
https://x.example/13800138000
https://wa.me/8613800138000
2026-07-01 - 2026-09-30
order 13800138000
call on 2026-07-14 at 10:00
电话 2026-08-21 打过
phone sales rose by 1200000 units
0.138001380001
contract no. 010-62345678
8:30-12:00 13:30-17:30
1385 1300 2200 1000
ISBN 978-3-16-148410-0
DN 13912345678901""".splitlines()


@pytest.mark.parametrize("marked", DETAILS)
def test_contact_details_are_found_where_they_stand(marked: str) -> None:
    text = marked.replace("[", "").replace("]", "")
    assert may_have_contact_details(text)
    found = list(find_contact_details(normalise(text)))
    for start, end in reversed(found):
        text = f"{text[:start]}[{text[start:end]}]{text[end:]}"
    assert text == marked


@pytest.mark.parametrize("text", OTHER)
def test_days_orders_and_amounts_are_no_contact_details(text: str) -> None:
    assert list(find_contact_details(normalise(text))) == []
