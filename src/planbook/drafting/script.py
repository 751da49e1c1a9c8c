"""One way of writing: full-width to half-width, traditional to simplified, small letters."""

from __future__ import annotations

import re

_PAIRS = (
    "萬万與与專专業业絲丝兩两個个箇个臨临為为爲为舉举習习爭争於于虧亏產产産产畝亩億亿僅仅從从"
    "侖仑崙仑倉仓價价眾众衆众優优夥伙會会傳传體体餘余脩修債债儲储兒儿圓元剋克蘭兰關关養养內内"
    "冊册寫写農农鼕冬沖冲衝冲決决凈净淨净減减幾几憑凭齣出擊击劃划則则創创製制辦办務务動动勞劳"
    "勢势區区醫医韆千昇升陞升單单賣卖佔占盧卢捲卷廠厂厤历曆历歷历壓压釐厘縣县參参蔘参雙双發发"
    "髮发變变隻只檯台臺台颱台號号閤合衕同後后嚮向曏向噸吨獃呆員员週周響响迴回團团糰团圍围國国"
    "聖圣場场塊块堅坚壯壮處处備备復复複复夠够頭头奬奖獎奖婦妇學学實实審审傢家賓宾對对導导將将"
    "侷局層层屆届嵗岁歲岁崗岗幣币佈布師师帶带並并併并慶庆牀床庫库應应廢废開开張张強强噹当當当"
    "彔录錄录録录誌志態态總总願愿戰战戶户託托擴扩報报撥拨擠挤損损據据攬揽攝摄攢攒敎教數数斬斩"
    "旂旗時时曠旷晉晋機机條条來来盃杯闆板構构標标棟栋樣样覈核樁桩樓楼歐欧畢毕匯汇彙汇滙汇註注"
    "瀏浏潤润漲涨遊游滯滞滿满點点熱热狀状獻献環环現现電电盞盏蓋盖盤盘碼码確确禮礼離离鞦秋種种"
    "積积穩稳筆笔簽签籤签簡简類类醣糖係系繫系纍累約约級级紙纸綫线線线組组織织終终經经結结繞绕"
    "給给絕绝絶绝統统績绩續续維维編编縮缩網网羣群職职聯联腳脚緻致節节獲获穫获營营裝装觀观規规"
    "視视覽览計计訂订認认讓让訓训論论設设訪访証证證证評评識识訴诉詞词試试誕诞誤误讀读課课調调"
    "貝贝負负貢贡財财責责賬账貨货質质購购費费資资賺赚賽赛讚赞贊赞趕赶躍跃躋跻車车轉转輪轮輕轻"
    "載载較较輔辅輛辆輸输邊边達达過过還还這这進进遲迟選选遞递踰逾裏里裡里針针鍼针鈡钟鍾钟鐘钟"
    "錢钱銖铢鋪铺銷销錯错鍵键鎭镇鎮镇鎊镑長长門门閉闭問问間间閱阅閲阅隊队陽阳階阶麪面麫面麵面"
    "韓韩頁页頃顷項项須须鬚须頓顿預预領领頻频顆颗題题額额餅饼舘馆館馆馬马駐驻驗验騎骑驟骤黃黄"
    "齡龄"
)


def normalise(text: str) -> str:
    """Return ``text`` letter for letter in half-width, simplified characters and small letters.

    The length stays, so that a place in the result is the same place in ``text``.
    """
    commas = _FULL_COMMA.sub(",", text)
    return "".join(map(_letter, commas))


_FULL_COMMA = re.compile(r"(?<=[0-9０-９])，(?=[0-9０-９]{3}(?![0-9０-９]))(?=[０-９])")
_DASHES = "‐‑‒–—―−－"
_SIMPLIFIED = dict(zip(_PAIRS[::2], _PAIRS[1::2], strict=True))


def _letter(letter: str) -> str:
    if letter in _SIMPLIFIED:
        return _SIMPLIFIED[letter]
    code = ord(letter)
    if letter in _DASHES:
        return "-"
    if letter in "’‘":
        return "'"
    if letter in "～〜∼":
        return "~"
    if code in (0x3000, 0xA0, 0x2009, 0x202F, 9, 0x2002, 0x2003):
        return " "
    if 0xFF01 <= code <= 0xFF5E and letter not in "，；：！？（）":
        letter = chr(code - 0xFEE0)
    elif letter == "￥":
        letter = "¥"
    lowered = letter.lower()
    return lowered if len(lowered) == 1 else letter
