# 诉求卡片、清单、历史、推送
state-dispatched = 待签收
state-in-hand = 办理中
state-resolved = 待评价
state-closed = 已归档
state-withdrawn = 已撤单

action-file = 填单
action-accept = 签收
action-commit = 承诺时限
action-report = 跟单
action-resolve = 办结
action-confirm = 评价
action-reject = 不满意重办
action-auto-close = 自动归档
action-withdraw = 撤单

outcome-solved = 已解决
outcome-partly = 部分解决
outcome-explained = 解释说明
outcome-passed-up = 转报上级

part-firm = 企业联系人
part-owner = 办理人
part-follower = 关注人
part-clock = 系统
part-stranger = 无关人员

card-urgent = {" "}⚡紧急
card-title = { $lamp } <b>{ $number }</b> { $state }{ $urgent }
card-category = { $firm } · { $category }
card-summary = 📝 { $summary }
card-owner = 👤 办理人：{ $owner }
card-due-accept = ⏰ 签收时限：{ $at }
card-due-commit = ⏰ 最迟 { $at } 承诺办结时限
card-due-resolve = ⏰ 承诺 { $at } 前办结
card-due-judge = ⏰ 企业评价截止：{ $at }，逾期自动归档
card-promised = 🤝 承诺时限：{ $at }
card-result = 📌 { $outcome }：{ $result }
card-stars = 评价：{ $stars }
card-phone = ☎️ 聊天送达不了 { $name }，请打电话：{ $phone }

button-files = 📎 附件（{ $count }）
button-history = 🕘 办理过程
button-card = 返回诉求
button-withdraw-yes = 确定撤单
button-withdraw-no = 不撤了
withdraw-sure = 确定撤单 { $number } 吗？撤单后不再办理，记录会保留。

mine-none = 您目前没有诉求。有事直接发消息，或点“📝 报问题”。
mine-title = <b>我的事项</b>（{ $count }）
mine-line = { $lamp } { $number } { $state } { $summary }
mine-line-due = { $lamp } { $number } { $state } { $summary }（{ $at }）

history-title = <b>{ $number } 办理过程</b>
history-details = 原文：{ $text }
history-line = • { $at } { $who } — { $what }
history-files = 📎 { $count } 个附件
history-text = {"   "}{ $text }
history-clock = 系统

event-file = 填单
event-accept = 签收
event-commit = 承诺时限
event-report = 跟单
event-resolve = 办结
event-confirm = 企业已评价
event-comment = 评价附言
event-reject = 不满意，重办
event-auto-close = 逾期自动归档
event-withdraw = 撤单
event-supplement = 补充修改

push-file = 🔔 <b>新诉求，请签收</b>
push-accept = ✅ 您的诉求已签收
push-commit = 🤝 办理人承诺了办结时限
push-report = 📣 您的诉求有新进展
push-resolve = 📌 <b>您的诉求已有结果，请评价</b>（点星打分；不满意可以重办）
push-confirm = 🎉 企业已评价，诉求归档
push-reject = 🔴 <b>企业不满意，请重新办理</b>
push-handed-up = 🔼 企业不满意，诉求已上交一级重办
push-auto-close = 📁 企业逾期未评价，诉求自动归档
push-withdraw = ↩️ 企业已撤单
push-supplement = ✏️ 对方补充或修改了内容
push-text = «{ $text }»
push-files-caption = { $number } 附件
push-files-left = 📎 { $number }：{ $name }（文件过大或无法转发，请联系对方当面或用邮箱取）
push-files-masked = 📎 { $number }：{ $name }（无法转发，请向该企业的驻企联络员索取）
file-masked = 附件{ $number }
file-place = 位置
files-coming = 📎 { $number } 的 { $count } 个附件马上发给您。
files-none = { $number } 没有附件。
push-blocked = 📵 { $name }（{ $firm }）已停用或屏蔽本聊天，消息送达不了。请打电话告知：{ $phone }
push-unbound = 🔗 { $name }（{ $firm }）还没有绑定聊天，有消息等着他。请联系管理员给他发邀请链接，或打电话：{ $phone }

remind-what-accept = 签收
remind-what-commit = 承诺时限
remind-what-resolve = 办结
remind-what-judge = 评价
remind-yellow = 🟡 <b>快到时限：{ $what }</b>，自 { $since } 起，{ $at } 到期
remind-soon = 🟡 <b>还剩两小时：{ $what }</b>，自 { $since } 起，{ $at } 到期
remind-due = 🔴 <b>时限已到：{ $what }</b>，自 { $since } 起，{ $at } 到期
remind-late = 🔴 <b>已超时 { $days } 个工作日：{ $what }</b>，自 { $since } 起，{ $at } 到期
remind-over = 🔔 提醒：此事已有新进展
digest-title = ⏰ <b>{ $count } 件事到点了</b>
digest-line = { $lamp } { $number } { $summary }
    { $called }
