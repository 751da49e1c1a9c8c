"""The words around an amount that tell what it is to the sentence.

Patterns only. ``…_BEFORE`` ones end where the amount begins, ``…_AFTER`` ones begin where it ends.
They are matched against normalised text in which words of time are blanked out: ``\\x00`` stands
for any, ``\\x01`` for one that says how often, ``\\x03`` for the past.
"""

from __future__ import annotations

import re

HEDGE = (
    r"(?:大约|大概|差不多|估计|也就|每[人月天家店日周年单]|人均|\x01|约为?|近|将近|接近|至少"
    r"|最少|起码|不少于|不低于"
    r"|不高于|不超过|不多于|超过|高于|低于|少于|多于|大于|小于|整体|平均|合计|累计|总计|全部"
    r"|全年|其余|再|共|各|达|了|出"
    r"|about|around|at least|at most|roughly|approximately|an? (?:average|total|minimum) of"
    r"|an? (?:additional|extra|further)|another|no (?:more|less|fewer|later) than|more than"
    r"|less than|fewer than|over|under|below|above|up to|some|"
    r"an?|the|its|all|only|just|nearly|almost|exactly|another|additional|or|≥|≤|>=|<=|>|<|=|\+"
    r"|:|：|\(|（|为|是|在|[ ~约\x02])*"
)
LEVEL_BEFORE = re.compile(
    r"(?:跑进|游进|做进|缩进|达到了?|达成|达至|达|至|到|做到|突破|冲刺|冲击|冲上?|冲到|超过"
    r"|控制在|保持在|维持在|压在|卡在|限制在|限定在|摁在|按在|锁在|守在"
    r"|稳定在|稳在|守住|不低于|不少于|不高于|不超过|低于|高于|少于|多于|大于|小于|(?:率|占比"
    r"|比例|份额|数量|总数|总额|金额|数)(?:要?为|是|在)|占比|共计?|合计|累计|总计"
    r"|(?<![期届未圆])满|[别不][得能可许准要应会]?再?(?:超|多于|跌破|突破)|目标(?:为|是|值)?"
    r"|(?:压缩|缩短"
    r"|[缩减降变改调做])成|变为|降为|升为|增为"
    r"|最多|至多|最长|最久|最慢|上限(?:是|为)?|\bat most|\bcapped at|\bmax\.?|\b(?:to|at"
    r"|reach(?:es|ing)?"
    r"|hit(?:ting)?"
    r"|achiev(?:e|es|ing)|attain(?:ing)?"
    r"|exceed(?:ing)?|surpass(?:ing)?|into|above|below|under|over|beyond|at least|within|(?:less"
    r"|fewer|more|better|longer|higher|later) than|target(?: is|:| of)?|(?:should|must|shall|will"
    r"|to) be|stays?|remain"
    r"|past|cross(?:ing)?|\b(?:end"
    r"|finish|close|exit|be|up)(?: the [a-z]+)? with|(?:no|not) (?:more|less|fewer|longer|higher"
    r"|lower) than"
    r"|scor(?:e|ing))"
    r"|[≥≤<>=→]|\x00 with|->|=>)" + HEDGE + r"$"
)
CHANGE_BEFORE = re.compile(
    r"(?:提升|提高|增长|增加|上升|上涨|新增|净增|净新增|扩大|增幅|降幅|涨幅|降低|下降|减少|缩短"
    r"|缩减|压缩|压降|压减|削减|下调|上调|减重|减掉|瘦掉?|减脂|瘦身|增收|降本|快|同比|环比|成长"
    r"|年增|月增|(?<![最至更很许不])多|提|增|涨|升|降|减|砍掉?|砍|压|节约|节省|省下|优化|改善|拉升"
    r"|拉高|同比增"
    r"|高出?"
    r"|\b(?:by|grow|increase|decrease|reduce|cut|raise|up|down|add|gain|lose|boost|lift|drop"
    r"|trim|improve|shave|knock|yoy|an?|with|additional|extra|another|save|lower|slash)"
    r"|\+|-(?=$)|↑|↓)" + HEDGE + r"$"
)
CHANGE_AFTER = re.compile(
    r" ?(?:的|以上的?|左右的?|多)?(?:同比|年度?|环比|净)?(?:增长|提升|增幅|增速|降幅|下降|降低"
    r"|减少|改善|涨幅|上升|跌幅)(?!到|至|率(?:从|由))"
    r"| (?:up|down)\b(?! (?:to|from|by)\b)"
    r"| (?:above|below|ahead of) (?=[\x00\x03]|last|the (?:same|prior|previous))"
    r"| (?:off|out of) (?:the|our|every|each|of|its|their)\b"
    r"|(?: points?)? ?(?:(?:year[- ]on[- ]year|year[- ]over[- ]year|yoy|net|annual|overall"
    r"|organic|sales|revenue|or more|or greater|quarterly|sustained) )*(?:increase|growth"
    r"|reduction|decrease|improvement|uplift|rise|drop|lift|gain|decline|cut|saving|boost"
    r"|more|fewer|less|higher|lower|faster|earlier|sooner|shorter|cheaper|better|quicker|bigger"
    r"|larger|smaller)\b(?! [0-9$€£¥])"
)
BASELINE_BEFORE = re.compile(
    r"(?:(?<![至直])(?:从|由|自)|目前|现在|当前|现有|现状|现为|现值|平时|往常|平常|如今|眼下"
    r"|基线值?|基数|基准值?"
    r"|基期|高达|多达|只有|仅有|仅为|不足|只剩|仅剩|低至|停留在|徘徊在|起始值|期初|上期|实际"
    r"|原来|原先"
    r"|原有|去年同期|今年的?|上季度?|本来|起点|较|(?<![占对环同])比(?![例率重])|相比|baseline"
    r"|\bfrom|\bcurrently|\bnow"
    r"|\btoday'?s?|\bcurrent(?: (?:level|rate|figure|value))?"
    r"|(?<!less )(?<!more )(?<!fewer )(?<!greater )(?<!better )(?<!longer )(?<!higher )"
    r"(?<!later )(?<!lower )\bthan|\bexisting"
    r"|(?<!to )(?<!will )(?<!must )(?<!should )\bpresent(?:ly)?"
    r"|\bagainst|\bvs\.?|\bversus|\bwas|\bwere|\bcompared (?:to|with)|\bup from|\bdown from"
    r"|(?<![刚人天])才|\b(?:is|are|at|was|were) only|\bprev(?:ious(?:ly)?)?\b\.?|\bprior\b"
    r"|\bformerly"
    r"|\bbase(?: rate| value| figure)?\b|\binstead of|\brather than|\bas is|\bstarting (?:at|from)"
    r"|\bstands at|\bwe are at"
    r"|\bwe're at|\bsits at|\x03)"
    r"(?:的|是|为|才|只|就|刚|做了|做到|卖了|完成|只有|仅|仅有|有|还是|了|约|大约|大概|差不多"
    r"|估计|也就|平均|每月|水平"
    r"|our|the|an?|its|of|only|just|have|had"
    r"|did|sold|closed|were|stood|made|we(?:'re| are)?|it(?:'s| is)?|level"
    r"|levels|is|at|about|around|roughly|a base of|average|current|today|current(?:ly)?|:|："
    r"|[ (（\x00\x03-])*$"
)
INTENDED = re.compile(
    r"要|将|希望|争取|计划|力争|目标|必须|\b(?:will|to|must|should|shall|want|goal)\b"
)
# "Walked 17 stores and saw a lot": a report begins with what was done.
_DID = (
    r"(?:[a-z]{3,}(?<!ne)(?<!fe)(?<!ce)ed|met|sold|held|saw|did|made|had|got|went|lost|won"
    r"|spent|took|talked to"
    r"|spoke to|heard from|found|heard|felt|learnt|was|were|grew|fell|rose)"
)
REPORTED_BEFORE = re.compile(
    rf"^\W*(?:(?:the|our|this|that|last [a-z]+'s) (?:(?!will|must|should|shall|can|may"
    rf"|to\b)[a-z-]+ ){{1,3}})?"
    rf"{_DID}\b[^,;.0-9]{{0,20}}$"
)
REPORTS_AFTER = re.compile(rf"[^;.0-9]{{0,40}}(?:\b(?:and|but)|,) {_DID}\b")
# 三套降本方案, three cost-saving options: what the counted things are for.
FOR_WHAT_AFTER = re.compile(
    r"[^，,；;。0-9]{0,8}?(?:方案|措施|计划|项目|活动|课程|工具|建议|点子|办法|会议|专题|动作|举措)"
    r"|[ a-z-]{0,24}?\b(?:options|ideas|plans|measures|proposals|projects|actions|workshops"
    r"|initiatives|tools)\b"
)
# What a figure is of; where one stands between two figures, they measure two things.
MEASURED = re.compile(
    r"率|额|量|数|度|分|占比|份额|周期|时长|成本|费|\b(?:rate|share|score|margin|revenue|sales"
    r"|cost|time|number|nps|csat)\b"
)
# "30 days, not 42".
INSTEAD_OF = re.compile(
    r"[^,;.，；。0-9]{0,40}(?:\b(?:instead of|rather than|in place of)|, (?:and )?not|而不是"
    r"|而非) ?(?:the |only |just )?"
    r"(?:current |present |usual |previous )?[$€£¥]?"
)
# "Returns take 9 days; make that 4".
MAKE_THAT = re.compile(
    r" ?[,;.:] ?(?:let's |please |we (?:must|should|will|want to) )?(?:make|get|bring|take|push"
    r"|cut|turn|bump|drop|lift)"
    r" (?:that|it|this|them|those)(?: (?:down |up )?(?:to|into))? ?$"
)
# 86 家门店参加了培训 tells what happened.
HAPPENED_AFTER = re.compile(r"[^，,；;。0-9\x00]{0,10}(?<![为除好])了(?=[一-鿿])")
# "Churn hit 19 accounts, so we need to …": the figure is the reason; and "9 %, which is too high".
GIVES_REASON_AFTER = re.compile(
    r"[^;.0-9]{0,24}, so (?:we|i|they|it|you)(?: really| all)? (?:need|must|have to|should"
    r"|ought|had better"
    r"|want)\b|[^;.0-9]{0,24}, so (?:let|please)\b|[^；;。0-9]{0,16}[，,](?:所以|因此|故"
    r"|要(?=重视|注意|反思))"
    r"|[^；;。0-9]{0,16}[，,](?:这个?)?(?:数字?|数据|成绩|结果|水平)?(?:实在|确实|有点|也)?"
    r"(?:不(?:太|够|大)?(?:好看|理想|满意|像话|行)|难看|[太偏](?:高|低|多|少|差|慢)"
    r"|说不过去|不能接受|让人(?:担心|失望))"
    r"|[^;.0-9]{0,24}, (?:which|that|this|and (?:that|this|it))(?:'s| is| was)?\b[^,;.0-9]{0,20}"
    r"\b(?:not good|happy|unhappy|pleased|proud|too (?:high|low|many|much|few|slow)|unacceptable"
    r"|poor|disappointing|embarrassing)\b"
)
# "I want 70 by Christmas", 要 12 家.
WANTED_BEFORE = re.compile(
    r"(?:\b(?:want|need|would like|'d like|aim(?:ing)? for|shoot(?:ing)? for|go(?:ing)? for"
    r"|target(?:ing)?"
    r"|expect|looking for|see|happy with|content with|satisfied with|settle for)"
    r"|(?<![重主需必只还不])要|想要|希望有|争取|力争|目标|确保)(?: to (?:see|have|get|be at))?"
    r"(?: about| around| at least| another|至少|约|有)? ?$"
)
# "Ship the 45 sets": a verb and its object, which is no mere scope.
OBJECT_BEFORE = re.compile(
    r"(?:^|[:;,] |\b(?:to|and|will|must|please) )\W*(?!(?:with|in|at|for|from|by|of|across"
    r"|among|over|between|serve"
    r"|support|manage)\b)[a-z]+(?: out| up| off| down)? (?:all )?(?:the|these|those|our) $"
    r"|(?:清空|清理|清掉|清完|处理|关闭|解决|结清|办结|完成|修复|回访|更换|验收|盘点|核对|补齐"
    r"|签回|收回|消化"
    r"|整改|追回|退还|归还|寄出|发出|撤掉|替换)[^，,；;。0-9]{0,10}的 ?$"
)
GOES_ON_BEFORE = re.compile(
    r"^[ ]?(?:同比|环比|较上|(?:which (?:is|was) )?(?:up|down)\b(?! (?:to|from|by)\b))[^0-9]{0,12}$"
)
ACHIEVED_BEFORE = re.compile(
    r"\b(?:we|they|i|he|she|it) (?:have |had |has )?(?!need|feed|exceed|proceed|succeed|speed)"
    r"(?:[a-z]+ed|made|got|had|took|built|ran|were)\b[^,;.0-9]{0,20}$|\b(?:grew|rose|fell|dropped"
    r"|sold|lost|achieved|reached|won|managed|did|climbed|went (?:up|down)|gone (?:up"
    r"|down))\b[^,;.0-9]{0,20}$"
    r"|\balready\b[^,;.0-9]{0,16}$|已经?(?:达到?|做到|到|有|完成|实现|签下?"
    r"|突破)[^，,；;。0-9]{0,6}$"
)
COMPARES_BEFORE = re.compile(
    r"(?:比|较|相比|对比|同比|环比|在|于|从|以|按|\b(?:than|over|on|vs\.?|from|of|the|against|to"
    r"|since"
    r"|beat))[ ]?(?:the )?$"
)
COMPARES_AFTER = re.compile(r"(?:的?(?:同期)?(?:的)?(?:基础|水平|数据|实际)|相比|\'s)")
BASELINE_AFTER = re.compile(
    r"(?: per [a-z]+| an? [a-z]+| of (?:the |our |all )?[a-z]+(?: [a-z]+)?)? ?[(（]?(?:now"
    r"|today|currently|at present|at the moment|right now"
    r"|as of today|so far"
    r"|at the start|actual)\b"
    r"|[(（]?(?:目前|现在|当前|现状|实际)(?![^，,；;。]{0,4}[0-9])"
)
TARGET_AFTER = re.compile(r" ?[(（]?(?:target|goal|目标)\b ?[)）]?")
COMPARED_BEFORE = re.compile(
    r"(?:(?<!计)较|(?<![占对环同配])比(?![例率重])|\bthan|\bagainst|\bvs\.?|\bversus"
    r"|\bcompared (?:to"
    r"|with))[^\x03,，]{0,12}$"
)
TO_NEXT = re.compile(
    r"(?:左右|以上|人|/|的|水平|每[月天周年]|一?直?|\(.{0,12}\)|\x00|per [a-z]+| a (?:day|week"
    r"|month)|[ ,，])*"
    r"(?:->|→|=>|⇒|—>|-+>|➡|\bto\b|\bup to\b|\bdown to\b|提升至|提升到|提高到|提高至"
    r"|[增提升降减缩压拉涨扩做冲砍控翻改改善达优化长少加低短高大升缩收精简]{0,5}(?:到|至|为|成)|"
    r"and (?:reach|hit) ?)(?:约|大约|at least|about|around|over|under|below|above|至少|不低于"
    r"|不超过|only|just|an?|[ <>≤≥$€£¥+])*$"
)
LIMIT_AFTER = re.compile(
    r" ?(?:[a-z]+ )?(?:以内|以下|之内|内|or less|or fewer|or below|or under|max"
    r"|at (?:the )?most|tops)"
)
EACH_BEFORE = re.compile(
    r"(?:每[家人店个位名户单场次条][^，,；;。]{0,10}|每[一-鿿]{0,3}?|首单[^，,；;。]{0,6}"
    r"|单[店人个客笔场月日](?:月?销|价)?|各|人均|(?<!客)均价|(?<!客)单价|平均每[一-鿿]{1,2}"
    r"|\beach\b[^,;.]{0,40}|\bper [a-z]+|\bworth|\bevery|\bapiece)" + HEDGE + r"$"
)
EACH_AFTER = re.compile(
    r" ?(?:each|apiece|per (?:person|head|rep|store|partner|customer|session|class|employee"
    r"|deal|unit)|/人|/家|/店|每人|每家)"
)
RATE_AFTER = re.compile(r" ?(?:\x01|/(?=[天周月日年]))")
MEANS_BEFORE = re.compile(
    r"(?:通过(?!率|[^，,；;。]{0,12}(?:考试|认证|验收|审核))|依靠|借助|凭借|(?:^"
    r"|(?<=[\s，,\x00]))(?:靠|用(?!户|于|电|水|料))"
    r"|\bby [a-z]+ing\b(?! (?:season|hours)))"
)
# These give a mere count away as a means, but not what follows "by" or "to".
EFFORT_BEFORE = re.compile(
    r"(?:利用|投入|安排|派出?|派驻|抽调|配备|配置|组建|预算|经费|费用(?=约|为|$)|花费|拨付|动用"
    r"|负责|联合|带领|针对|面向|围绕|基于|(?:^|(?<=[\s，,\x00]))由"
    r"|(?<!work )(?<!working )(?<!get )(?<!go )(?<!run )\bthrough|\bvia|\busing|\bwith (?:a "
    r"|an |the )?(?:budget|team|help|support|crew|staff"
    r"|group)|(?<!within a )(?<!within the )(?<!under a )(?<!to a )\bbudget of|\bteam of"
    r"|\bspending|\binvest(?:ing)?|\bput(?:ting)?(?! aside)"
    r"|\bassign(?:ing)?"
    r"|\ballocat(?:e|ing)|\bdedicat(?:e|ing)"
    r"|(?<!happy )(?<!content )(?<!satisfied )(?<!fine )\bwith\b|\bthanks to|\bafter|\bsend(?:ing)?"
    r"|\bfrom (?:our|the))"
)
PARTLY_BEFORE = re.compile(
    r"(?:其中|包括|含(?!税|量|金)|\bof which|\bincluding|\bof whom|\bamong them)[^，,；;]{0,30}$"
)
SCOPE_BEFORE = re.compile(
    r"(?:\b(?:across|among"
    r"|(?<!hand )(?<!turn )(?<!bring )(?<!send )(?<!get )(?<!put )(?<!pull )(?<!reel )in|for"
    r"|our|my|these|those|the|of|with|between|other|top|at|from|top-"
    r"|existing|remaining|throughout|every)(?: (?:more than|over|some|about|around|nearly"
    r"|almost))?|前|在|对|针对|面向|现有|旗下|全国|全市|全省|全部"
    r"|重点|核心|头部|给|为|和|与|向|从|的|参与|跨|这)[ ]?(?:top |\x00|所有)?$|\b(?:across"
    r"|among|in|for|over|between|with) [0-9a-z]+ [a-z]+ and $"
)
SERVED_BEFORE = re.compile(
    r"(?:服务好?|服务于|服务了|面对|管理着?|\bserv(?:e|es|ing)|\bsupport(?:s|ing)?|\bmanag(?:e|es"
    r"|ing)"
    r"|\blook(?:ing)? after)(?: our| the| all)?[ ]?$"
)
COUNTED_NOUN_PHRASE = re.compile(
    r"[0-9一二两三四五六七八九十]+ ?(?:家|个|名|位|套|台|单|笔|场|门|款|条|人)[^0-9，,；;。]{0,10}$"
)
OF_WHICH_AFTER = re.compile(r" ?(?:以上|以下|以内|左右)?的(?!增|提|降|幅|水平)[一-鿿]")
# "Two more estates with over 1,000 homes": the homes describe the estates.
DESCRIBED_BEFORE = re.compile(
    r"(?:[0-9]|\b(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty))(?: [a-z-]+){1,3}"
    r" (?:with|of|over|above|worth|having|whose [a-z ]+) (?:over|more than|at least|about"
    r"|around|above)? ?[$€£¥]?$"
)
# "Sign agreements with 4 developers": the verb needs its partner.
TOGETHER_BEFORE = re.compile(
    r"\b(?:sign|agree|part|meet|talk|speak|contract|partner|close|hold|conclude|negotiate"
    r"|interview)"
    r"(?:s|ing)?\b[^,;.0-9]{0,40} with (?:the |our |all )?$"
)
GOT_AFTER = re.compile(r" (?:in hand|in the bag|collected|received|signed|returned|back)\b")
OBSERVED_AFTER = re.compile(
    r" ?(?:的|都是|全是|是| of [^,;.]+ (?:is|are)\b| of |(?: [a-z]+)? (?:is|are)\b)"
)
# 展会上收到的 260 张名片，全部回访一遍: all of them are what the sentence is about.
EACH_OF_THEM_BEFORE = re.compile(r"\b(?:each|every one|all) of (?:our |the |these |those |my )?$")
EACH_OF_THEM_AFTER = re.compile(
    r"[^；;。0-9]{0,24}(?:各[寄发送做打签拜走开配给交办]|全部|全都|都要|逐一|挨个|逐个|一遍"
    r"|统统|悉数|清零)"
)
PRICED_BEFORE = re.compile(
    r"(?:权重|\bweight(?:ing)?(?: of)?)[:：为是]? ?$|(?:零售价|售价|定价|标价|卖价)(?:为|是)? ?$"
    r"|\b(?:models?|items?|products?|priced|versions?|locks?|sets?) (?:at|for) ?[$€£¥]?$"
)
OTHERS_BEFORE = re.compile(
    r"(?:面对|应对|受到?|因为?|由于|行业|同行|竞品(?!的?(?:价差|差距|差))|竞争对手|友商|对标"
    r"|标杆|头部企业|同业"
    r"|大盘)[^，,；;。：:0-9]{0,14}$"
    r"|\b(?:in the face of|despite|because of|due to|amid|given)(?: the| a)? ?$|\b(?:industry"
    r"|competitor'?s?|peer|peers|benchmark|rival'?s?)\b[^,;.0-9]{0,24}$"
)
ALL_OF_BEFORE = re.compile(
    r"(?:(?<!in )(?<!across )(?<!from )(?<!at )(?<!for )\ball(?: of)?(?: (?:our|the))?|全部"
    r"|所有|全体)[ ]?$"
)
ONLY_BOUND = re.compile(
    r"(?:不低于|不少于|不高于|超过|高于|多于|大于|至少|\b(?:at least|over|above|exceed(?:ing)?"
    r"|more than|under|in under|less than|below))[ ]?[约近$]*$"
)
GAIN_BEFORE = re.compile(
    r"(?:新签|签约|签下|签|新开发?|开发|拓展|开设|开出|招聘|招募|招满|招|新增|净增|发展|引进"
    r"|\b(?:sign|hire|recruit|open|add|win|onboard|close|land|certify"
    r"|acquire)\w*)(?:[^，,；;。]{0,16})$"
)
PRESENT_IN_BEFORE = re.compile(
    r"\b(?:launch|open|operate|live|available|present|go live|start(?: up)?|listed|stocked|sold"
    r"|ranged) (?:in|at)[ ]?$"
)
NAMED_BEFORE = re.compile(r"(?:[:：]|\b(?:of|at|is|=)|为|是)[ ]?[+]?$")
IMPERATIVE = re.compile(
    r"^\W*(?:(?:i|we|our team|the team|they|you)(?:'ll| will| shall| must| want to| need to"
    r"| aim to| plan to)? |to |and )?"
    r"(?!(?:spend|invest|put(?! aside)|give|use|devote|take|wait|with|in|at|for|from|by|of|the"
    r"|have|our"
    r"|my|these|those|all|top|and|about|meet)\b)[a-z]+(?: out| up| down| off| aside)?(?: at least"
    r"| another| about| up to| all| the| over)? $"
)
FROM_BEFORE = re.compile(r"(?:(?<![至直])[从由自]|\bfrom)(?:约|目前|现在|的)*[ $¥€£]?$")
RANK_BEFORE = re.compile(
    r"(?:进入|跻身|排名|进到|挤进|冲进|排到|排进|进)[一-鿿]{0,8}前$|\b(?:rank|enter|into|in"
    r"|reach|break into|be)(?: the)? top[ -]?$"
)
PEOPLE = re.compile(
    r"人|名|位|people|persons|colleagues|members|staff|employees|team members|engineers"
    r"|managers|reps|developers|specialists|salespeople|trainers|volunteers|interns"
)
PEOPLE_VERB = re.compile(
    r"招聘|招募|招|录用|引进|培训|培养|认证|辅导|晋升|储备|新增|发展|考取|覆盖|达到|招满|入职"
    r"|拿到|取得|通过|持证|输送|扩充|扩编|增加|选拔|转正|吸引|获得|服务|面谈|面试|访谈|回访"
    r"|沟通|调研|体检|续约|考核|评估|述职|谈话|陪访|人数|会员|用户|报名|参与"
    r"|激活|下载|关注"
    r"|到店|邀约|参训|参加"
    r"|\b(?:hir|recruit|train|certif|coach|promot|onboard|enrol|add|grow|develop|upskill|sign"
    r"|attract|mentor|graduat|bring on|expand|fill|interview|reach|help|register|acquir)"
)
CONTACTS_BEFORE = re.compile(
    r"(?:拜访|走访|联系|回访|打|\b(?:call|contact|visit|meet|e-?mail|phone|message"
    r"|ring)(?:ing)?)[^，,；;。0-9]{0,6}$"
)
ACTIVITY = re.compile(r"次|遍|回|趟|times|time|meetings|meeting|sessions|calls|轮|场")
WON_BACK = re.compile(
    r"w[io]n(?:ning)? back|win\b|winning|regain|recover|earn back|recoup|追回|夺回|收复"
)
FUNDS = re.compile(
    r"rais(?:e|ing) (?:[^,;.]|[,.](?=[0-9])){0,40}?\b(?:fund|capital|seed|series|invest|donat"
    r"|charity|grant|sponsor)|rais(?:e|ing) (?:another |about |at least |over )?[$€£¥][0-9]"
)
