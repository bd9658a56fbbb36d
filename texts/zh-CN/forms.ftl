# 表单:报问题、承诺时限、跟单、办结、重办、评价附言
form-where = <i>（{ $step }/{ $steps }）</i>
form-button-back = ⬅️ 返回
form-button-skip = 跳过
form-button-next = 下一步 ➡️
form-button-cancel = ✖️ 取消
form-cancelled = 已取消，没有提交。需要时随时再发消息。
form-resumed = 接着上次没填完的继续（想重来请先点“取消”）。
form-over = 这张表已经结束了。看 /mine。
form-step-over = 这一步已经填过了。要修改请点“返回”。
form-kept = 您发的内容已保留，会随表一起提交。
form-choose = 这一步请点下面的按钮选择。
form-need-words = 这一步需要文字，请用一两句话说明。
form-too-short = 太短了，看不出是什么事。请至少写 { $least } 个字。
form-too-long = 太长了（{ $length } 字）。请用不超过 { $most } 字概括。
form-need-number = 这一步请发编号，例如 LL-2026-000001；多个编号用空格隔开。
form-need-file = 这一步请发照片、文件、语音或位置，或点“跳过”。
form-need-date = 没看懂日期。请点下面的按钮，或输入如 11月27日、周五、明天 10:30。照片和文件请在“跟单”里发。
form-files-kept = 📎 已收到 { $count } 个附件。可以继续发，发完点“下一步”。
form-file-large = ⚠️ “{ $name }”超过 20MB，机器人取不下来，只登记了名称。请压缩、分卷后再发，或当面交给联络员。

report-firm = 替哪家企业填单？点按钮，或输入企业名称的一部分。
report-firm-found = 找到的企业见下；没有就换个说法再输入。
report-shown = 🙈 对部门隐去企业名称：否
report-hidden = 🙈 对部门隐去企业名称：是
report-category = <b>报问题</b> 是哪一类的事？
report-summary = 类别：{ $category }
    请用一两句话说明：什么事、在哪里、什么时候开始。
report-files = 有照片、文件、语音或位置就发上来（可以一次多张）；没有就点“跳过”。
report-urgency = 急不急？涉及安全、停产的请选“紧急”。
report-review = <b>请核对</b>
    类别：{ $category }
    情况：{ $summary }
    补充：{ $details }
    附件：{ $count } 个
    缓急：{ $urgency }
report-normal = 一般
report-urgent = ⚡ 紧急
report-send = 📮 提交
report-filed = ✅ <b>已提交，编号 { $number }</b>
    由 { $owner } 办理，最迟 { $at } 签收。每一步都会告诉您。
report-not-contact = 报问题由企业联系人提交。您的事项请看 /mine。

commit-date = <b>{ $number }</b> 请承诺办结时限（最晚 { $limit }），点按钮或直接输入日期。企业会看到。
progress-text = <b>{ $number }</b> 请写一句进展，企业会看到。
progress-files = <b>{ $number }</b> 有照片、文件就发上来；没有就点“跳过”发出。
resolve-outcome = <b>{ $number }</b> 结果是哪一种？
resolve-text = <b>{ $number }</b> 请写明结果，企业会看到。解释说明的请写依据。
resolve-files = <b>{ $number }</b> 有佐证照片、文件就发上来；没有就点“跳过”提交。
reject-text = <b>{ $number }</b> 哪里不满意？写一句，会上交一级重新办理。
return-text = <b>{ $number }</b> 为什么退单？请写明理由和建议的承办单位。
assist-text = <b>{ $number }</b> 请写协办结果，主办单位会看到。
assist-files = <b>{ $number }</b> 有材料就发上来；没有就点“跳过”提交。
ask-text = <b>{ $number }</b> 需要企业补充什么？写清楚材料和用途。企业补充前，时限暂停。
answer-text = <b>{ $number }</b> 请发补充的内容：文字、照片、文件都行。
answer-files = <b>{ $number }</b> 还有照片、文件就接着发；没有就点“跳过”提交。
extend-date = <b>{ $number }</b> 延期到哪天（最晚 { $furthest }）？点按钮或直接输入日期。
extend-text = <b>{ $number }</b> 为什么要延期？批准后企业会看到。
suspend-text = <b>{ $number }</b> 为什么要挂账？写明卡在哪里、需要哪一级或什么政策。批准后企业会看到。
resume-text = <b>{ $number }</b> 为什么可以销账？写一句。
decline-text = <b>{ $number }</b> 为什么不批准？写一句。
escalate-text = <b>{ $number }</b> 督办意见：要求做什么、到什么时候？
message-text = <b>{ $number }</b> 想说什么？文字、照片、文件都行，发出后对方马上收到。
note-text = <b>{ $number }</b> 内部备注（企业看不到）：
hand-over-lead = <b>{ $number }</b> 交给哪个部门主办？
hand-over-assists = <b>{ $number }</b> 要哪些部门协办？点一下选中（3 个工作日），再点改天数；选好点“下一步”。
hand-over-text = <b>{ $number }</b> 有什么要交代的？写一句，或点“跳过”。
hand-over-chosen = ☑ { $department }（{ $days } 个工作日）
comment-text = 谢谢评价，评分已经生效。想补充一句吗？
comment-cancel = 不用了
comment-cancelled = 好的，谢谢！

done-commit = 🤝 时限已承诺，企业已收到通知。
done-hand-over = ➡️ 已交办，对方马上会收到。
done-return = ↩️ 已退单，理由已告知。
done-assist = 🤝 协办已完成，主办单位已收到。
done-ask = ❓ 已请企业补充，时限暂停。
done-answer = 📎 已补充，办理人马上会收到。
done-extend = 📝 延期申请已提交，批准前按原时限办理。
done-suspend = 📝 挂账申请已提交，等主任批准。
done-resume = ▶️ 已提交，现在的状态见下。
done-approve = ✅ 已批准，办理人和企业马上会收到。
done-decline = ✋ 已告知办理人：不批准。
done-escalate = ‼️ 已督办，办理人和上级马上会收到。
done-message = 💬 已发给对方。
done-note = 🔒 已记下，企业看不到。
done-report = 📣 进展已发给企业。
done-resolve = 📌 结果已提交，等企业评价。
done-reject = 🔴 已退回重办，上交一级。新的办理人马上会收到。
done-comment = 谢谢，已记下。

album-joined = 📎 已并入同一相册，共 { $count } 个附件，不用重发。
album-joined-ticket = 📎 已并入 { $number } 的同一相册，对方会收到。
edit-draft = ✏️ 已按您修改后的内容更新。
edit-supplement = ✏️ 已作为 { $number } 的补充记下并通知对方；原文保留。
edit-nothing = 已看到您修改了消息，它不影响任何诉求。有事请直接发新消息。
ticket-which = 请写上编号，例如：/{ $command } LL-2026-000001；或回复那张诉求卡片发送 /{ $command }。
command-unknown = 没有这个命令。看 /help。
