"""One way of writing: half-width, simplified characters and small letters."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

# The traditional characters of the words that the rules know, each before its simplified form.
# A library for all characters (OpenCC) reads no statement otherwise; see docs/drafting.md.
_PAIRS = (
    "萬万與与專专業业東东絲丝兩两個个箇个臨临為为爲为舉举習习書书爭争於于虧亏雲云亞亚"
    "產产産产畝亩億亿僅仅從从侖仑崙仑倉仓們们價价眾众衆众優优夥伙會会傳传傷伤體体餘余"
    "脩修債债儲储兒儿圓元剋克蘭兰關关養养內内冊册寫写軍军農农鼕冬沖冲衝冲決决凈净淨净"
    "準准減减湊凑幾几憑凭齣出擊击劃划則则創创別别彆别製制辦办務务動动勞劳勢势區区醫医"
    "韆千昇升陞升華华協协單单賣卖佔占盧卢捲卷廠厂厤历曆历歷历壓压釐厘廈厦縣县參参蔘参"
    "雙双發发髮发變变隻只檯台臺台颱台號号閤合衕同後后嚮向曏向噸吨獃呆員员週周響响迴回"
    "團团糰团圍围國国聖圣場场塊块堅坚壯壮處处備备復复複复夠够頭头奬奖獎奖婦妇學学寧宁"
    "甯宁實实審审傢家賓宾對对導导將将儘尽盡尽侷局層层屆届嵗岁歲岁崗岗島岛幣币佈布師师"
    "帶带蓆席幹干榦干並并併并廣广慶庆牀床庫库應应廢废開开張张強强噹当當当彔录錄录録录"
    "誌志態态總总願愿戰战戶户紮扎託托執执擴扩報报撥拨擠挤綑捆損损換换據据攬揽攝摄撐撑"
    "攢攒敎教數数斬斩斷断旂旗時时曠旷崑昆顯显晉晋麯曲麴曲機机桿杆條条來来盃杯鬆松闆板"
    "極极構构標标棟栋樣样覈核樁桩樓楼歐欧畢毕匯汇彙汇滙汇漢汉瀋沈註注濟济瀏浏潤润漲涨"
    "遊游灣湾滯滞滿满點点熱热狀状獻献環环現现電电盞盏蓋盖盤盘碼码礎础確确禮礼離离鞦秋"
    "種种積积穩稳筆笔簽签籤签簡简類类醣糖係系繫系纍累約约級级紙纸綫线線线組组終终經经"
    "結结繞绕給给絕绝絶绝統统績绩續续維维編编縮缩網网羣群職职聯联肅肃腳脚騰腾緻致節节"
    "囌苏甦苏蘇苏獲获穫获營营懞蒙濛蒙矇蒙慮虑裝装觀观規规視视覽览計计訂订認认讓让訓训"
    "許许論论設设訪访証证證证評评識识訴诉詞词試试誕诞誤误讀读課课調调貝贝負负貢贡財财"
    "責责賬账貨货質质購购貴贵費费資资賦赋賺赚賽赛讚赞贊赞趕赶躍跃躋跻車车轉转輪轮輕轻"
    "載载較较輔辅輛辆輸输辯辩邊边遼辽達达遷迁過过還还這这進进違违連连遲迟適适選选遞递"
    "踰逾鄭郑埰采寀采採采裏里裡里鑑鉴鑒鉴針针鍼针鈡钟鍾钟鐘钟錢钱銖铢鋪铺銷销錯错鍵键"
    "鎭镇鎮镇鎊镑長长門门閉闭問问間间閱阅閲阅隊队陽阳陣阵階阶陝陕麪面麫面麵面韓韩頁页"
    "頂顶頃顷項项須须鬚须頓顿預预領领頻频顆颗題题額额餅饼舘馆館馆馬马駐驻駕驾驗验騎骑"
    "驟骤黃黄齡龄龍龙"
)
_SIMPLIFIED: Mapping[str, str] = MappingProxyType(dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True)))
_DASHES = "‐‑‒–—―−－"
_BLANKS = "\t\u00a0\u2002\u2003\u2009\u202f\u3000"
_KEPT = "，；：！？（）"  # clauses end with them; their half-width forms stand in numbers and names
_THOUSANDS = re.compile(r"(?<=[0-9０-９])，(?=[０-９]{3}(?![0-9０-９]))")


def normalise(text: str) -> str:
    """Return ``text`` letter for letter in half-width, simplified characters and small letters.

    The length stays, so that a place in the result is the same place in ``text``.
    """
    return "".join(map(_letter, _THOUSANDS.sub(",", text)))


def _letter(letter: str) -> str:
    if letter in _SIMPLIFIED:
        return _SIMPLIFIED[letter]
    if letter in _DASHES:
        return "-"
    if letter in _BLANKS:
        return " "
    if letter in "’‘":
        return "'"
    if letter in "～〜∼":
        return "~"
    if letter in "○◯":
        return "〇"
    if letter == "￥":
        return "¥"
    if "！" <= letter <= "～" and letter not in _KEPT:
        letter = chr(ord(letter) - 0xFEE0)
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter
