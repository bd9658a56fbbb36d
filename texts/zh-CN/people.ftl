# 门口:绑定、菜单、帮助、语言;拒绝的话
language-name = 中文
language-which = 请选择语言 / Choose your language
language-chosen = 好的，以后用中文。

menu-report = 📝 报问题
menu-liaison = 💬 找联络员
menu-guide = 📖 办事指南
menu-reception = 🗓 接待日
menu-mine = 📋 我的事项
menu-find = 🔎 查找
menu-help = ❓ 帮助

welcome-contact = { $name }，您好！这里是园区企业服务“四单”。
    有事直接发消息，或点“📝 报问题”：马上有编号、有人办、有时限。
welcome-staff = { $name }，您好！这里是园区企业服务“四单”。
    企业的诉求会发到这里，点按钮签收、承诺、跟单、办结。待办见“📋 我的事项”。
visitor-welcome = 您好！这里是园区企业服务“四单”。您还没有绑定企业。
    有邀请链接就点开；没有请点“🔗 申请绑定”（/apply）。办事要找谁、多久，看“📖 办事指南”（/guide）。/language 切换语言。
help-visitor = 这里是园区企业服务“四单”：企业报问题，联络员马上收到，有人办、有时限、看得见结果。
    需要邀请链接才能使用：向企业负责人、驻企联络员或综合服务窗口索取，或发 /apply 申请绑定。办事指南：/guide
help-contact = <b>怎么用</b>
    • 报问题：直接发一句话，或 /report
    • 我的事项：/mine（🟢按时 🟡快到期 🔴超时）
    • 查一件：/ticket 编号；办理过程：/history 编号；附件：/files 编号
    • 有结果后：/rate 编号 5 打分，/reject 编号 不满意重办
    • 撤单：/withdraw 编号；填到一半不想填：/cancel
    • 查找：/find 停电 车间（每个词至少两个字）
    • 办事指南：/guide 想办的事
    • 同事：/colleagues
    • 换手机：/newphone
    • 我的数据：/mydata；退出：/leave
    • 语言：/language
help-staff = <b>怎么用</b>
    • 新诉求会弹出卡片，点“签收”，再承诺时限
    • 待办：/mine（🟢按时 🟡快到期 🔴超时）
    • 命令：/accept /commit /progress /resolve 后面写编号
    • 回复某张卡片写一句话，就发给对方；正式的进展用“跟单”
    • 查一件：/ticket 编号；办理过程：/history 编号；附件：/files 编号
    • 查找：/find 停电 车间（每个词至少两个字）
    • 办事指南：/guide 想办的事
    • 换手机：/newphone
    • 我的数据：/mydata；退出：/leave
    • 语言：/language
help-agent = <b>怎么用</b>
    • 代办工作台：/desk；手上的环节：/steps；谁在等什么：/waits
    • 为企业开始代办：/agency 想办的事；查一件：/case 编号
    • 委托：/mandates
    • 查找：/find 停电 车间（每个词至少两个字）
    • 办事指南：/guide 想办的事
    • 换手机：/newphone
    • 我的数据：/mydata；退出：/leave
    • 语言：/language
cancel-nothing = 现在没有正在填写的内容。

command-start = 主菜单
command-help = 怎么用
command-language = 语言 Language
command-report = 报问题
command-liaison = 找联络员（给企业写信）
command-guide = 办事指南
command-sign = 待签收
command-late = 超时的
command-today = 今日到期
command-inhand = 办理中
command-wishes = 待审批
command-unowned = 无主诉求
command-returned = 退单
command-reception = 接待日安排
command-away = 外出，请人代班
command-back = 提前回来
command-mine = 我的事项
command-ticket = 按编号查诉求
command-history = 办理过程
command-files = 查看附件
command-find = 按词查找诉求
command-rate = 评价（编号 1-5）
command-reject = 不满意重办
command-withdraw = 撤单
command-accept = 签收
command-commit = 承诺时限
command-progress = 跟单
command-handover = 交办给部门
command-return = 退单（写明理由）
command-assist = 协办完成
command-ask = 请企业补充（时限暂停）
command-answer = 补充材料
command-extend = 申请延期
command-suspend = 申请挂账
command-resume = 销账
command-approve = 批准
command-decline = 不批准
command-escalate = 督办
command-message = 就一件诉求发消息
command-note = 内部备注
command-common = 共性问题清单
command-tie = 并入共性问题（几个编号）
command-untie = 移出共性问题
command-resolve = 办结
command-cancel = 取消填写

