# 全程代办：项目、委托、办件、环节、材料、代办员的工作台
error-unknown-case = 没有找到这件办件，或者它不归您看。请核对编号，例如 DB-2026-000001。
error-unknown-project = 没有找到这个项目，或者它不归您看。
error-unknown-mandate = 没有找到这份委托，或者它不归您看。请看 /mandates。
error-too-many-agents = 一个项目最多两名代办员。请先把项目移交，再换人。
error-no-such-agent = 没有这位代办员，或者项目已经由他办理。
error-no-agents = 园区还没有代办员，请联系综合服务窗口。
error-no-mandate = 没有生效的委托，代办先停下。请企业主联系人签署委托后继续。
error-not-the-signer = 委托只能由企业主联系人签署、撤回。
error-nobody-signs = 贵企业还没有主联系人，无法签署委托。请联系综合服务窗口。
error-mandate-changed = 这份委托刚有变化，或者已经签署、失效。请用 /mandates 打开最新的再看。
error-not-for-this-case = 这一步不归您办。请看办件卡上的按钮。
error-case-not-now = 现在不能这样办，办件已有变化。请用 /case 加编号打开最新的卡。
error-words-needed = 请写明原因或结果。
error-still-carries = 您还有 { $count } 个代办项目：{ $projects }。请先用 /desk 移交给同事，再退出。
error-files-needed = 请发照片或文件。

menu-agency = 📁 全程代办
menu-desk = 📁 我的项目
menu-steps = 🔵 待办环节
menu-waits = ⏳ 等谁
command-agency = 全程代办（可加事项名称）
command-mandates = 委托：查看、签署、撤回
command-case = 看办件（编号）
command-desk = 我代办的项目
command-steps = 待办环节
command-waits = 各办件在等谁

caseaction-sign = ✍️ 签收
caseaction-finish = ✅ 办结
caseaction-return = ↩️ 退回
caseaction-hand-on = ➡️ 再次转交
caseaction-skip = ⏭ 跳过
caseaction-ask = 📨 请企业提供
caseaction-send = 📤 提交
caseaction-accept = ✅ 材料合格
caseaction-refuse = ❌ 请重发
caseaction-waive = ➖ 不需要
caseaction-begin = ▶️ 开始
caseaction-stop = ⛔ 停办
caseaction-hand-over = 🔁 移交
caseaction-message = 💬 留言
casestate-preparing = 待签委托
casestate-under-way = 办理中
casestate-waiting = 等企业材料（计时暂停）
casestate-finished = 已办结
casestate-stopped = 已停办
materialstate-missing = 还没要
materialstate-asked = 等企业提供
materialstate-received = 已收到，待核对
materialstate-accepted = 合格
materialstate-refused = 请重发
materialstate-waived = 不需要
worker-agent = 代办员
worker-department = 部门
worker-firm = 企业

case-title = 📁 <b>{ $number } { $name }</b>
case-of = { $firm } · { $project }
case-state = { $state } { $bar } { $done }/{ $count }
case-end = { $lamp } 预计 { $expected } 办完，承诺 { $promised }
case-end-late = { $lamp } 预计 { $expected } 才能办完，会比承诺的 { $promised } 晚 { $days } 个工作日
case-ended = ✅ { $at } 办结
case-stands = ⏸ 计时没有走
case-no-mandate = ⚠️ 还没有生效的委托，请企业主联系人用 /mandates 签署。
case-agents = 👤 代办员：{ $names }
case-step = { $mark } { $n }. { $name } · { $who } · { $when }
case-step-result = { "    " }{ $text }
case-presence = { "    " }👣 须到场：{ $reason }
case-until = { $at } 前
case-days = { $count } 个工作日
case-materials = <b>材料</b>
case-material = { $mark } { $name }（{ $form }）{ $state }{ $files ->
    [0] { "" }
   *[other] { " " }📎{ $files }
    }
