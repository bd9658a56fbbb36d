# 接待日现场：门口签到、叫号、现场问题、会前材料、会议纪要、兑现报告
menu-table = 🎙 接待现场
command-table = 接待日现场（签到、叫号、记问题）
command-minutes = 接待日会议纪要
command-code = 接待日入场码
command-wording = 核对接待日现场记录

error-table-none = 现在没有计划中的接待日。
error-table-not-yours = 接待现场由接待日秘书操作，主任可以查看（/table）。
error-table-unknown = 没有找到这个预约或记录，或者它不归您看。
error-table-closed = 这个接待日已经结束或取消，签到记录不能再改。
error-table-not-today = 今天不是接待日，签到只在 { $day } 当天办理。
error-table-not-on-list = { $firm } 没有这一天的有效预约（已取消或还在候补）。可以用“➕ 未预约企业”加进来。
error-table-taken = { $firm } 还在座谈。请先点“✅ 结束接待”，再请下一家。
error-table-not-arrived = { $firm } 还没有签到，或还没有请进。请先签到、请进，再记问题。
error-table-nobody = 没有已签到、等候中的企业。
error-table-full = 这一天的时段都已占用，没有空的时段。
error-table-on-list = { $firm } 已在名单上，请直接签到。
error-table-confirmed = 企业已经确认了这条记录，文字不能再改。有新情况请在诉求里留言。

table-title = 🎙 <b>接待日现场</b>
    { $when } · { $place }
table-over = 🏁 已结束
table-empty = 还没有企业预约。
table-line = { $mark } { $at } { $firm }（议题 { $topics } · 已记 { $said }）
table-legend = ⬜ 未签到 🟢 已到 🟠 迟到 🎙 座谈中 ✅ 已接待 ❌ 未到
table-open = { $mark } { $at } { $firm }
table-again = 🔄 刷新
table-minutes = 📄 会议纪要
table-close = 🏁 结束接待日
table-close-yes = 🏁 确定结束
table-close-sure = 结束接待日？还没签到的 { $absent } 家将记为未到，联络员会去走访；已签到还没请进的有 { $waiting } 家。结束后签到记录不能再改，问题仍可补记。
table-walk-in = ➕ 未预约企业
table-write = ✍️ 记问题：{ $firm }
table-next = ▶️ 请下一家：{ $firm }
table-last = ✅ 结束接待
table-back = ⬅️ 现场名单
table-place = { $mark } <b>{ $firm }</b> { $at }
table-companions = 👥 随行：{ $text }
table-topic = 📌 { $number } { $summary }
table-hidden-topics = 🔒 另有 { $count } 个议题隐去企业名称，这里不显示。
table-state-coming = ⬜ 还没有签到
table-state-arrived = 🟢 { $at } 签到
table-state-late = 🟠 { $at } 签到，迟到
table-state-now = 🎙 { $at } 请进，正在座谈
table-state-received = ✅ { $at } 接待结束
table-state-absent = ❌ 未到
table-do-on-the-spot = 当场解决
table-do-committed = 当场承诺
table-do-handed-over = 转部门
table-in = ✅ 签到
table-absent = ❌ 未到
table-call = ▶️ 请进
table-done = ✅ 结束接待
table-undo = ↩️ 撤销一步
table-correct = ✏️ 更正 { $number }
table-liaison = 联络员
table-said = { $mark } { $number } { $verdict }：{ $text }
table-said-on-the-spot = ✅ 当场解决
table-said-committed = 🤝 当场承诺：{ $day } 前办结（{ $department }）
table-said-handed-over = ➡️ 转 { $department } 办理，签收后告诉您办结日期
table-objection = ❗ 企业认为有出入：«{ $text }»
table-problem = 📝 <b>现场记录</b> { $number }
    «{ $text }»
table-confirmed = ✅ 企业已确认（{ $at }）
table-yes = ✅ 确认
table-no = ❗ 有出入
table-undone = ↩️ 已撤销一步。
table-entered = ✅ 已记下 { $number }，已发给企业核对。
table-corrected = ✅ 已更正，已请企业重新核对。原文保留在办理过程里。
table-objected-done = ✅ 已记下并告诉了秘书。
table-confirm-none = 没有等您核对的现场记录。
table-rate = 这个问题当场解决了，请评价：

table-pass-button = 🎫 入场码
table-pass = 🎫 <b>入场码</b> { $firm }
    { $at } · { $place }
    到门口请出示这张图，工作人员扫一下就签到了。
