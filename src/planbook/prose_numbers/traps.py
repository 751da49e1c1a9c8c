"""Numbers that are no amounts: of lists, models, telephones, times of day, slogans."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from planbook.prose_numbers.moments import Moment
from planbook.prose_numbers.patterns import Pattern
from planbook.prose_numbers.spans import Span, blank_out

TRAPS = Pattern(
    r"(?:^|(?<=[\s;；。,，:：]))[(（]?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,2})(?:[、)）]"
    r"|[.:：](?![0-9]))"
    r"|^\W{0,3}(?:kr|okr|goal|o|目标)[ -]?[0-9一二三四五]{1,2}[ :：.、)）]"
    r"|[0-9](?:\+[0-9a-z])+(?![0-9%])|[百千万][一-鿿][百千万][一-鿿](?=[”\"]|计划|工程|行动)"
    r"|\b(?:order|invoice|ticket|case|reference|account|part|contract|document|file|policy|serial"
    r"|phone|telephone) (?:number|no\.?|#) ?[0-9]+"
    r"|(?:合同|协议|文件|订单|发票)(?:编?号)?[ :：]?[a-z]{1,6}[0-9/-]{4,}"
    r"|(?<=[〔\[\x00]〕)第?[0-9]+ ?号"
    r"|(?<![0-9])20[0-9]{2} ?[届级款版](?![0-9])"
    r"|每[十百千万]+ ?(?:单|人|件|台|次|户|套|公里|小时|平米)(?![0-9])"
    r"|\bper (?:hundred|thousand|million|[0-9][0-9,]*) [a-z]+"
    r"|[一二两三四五六]类(?=[一-鿿])|(?<![0-9/])[0-9]{1,2}[/.][0-9]{1,2}(?=[:：])"
    r"|第 ?[0-9一二三四五六七八九十百]+(?!季|个?月|周)"
    r"|[#＃] ?[0-9]+|\bno\.? ?[0-9]+|\bnumber (?:one|1)\b"
    r"|(?<![0-9])1[3-9][0-9][ -]?[0-9]{4}[ -]?[0-9]{4}(?![0-9])"
    r"|(?<![0-9.,])(?<![0-9] )0[1-9][0-9]{1,3}(?:[ -][0-9]{3,8}){1,3}(?![0-9])"
    r"|(?<![0-9.,])(?:1-)?[48]00-?[0-9]{3,4}-?[0-9]{3,4}(?![0-9])"
    r"|(?<![0-9])[0-9]{3,4}(?:-[0-9]{3,4}){2}(?![0-9万亿千百])"
    r"|(?<![0-9$])(?<![0-9] )(?![0-9]{3}(?: [0-9]{3})* 000)"
    r"(?<!\bto )\(?[0-9]{3}\)?[- ](?:[0-9]{3}-)?[0-9]{4}(?![0-9%])(?! ?[一-鿿])"
    r"(?! ?[a-z]*(?:units|days|partners))|\+[0-9]{2,3}[ -][0-9 -]{6,}|(?<![0-9])[0-9]{16,}"
    r"|(?<![0-9.])[0-9]{1,2}:[0-9]{2}(?![0-9])|(?<![0-9.])[0-9]{1,2} ?(?:am|pm|a\.m"
    r"|p\.m)(?![a-z])|(?<![0-9.])[0-9]{1,2}点(?:半|钟|整|前|之前|以前|起床|睡)"
    r"|(?<![0-9])1[:：][0-9.]+|\b(?:1|one)[ -](?:on|to|2)[ -](?:1|one)s?\b|一对一|1对1|[一1]v[一1]"
    r"|24 ?小时(?=在线|服务|响应|待命|值班|客服|开|不)|(?<=think )[0-9]+x\b"
    r"|(?<=thinking )[0-9]+x\b|(?<=going )[0-9]+x\b|\b(?:10|100)x(?= (?:thinking|mindset"
    r"|growth|better|impact|engineer))|365天|(?<![0-9/])[1-9][0-9]/[1-9][0-9](?![0-9/])"
    r"|360[ -]?(?:度|degrees?|°)|7[×x*]24|24[×x*/]7|\b996\b|\b[0-9]{1,2}s(?:管理|现场|店)"
    r"|[45]s店|[2345]g(?![a-z])|3d(?![a-z])"
    r"|(?:100|110|120|150|200|1000) ?(?:%|percent|per cent)? ?(?:的?(?:投入|努力|热情|用心|精力"
    r"|状态|干劲|劲头|激情|专注|责任心|信心)|committed|commitment|effort|focus|dedication|behind"
    r"|attention"
    r"|energy|of (?:ourselves|my|our|themselves))"
    r"|\b(?:give|giving|put in|bring|with) (?:it )?(?:our |my )?1[0-9]0 ?(?:%|percent"
    r"|per cent)(?! (?:of|more|growth|increase))|百分(?:之)?百(?=投入|努力|用心|热情|的?精力"
    r"|的?责任|的?状态)|百分百|百分之一百二十"
    r"|[一二三四五六七八九十两0-9]大(?=[一-鿿])(?!于|客|型|幅)"
    r"|[一二三四五六七八九十两1-9]个(?=平台|场景|体系|阵地|高地|机制|自信|坚持|方面|维度|确保"
    r"|抓手|重点|方向|面向|阶段|步骤|层面|板块|支柱|引擎|意识|统一|全面|聚焦|围绕|转变|基本点"
    r"|中心|结合|导向|加强|提升|强化|工程|行动|清单|原则|环节|关键|台阶|大台阶|新台阶|不|凡是"
    r"|必须|到位|一)"
    r"|(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}) ?楼(?![盘宇])|[0-9]{3,4}(?=(?:会议|教|办公)?室)"
    r"|\b(?:floors|rooms) [0-9]+(?:, [0-9]+)*(?: ?(?:and|or|to|&|-) ?[0-9]+)*"
    r"|\b(?:gates|lines|levels|plants|phases|stores|sites|zones|chapters|sections) [0-9]{1,2}"
    r"(?:, [0-9]{1,2})* ?(?:and|or|&) ?[0-9]{1,2}(?![0-9%,.])|\broom [0-9]{1,4}[a-z]?(?![0-9])"
    r"|[一二三四五六七八九0-9] ?号(?=楼|线|产线|仓|店|厂|门|车间|机|馆|文|生产)"
    r"|(?<![第分0-9])[一二三四五](?<!十)期(?!款|付|限)|(?<!第)[1-5]期(?=项目|工程|厂|建设|产线|$)"
    r"|(?<![0-9])[0-9]+倍速"
    r"|(?<![0-9十百千])[0-9十百千]+倍的?(?=价值|努力|用心|体验|惊喜|快乐|付出|回报)"
    r"|[一二三四五六七八九]分靠"
    r"|\b(?:ten|10|100|a hundred) times (?:more |the |as )?(?=value|better|impact|harder|smarter"
    r"|much)"
    r"|(?<![0-9.])[0-9]{1,4} ?(?:人|名成员|名员工)的?(?:团队|小组|班组|队伍|编制|部门|规模|大军)"
    r"|\b[0-9]{1,4}(?:-(?:person"
    r"|strong|member|people|man|store|country|site)"
    r"| (?:person|member|man))(?![a-z])(?=[ -][a-z])"
    r"|(?<![一二三四五六0-9])[一二三四五六0-9]+线(?:城市"
    r"|市场"
    r"|品牌|员工|人员|团队|销售|客服|经理|门店)"
    r"|(?<=型号)[ :：]?[0-9]+|(?<![0-9])[0-9]+型(?!号)|(?<![0-9.])[0-9.]+ ?版本?(?!面|权)"
    r"|(?<!to )(?<!by )(?<!at )(?<!of )(?<!from )(?<=[a-z] )[0-9]{1,2}\.0(?![0-9%])(?! ?(?:%"
    r"|percent|points|million|billion|bn|stars?|[km]\b|x\b))|版本 ?[0-9.]+|(?:编号|工号|合同号"
    r"|单号|单据|文号|项目号)[ :：]?[a-z0-9-]+(?:/[a-z0-9\x00-]+)*"
    r"|\b(?:phase|tier|level|line|item|step|version|room|floor|gate|type|class|cohort|stage"
    r"|series|sprint|batch|wave|region|zone|section|chapter|article|clause|priority|appendix"
    r"|label|lot|gen|generation|industry|district|slide|module|scope|warehouse"
    r"|(?<=[a-z] )(?:plant|building|store|site|project|track|page|rule|option|grade|table|team"
    r"|area|release|case|group|model|objective))"
    r"[ -]?#?[0-9]{1,2}(?:\.[0-9]+)*[a-z]?(?![0-9%,.kmb])(?! ?(?:%|percent|new|more|additional"
    r"|points))"
    r"|\b(?:iso|windows|office|python|java|agenda|highway|route|web|formula|ticket|order no\.?"
    r"|invoice|po|contract|catch)[ -]?#?[0-9]+(?:\.[0-9]+)*(?![0-9%])(?! ?(?:%|percent|new"
    r"|more))"
    r"|(?:版|届|工业) ?[0-9]\.0|\b[0-9]\.0\b(?! ?%)(?=[ ]?(?:era|时代|战略|模式|转型|升级"
    r"|strategy))"
    r"|(?:做|打)到?(?:100|120|一百)分(?![钟之])|(?:上午|下午|晚上|早上|中午"
    r"|傍晚) ?[0-9一二三四五六七八九十]{1,2} ?点"
    r"|[两三]方(?![米案式面])|(?:十|百|千|百万|千万|亿|万)级(?=[一-鿿])|一些"
    r"|一点(?![零一二三四五六七八九0-9])|一下(?![半季月周年旬属降调])"
    r"|\bnet[- ]zero\b"
    r"|\bzero[- ](?:tolerance|sum|based|waste|trust)\b|零(?:容忍|距离|基础|碳)|(?<=, )100 ?%[.!]?$"
    r"|^(?:plant|store|site|team|shop|line|unit|region) [0-9]{1,2}(?= (?:to|should|will|must|is"
    r"|has|needs)\b|:)"
    r"|(?:从|由)(?:0|零)(?:到|至)(?:1|一)|\b(?:from )?(?:zero|0) to (?:one|1)\b|\bone in (?:two"
    r"|three|four|five|six|seven|eight|nine|ten|[0-9]+)\b|\b(?:one|two|three|four|five"
    r"|[1-7])-stars?\b|\bone[ -]stop\b|\bone (?:team|voice|step|another|day(?! (?:earlier|later"
    r"|sooner|faster|less|shorter|off))|place|of|by)\b"
    r"|\bsecond to none\b|\btwo-way\b|\bthree-dimensional\b"
    r"|(?<![一二两三四五六七八九十百千万])[一二两三四五六七八九十百千万]+(?:方百计|众一心|事|步"
    r"|流|体化|般|定|切|直|起|致|样|下子"
    r"|时|些|点点|片|线|把手|站式|揽子|批|系列)"
    r"|\b(?:18|35|45|50|60|65)(?:岁|周岁|-year)|[0-9]0后(?=员工|经理|同事|干部|店长|骨干|团队"
    r"|群体|消费|用户|人|$)"
    r"|\b(?:a|an|my|first|the|your) (?:first )?(?:5|10|21|42|50|100)k\b(?! (?:users|followers"
    r"|subscribers))|\b(?:5|10)k (?:run|race)\b|(?<![0-9])(?:5|10)(?:公里|km)(?=跑|用时|成绩"
    r"|配速|时间)"
)
_RUNNING = Pattern(
    r"今年度?|本年度?|本季度?|这个?季度?|本月|这个?月|(?:in )?this (?:year|quarter|month)|so far"
)
MODEL = Pattern(
    r"(?<![A-Za-z])[A-Za-z]{0,20}[a-z][A-Z][A-Za-z]{0,20} [0-9]+(?![0-9.,%])"
    r"|(?<![A-Za-z])[A-Z][A-Za-z]{0,9}-[0-9]+[A-Za-z0-9]*(?:[-/][0-9]+)*|(?<![A-Za-z0-9.])[0-9]+[A-Z]{2,}[0-9]+"
    r"|(?<![A-Za-z0-9.])[0-9][ACDEFGIJNOPQRSUVXYZ](?![A-Za-z0-9])"
)


def without_traps(text: str, original: str, moments: Sequence[Moment]) -> str:
    r"""Return ``text`` with words of time, list numbers, model numbers and the like blanked out.

    ``\x00`` stands for any, ``\x01`` for words that say how often, ``\x03`` for the past, ``\x02``
    for numbers that are no amounts.
    """
    frequencies = [moment.span for moment in moments if moment.part == "frequency"]
    starts = [one.days.first for one in moments if one.part == "deadline" and one.days]
    latest = max(starts, default=date.min)
    past = [
        moment.span for moment in moments if moment.part == "past" or _is_over(text, moment, latest)
    ]
    models = [Span(*match.span()) for match in MODEL.finditer(original)]
    cleared = blank_out(text, (moment.span for moment in moments))
    for spans, blank in ((frequencies, "\x01"), (past, "\x03"), (models, "\x02")):
        cleared = blank_out(cleared, spans, blank)
    traps = [Span(*match.span()) for match in TRAPS.finditer(cleared)]
    return blank_out(cleared, traps, "\x02")


def _is_over(text: str, moment: Moment, latest: date) -> bool:
    """Return whether a running period is only looked back on: 今年 31%，明年更好.

    ``latest`` is the first day of the last period that the sentence names.
    """
    days = moment.days
    if moment.part != "deadline" or moment.strength > 2 or days is None:
        return False
    return _RUNNING.fullmatch(moment.span.of(text)) is not None and latest > days.last