case-material-reason = { "    " }原因：{ $text }
material-original = 原件 { $count } 份
material-copy = 复印件 { $count } 份
case-result = 结果：{ $text }
case-ask-all = 📨 请企业提供全部材料
case-do = { $what } { $name }
case-give = 📤 发「{ $name }」
case-again = 🔄 刷新
case-files = 📎 材料附件
case-say = 💬 留言
case-skip = ⏭ 跳过环节
case-skips = { $number } { $name }：哪个环节不用办？要写明原因。
case-open = 📁 { $number }
case-which = 请写办件编号，例如：/case DB-2026-000001
material-title = 📄 <b>「{ $name }」</b>
    { $number } { $case } · { $firm }
steps-none = 没有等您办的环节。
steps-title = 🔵 <b>等您办的环节（{ $count }）</b>
steps-line = { $lamp } { $number } { $name } · { $firm }：{ $step }（{ $who }，{ $due } 前）
waits-none = 您的办件都没有在等谁。
waits-title = ⏳ <b>各办件在等谁</b>
waits-material = { $mark } { $number } · { $firm }：「{ $name }」{ $state }
case-lines = ⏰ <b>代办有 { $count } 件事到时间了</b>
case-line-yellow = 🟡 { $number } · { $firm }：{ $what } 快到期了
case-line-soon = 🟡 { $number } · { $firm }：{ $what } 两小时内到期
case-line-due = 🔴 { $number } · { $firm }：{ $what } 现在到期
case-line-late = 🔴 { $number } · { $firm }：{ $what } 已超期 { $days } 个工作日
case-line-asked = ⏳ { $number } · { $firm }：「{ $what }」等了 { $days } 个工作日，请尽快提供。直接回复本消息发照片或文件即可。

case-done-sign = ✍️ 已签收，请按时办结。
case-done-finish = ✅ 这个环节已办结。
case-done-return = ↩️ 已退回代办员。
case-done-hand-on = ➡️ 已再次转交。
case-done-skip = ⏭ 已跳过。
case-done-ask = 📨 已请企业提供，计时暂停。
case-done-send = 📥 已收到，代办员会核对。
case-done-accept = ✅ 材料合格。
case-done-refuse = ❌ 已请企业重发。
case-done-waive = ➖ 已记为不需要。
case-done-message = 💬 已转达。
case-words-text = { $number } <b>{ $what }「{ $name }」</b>
    请写明原因、结果或要说的话，也可以附照片。
case-send-material = 📎 收到 { $count } 个文件。是哪份材料？请点按钮。
case-send-files = 📤 请发「{ $name }」（{ $number }）的照片或文件，可以分几次发，发完点“✅ 发完了”。已收 { $count } 个。
case-send-more = 📎 已收。还有就接着发，没有就点“✅ 发完了”。
case-send-done = ✅ 发完了
case-send-none = 不是材料，另有事

agency-how = 📁 <b>全程代办</b>：自愿委托，不收费。在办事指南里选好事项，点“替我办”；或者发 /agency 加事项名称，例如：/agency 立项。主联系人签署委托后，代办员全程跑腿，您不用来窗口。
agency-no-item = 没有找到这个事项，请换个说法，或看办事指南。
agency-items = 要替您办哪一项？
agency-want-firm = 为哪家企业办「{ $item }」？
agency-want-project = 「{ $item }」用在哪个项目？点已有的项目，或者写一个新项目的名称。
agency-begun = ✅ 已开始代办。
agency-sign-now = ✅ 已备好。请看委托内容，签署后马上开始办。
agency-owner-asked = ✅ 已备好，已请主联系人 { $name } 为「{ $project }」签署委托。签署后马上开始办。

