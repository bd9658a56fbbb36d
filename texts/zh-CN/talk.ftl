# 说话:回复、编号、没有去处的话、找联络员、办事指南、待办
heap-to-sign = ✍️ 待签收
heap-late = 🔴 超时
heap-today = 📅 今日到期
heap-in-hand = 🔧 办理中
heap-wishes = 📝 待审批
heap-unowned = 📭 无主诉求
heap-returned = ↩️ 退单
heap-title = <b>{ $heap }</b>（{ $count }）
heap-none = { $heap }：没有，一切按时。
heap-counts = 现在：{ $counts }

said-answer = 📎 已作为补充材料转给 { $number } 的办理人，时限恢复。
said-message = 💬 已转给 { $number } 的对方。
said-note = 🔒 已记为 { $number } 的内部备注，企业看不到。
said-too-late = { $number } 现在是“{ $state }”，不再接收消息。您的内容已保留：

offer = 这些内容要怎么处理？
    «{ $summary }»
    附件：{ $count } 个
offer-question = 看起来您想了解怎么办理。要怎么处理？
    «{ $summary }»
    附件：{ $count } 个
offer-guide = 📖 看办事指南
offer-yes = 📮 提交为诉求
offer-add = ➕ 补充到一件诉求
offer-liaison = 💬 发给联络员
offer-no = 不用了
offer-taken = 好的，内容已带入表单：«{ $summary }»
offer-which = 补充到哪一件？
    «{ $summary }»
    附件：{ $count } 个
offer-no-tickets = 现在没有进行中的诉求。可以点“📮 提交为诉求”，或“💬 发给联络员”。
offer-who = { $number }：这些内容给谁看？
offer-say = 💬 发给企业
offer-note = 🔒 只作内部备注

thread-firm = 是哪家企业的事？
thread-text = 想说什么？文字、照片、文件都行，对方马上收到，看不到您的号码。
thread-sent = 💬 已发出，对方马上收到。
thread-no-firm = 您还没有绑定企业。
thread-from-firm = 💬 <b>{ $firm }</b> { $name }：
thread-from-park = 💬 <b>联络员 { $name }</b>（{ $firm }）：
thread-from-desk = 💬 <b>综合服务窗口 { $name }</b>（{ $firm }）：
thread-answer = ↩️ 回复
thread-code = 直接回复本条也行 #{ $code }

guide-title = <b>📖 办事指南</b> 哪类事、谁来办、多久办结（工作日，自受理单发出起算）。点一类直接填单：
guide-title-visitor = <b>📖 办事指南</b> 哪类事、谁来办、多久办结（工作日，自受理单发出起算）。绑定企业后可直接填单：
guide-line = • { $kind }：{ $department }，{ $days } 天
guide-line-liaison = • { $kind }：联络员协调，{ $days } 天

away-since = 从哪天起外出？点按钮或输入日期。
away-now = 现在起
away-until = 哪天回来上班？点按钮或输入日期。这之前您的诉求由代班人办理。
away-need-later = 回来要晚于外出。请输入更晚的日期，如 12-05。
away-who = 请谁代班？点按钮，或输入其他同事的姓名、编号。
away-need-name = 请输入一位同事的姓名或编号，如 L05。
away-set = 🌴 已登记：{ $since } 起、{ $until } 前由 { $name } 代班，到期自动恢复。提前回来或取消请发 /back。
away-told = 🌴 { $name } 请您代班：{ $since } 起，到 { $until }。他的企业和诉求这段时间由您办理，见 /mine。
away-back = 👋 欢迎回来，代班已结束。
away-none = 您现在没有登记外出。