error-not-possible = 现在不能这样做。
error-not-for-you = 这一步只能由{ $who }来做。
error-not-now = { $number } 现在是“{ $state }”，不能“{ $action }”。{ $some ->
    [0] 您现在不用做什么。
   *[other] 您可以：{ $possible }。
}
error-unknown-ticket = 没有找到这个编号的诉求，或者它不归您看。请核对编号，或看 /mine。
error-invitation-unknown = 这条邀请链接无效。请核对是否完整，或向联络员、综合服务窗口再要一条。
error-invitation-used = 这条邀请链接已经用过了，每条只能用一次。请再要一条新的。
error-invitation-old = 这条邀请链接过期了。请再要一条新的。
error-chat-taken = 这个账号已经绑定了另一个人。请用邀请对象本人的账号打开，或联系综合服务窗口。
error-date-too-late = 太晚了：这类诉求最晚承诺到 { $limit }。请选更早的日期。
error-date-past = { $date } 已经过去了。请选以后的日期。
error-date-day-off = { $date } 不上班。最近的工作日是 { $next }。
error-promise-stands = 已经承诺 { $date }，承诺不能改。
error-not-promised = 还没有承诺时限，请先点“承诺时限”。
error-already-asked = 正在等企业补充，时限已暂停。企业补充后再操作。
error-not-asked = 现在没有需要补充的内容。要说话请点“💬 发消息”。
error-still-pending = 已有一项申请在等审批，批复后再操作。
error-nothing-pending = 没有等待审批的申请，可能已经批复过了。
error-ruling-stands = { $number } 由派单员裁定，不能退单或转交。有异议请联系综合服务窗口。
error-too-late-to-return = { $number } 已超过 1 个工作日，不能退单了，请签收办理；确有困难请联系综合服务窗口。
error-too-late-to-extend = 来不及了：延期要在时限（{ $date }）前至少 1 个工作日申请。请按原时限办理，或申请挂账。
error-no-more-extensions = { $number } 已延期两次，不能再延。请办结，或申请挂账。
error-date-too-far = 延期后的日期要晚于 { $date }，最晚 { $limit }（最多加 10 个工作日）。
error-nobody-there = 这个部门还没有经办人，请选别的部门，或联系管理员。
error-no-such-firm = 没有找到这家企业，请核对名称。
error-no-owner = 您的企业还没有联络员，综合服务窗口也没有人。内容已保留，请联系园区管理员。
error-word-too-short = 每个词至少两个字，例如：停电 车间。请换个词再试。
error-names-a-firm = 内容里写了“{ $firm }”。共性问题各家企业都会看到，请点“返回”去掉企业名称再写。
error-tied-elsewhere = 其中有诉求已在别的共性问题里。请先用 /untie 编号移出，再并入。
error-unknown-common = 没有找到这个共性问题，或者这件诉求没有并入。请看 /common。
error-broken = 抱歉，出了点问题，您的内容没有丢。请稍后再试；若还不行，请把编号 { $number } 告诉综合服务窗口。
error-not-for-office = 后台供管理员、派单员、主任、督查考核和接待日秘书使用。您要办事请看 /help。
error-office-link-gone = 这条链接打不开了：用过了、过了 15 分钟，或有了更新的一条。请在聊天里再发 /admin。
error-edited-meanwhile = 您打开以后，别人改过这一条。下面是现在的值和您填的值，请核对后再保存。