table-pass-none = 贵企业现在没有接待日预约。预约后发 /code 取入场码。
table-pass-about = 🎫 这是主任企业接待日的入场码。到了门口请出示给工作人员，由他们扫码签到；您自己打开不会签到。
table-checked-in = ✅ { $firm } 已签到（{ $at }）。

table-entry-what = ✍️ <b>{ $firm }</b> · { $verdict }
    问题用一句话写下来（企业会看到原文）。也可以点下面已有的议题。
table-entry-date = 承诺哪一天办结？点日期，或直接输入，例如：12月10日
table-entry-dept = 由哪个部门办理？
table-entry-topic = 📌 { $number } { $summary }
table-entry-liaison = 👤 由联络员负责
table-objection-text = 哪里有出入？请用一句话写明，秘书马上会看到。
table-correction-text = 更正后的文字（原文保留在办理过程里）：
table-walk-in-firm = 哪家企业没有预约就来了？输入企业名称的一部分或编号，再点按钮。

push-table-arrived = ✅ { $firm } 已签到，请在等候区稍候，轮到时手机上会通知您。
push-table-called = 🎙 <b>请进！</b>轮到 { $firm } 了，请到 { $place }。
push-table-missed = { $firm } 今天没有来参加 { $day } 的接待日，没关系。想当面谈，请发 /book 预约下一次；事情急，请发 /report 直接填单，联络员会马上跟进。
push-table-no-show = ⚠️ { $firm } 没有来参加 { $day } 的接待日。请在 { $due } 前上门走访，问清原因和诉求。
push-table-problem = 请核对刚才的现场记录（也可发 /wording）：
push-table-objected = ❗ { $firm } 认为现场记录有出入：
push-table-solved = ✅ 接待日上当场解决
push-table-committed = 🤝 接待日上当场承诺了办结日期，请按期办结

table-closed = 🏁 <b>接待日已结束</b> { $when }
table-figures-firms = 🏢 接待企业 { $firms } 家，迟到 { $late } 家，未到 { $absent } 家
table-figures-problems = 📋 问题 { $problems } 个：当场解决 { $spot } 个，交办 { $dispatched } 个（当场承诺 { $committed }，转部门 { $handed }）
table-figures-confirmed = ✅ 企业已确认记录 { $confirmed } 条

pack-title = 📚 <b>会前材料</b> { $when }
    { $place } · { $count } 家企业
pack-heading = { $day } 主任企业接待日会前材料
pack-file = 会前材料-{ $day }.docx
pack-firm = { $at } { $firm }（议题 { $topics }）
pack-firm-title = <b>{ $line }</b>
pack-topic = 📌 { $lamp } { $number } { $state }：{ $summary }
pack-earlier = 近一年其他诉求 { $count } 件：{ $numbers }
pack-last = 上次接待（{ $day }）：
pack-outcome = { $mark } { $number } { $text }（承诺：{ $promised }，{ $fate }）
pack-masked = <b>隐去企业名称的议题</b>
pack-attached = 📎 内容较多，详见附件。
promises-title = 📊 <b>接待日兑现情况</b>（{ $day }）
    问题 { $count } 个：兑现 { $kept }，超期 { $broken }，办理中 { $running }
promises-heading = { $day } 主任企业接待日兑现情况
promises-file = 兑现情况-{ $day }.docx
promises-firm = <b>{ $firm }</b>

verdict-on-the-spot = 当场解决
verdict-committed = 当场承诺
verdict-handed-over = 转部门
fate-kept = 已兑现
fate-late = 办结超期
fate-running = 办理中
fate-broken = 超期未办结
fate-no-date = 还没有承诺日期
fate-withdrawn = 已撤单

minutes-card = 📄 <b>会议纪要</b> { $when }
minutes-draft = ⏳ 接待日还没有结束，这是到现在为止的内容。
minutes-broken = ⚠️ 园区自己的模板 { $file } 用不了，先用了自带的模板。原因：{ $why }
minutes-file = 会议纪要-{ $day }.docx
minutes-title = 主任企业接待日会议纪要（{ $day }）
minutes-confirmed = 已确认
minutes-unconfirmed = 未确认
minutes-word-when = 时间：
minutes-word-place = 地点：
minutes-word-host = 主持：
minutes-word-figures = 一、总体情况
minutes-word-firms = 二、企业反映的问题
minutes-word-absent = 三、未到企业
minutes-word-decided = 处理：
minutes-word-wording = 企业核对：
minutes-word-objection = 企业认为有出入：
minutes-word-companions = 随行人员：
minutes-word-none = 没有提出问题。
