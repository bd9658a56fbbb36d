# 联络员:分配、移交
menu-assign = 🧭 分配联络员
command-assign = 分配或更换联络员
assign-red = 🔴 没有联络员的企业：{ $count } 家，见 /assign
assign-title = <b>🧭 分配联络员</b>
    🔴 没有联络员的企业：{ $count } 家。建议（一人最多 3 家，企业少的先分，同产业链放在一起）：
assign-line = 🔴 { $code } { $firm }（{ $chain }）→ <b>{ $name }</b>：{ $why }
assign-line-nobody = 🔴 { $code } { $firm }（{ $chain }）→ 没有人有空位
assign-why = { $why }{ $count ->
    [0] {""}
   *[other] ，现有 { $count } 家
}
why-same-chain = 同产业链
why-no-firm-yet = 还没有企业
why-fewest = 企业最少
assign-more = ……还有 { $count } 家
assign-too-few = 空位不够：请先增加联络员（由运维载入工作簿），再来分配。
assign-none = 🧭 每家企业都有联络员，还能再分 { $room } 家。要更换，请点按钮或发 /assign 企业编号 联络员编号。
assign-all = ✅ 全部采纳（{ $count }）
assign-one = ✏️ { $code } 另选
assign-other = 🔁 更换某家企业的联络员
assign-firm = 哪家企业？点按钮，或输入企业名称的一部分或编号。
assign-liaison = { $firm } 现在的联络员：{ $now }。
    { $count ->
        [0] 没有未结的诉求要移交。
       *[other] 他手上的 { $count } 件未结诉求会一并移交。
    } 请选新的联络员（同产业链、企业少的在前），或输入姓名、编号：
assign-choice = { $name }（{ $count } 家{ $shares ->
    [0] {""}
   *[other] ，同链
}）
assign-set = 🧭 { $firm } 的联络员现在是 { $name }，移交未结诉求 { $count } 件。双方和企业都已通知。
assign-same = { $firm } 的联络员已经是 { $name }，不用再分配。
assign-done = 🧭 已分配 { $count } 家，联络员和企业都已通知：
assign-done-line = • { $firm } → { $name }
assign-write-firm = 💬 联系企业
event-new-liaison = 更换联络员，转由新联络员负责
push-firm-yours = 🧭 <b>{ $firm }</b> 由您担任联络员。前任：{ $before }；移交未结诉求 { $count } 件，见 /mine。请尽快与企业联系。
push-firm-gone = 🧭 <b>{ $firm }</b> 改由 { $name } 担任联络员，您名下该企业的未结诉求（{ $count } 件）已移交，您仍可查看。
push-new-liaison = 🧭 贵企业的驻企联络员现在是 <b>{ $name }</b>。{ $count ->
    [0] {""}
   *[other] 未结的 { $count } 件诉求由他接着办，编号和时限不变。
}
thread-waits = ⏰ <b>{ $firm }</b> { $name } { $at } 的留言还没有人回复，已过两个工作小时：
thread-passed = ⏫ <b>{ $firm }</b> { $name } { $at } 的留言，联络员四个工作小时未回复，请您答复：
thread-taken = 🤝 您 { $at } 的留言，联络员暂时没能回复，现由 <b>{ $who }</b> 负责答复，回复仍在这里。
thread-desk = 综合服务窗口
error-not-assigner = 联络员由管理员和派单员分配。有需要请联系综合服务窗口。
error-no-such-liaison = 没有叫“{ $name }”的联络员（或不止一位）。请输入编号，或点按钮选择。
error-no-room = { $name } 已有 3 家企业，不能再分。{ $some ->
    [0] 现在没有人有空位，请先增加联络员。
   *[other] 可以分给：{ $free }。
}
error-assigned-meanwhile = { $firm } 刚刚已由别人分给 { $name }。确要更换，请重新发 /assign。
error-proposal-over = 这份方案已经过时：可能别人已采纳，或园区有了变化。请发 /assign 看现在的情况。