mandate-text = { $firm }委托园区代办员（目前为{ $agents }），为本企业「{ $project }」项目代办：{ $items }；以及本企业在聊天中为该项目另行点选的事项。代办范围：转交材料、跟踪环节、代领结果。不代签合同，不代付款项。有效期至 { $until }，可随时撤回。
mandate-between = 、
mandate-no-items = 本企业点选的事项
mandate-title = 📜 <b>委托</b> · { $project } · { $firm }
mandate-quote = <blockquote>{ $text }</blockquote>
mandate-waits = ⏳ 等您签署。完全自愿，可随时撤回。
mandate-waits-owner = ⏳ 等企业主联系人签署。
mandate-signed-by = ✅ { $name } 于 { $at } 签署
mandate-was = ⛔ { $name } 于 { $at } 签署，{ $ended } 失效。原因：{ $reason }
mandate-not-signed = ⛔ { $at } 作废，没有签署。
mandate-sign = ✍️ 签署
mandate-decline = 暂不签署
mandate-for = { $days ->
    [182] 改为半年
    [365] 改为一年
   *[other] 改为两年
    }
mandate-withdraw = ⛔ 撤回委托
mandate-renew = 📜 新签委托
mandate-withdraw-text = 撤回「{ $project }」的委托：办理中的事项会全部停下。请写原因。
mandate-withdraw-sure = 确定撤回「{ $project }」的委托吗？已有的材料和记录都会保留，重新签署后可以继续。
mandate-withdraw-yes = ⛔ 确定撤回
mandate-withdrawn-done = ⛔ 已撤回，办理中的事项已停下。
mandate-signed-done = ✅ 已签署，代办开始。
mandates-none = 还没有委托。点办事指南里的“替我办”就可以发起。
mandates-title = 📜 <b>委托</b>（✅ 有效 ⏳ 待签 ⛔ 失效）

project-title = 📁 <b>{ $name }</b> · { $firm }
project-cases = 办件 { $count } 件
project-hand = 🔁 移交给同事
project-add = ➕ 加一名代办员
project-handed = 🔁 「{ $project }」已移交，双方都已通知。
agents-none = 没有别的代办员了。
agents-handto = 移交给哪位代办员？
agents-addto = 加哪位代办员？
desk-none = 没有进行中的代办项目。
desk-title = 📁 <b>代办项目（{ $count }）</b>

push-case-open = 🆕 新的代办事项
push-case-steps = 🔵 <b>轮到您了：{ $what }</b>
push-case-signed = ✍️ { $what }：已签收
push-case-step-done = ✅ { $what }：已办结
push-case-returned = ↩️ { $what }：被退回，请补正后再次转交
push-case-received = 📥 企业发来「{ $what }」，请核对
push-case-asked = 📨 <b>请提供：{ $what }</b>
    直接回复本消息发照片或文件即可，也可以点按钮。收到前计时暂停。
push-case-refused = ❌ <b>「{ $what }」需要重发</b>
    直接回复本消息发照片或文件即可。
push-case-accepted = ✅ 「{ $what }」合格
push-case-waived = ➖ 「{ $what }」不需要了
push-case-skipped = ⏭ { $what }：不用办了
push-case-message = 💬 代办留言
push-case-approved = ✅ <b>奖励已核定：{ $what }</b>，{ $sum } 元
push-case-paid = 💰 <b>奖励已兑付：{ $what }</b>，{ $sum } 元
push-case-certified = 📜 <b>证件已办好：{ $what }</b>，证号 { $number }
push-case-finished = 🎉 <b>已办结：{ $what }</b>
push-case-stopped = ⛔ 企业的委托已失效，请停办：{ $what }
push-case-late = 🟡 预计会晚 { $days } 个工作日，请想办法赶上
push-mandate-asked = 📜 请为「{ $project }」签署代办委托
push-mandate-signed = ✅ 「{ $project }」的委托已签署，代办开始
push-mandate-declined = 「{ $project }」的委托没有签署，事项先不办
push-mandate-withdrawn = ⛔ 「{ $project }」的委托已撤回，办理中的事项已停下
push-mandate-expired = ⛔ 「{ $project }」的委托到期，办理中的事项已停下
push-mandate-ends = ⏰ 「{ $project }」的委托快到期了；要继续请重新签署
push-project-yours = 📁 这个项目由您代办
push-project-gone = 🔁 「{ $project }」已由别的代办员接手。

agency-item-newer = 🆕 这个事项已有新版本，将按现行要求为您办理。
