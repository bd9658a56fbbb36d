# Liaisons: assigning, handing a firm over
menu-assign = 🧭 Liaisons
command-assign = Assign or change a firm's liaison
assign-red = 🔴 Firms without a liaison: { $count }, see /assign
assign-title = <b>🧭 Liaisons</b>
    🔴 Firms without a liaison: { $count }. Proposed (three a liaison at most, fewest first, one chain together):
assign-line = 🔴 { $code } { $firm } ({ $chain }) → <b>{ $name }</b>: { $why }
assign-line-nobody = 🔴 { $code } { $firm } ({ $chain }) → nobody has room
assign-why = { $why }{ $count ->
    [0] {""}
    [one] , one firm so far
   *[other] , { $count } firms so far
}
why-same-chain = same chain
why-no-firm-yet = no firm yet
why-fewest = fewest firms
assign-more = … and { $count } more
assign-too-few = There is not enough room: more liaisons are needed first (`load` a workbook, or ask the operator).
assign-none = 🧭 Every firm has a liaison; there is room for { $room } more. To change one press the button, or send /assign FIRM LIAISON.
assign-all = ✅ Accept all ({ $count })
assign-one = ✏️ { $code }: choose
assign-other = 🔁 Change a firm's liaison
assign-firm = Which firm? Press a button, or type a part of its name or its code.
assign-liaison = The liaison of { $firm } is now: { $now }.
    { $count ->
        [0] There is no open ticket to move.
        [one] His open ticket moves along.
       *[other] His { $count } open tickets move along.
    } Choose the new one (same chain and fewest firms first), or type a name or code:
assign-choice = { $name } ({ $count }{ $shares ->
    [0] {""}
   *[other] , same chain
})
assign-set = 🧭 The liaison of { $firm } is now { $name }; open tickets moved: { $count }. Both liaisons and the firm are told.
assign-same = The liaison of { $firm } is { $name } already.
assign-done = 🧭 Assigned: { $count }. Liaisons and firms are told:
assign-done-line = • { $firm } → { $name }
assign-write-firm = 💬 Write to the firm
event-new-liaison = another liaison, who takes it over
push-firm-yours = 🧭 You are now the liaison of <b>{ $firm }</b>. Before: { $before }; open tickets moved to you: { $count }, see /mine. Please get in touch soon.
push-firm-gone = 🧭 The liaison of <b>{ $firm }</b> is now { $name }; its open tickets ({ $count }) went along. You can still read them.
push-new-liaison = 🧭 Your resident liaison is now <b>{ $name }</b>.{ $count ->
    [0] {""}
    [one] { " " }Your open ticket goes on with him; its number and dates stay.
   *[other] { " " }Your { $count } open tickets go on with him; numbers and dates stay.
}
thread-waits = ⏰ Nobody has answered what { $name } of <b>{ $firm }</b> wrote { $at }, two working hours ago:
thread-passed = ⏫ The liaison has not answered for four working hours what { $name } of <b>{ $firm }</b> wrote { $at }. Please answer:
thread-taken = 🤝 Your liaison could not answer yet what you wrote { $at }; <b>{ $who }</b> takes care of it now. The answer comes here.
thread-desk = the duty desk
error-not-assigner = Liaisons are assigned by administrators and the duty desk. Please ask the duty desk.
error-no-such-liaison = No liaison is called “{ $name }”, or more than one is. Please type the code, or press a button.
error-no-room = { $name } has three firms already. { $some ->
    [0] Nobody has room now: another liaison is needed first.
   *[other] Room have: { $free }.
}
error-assigned-meanwhile = Somebody else has just given { $firm } to { $name }. To change it all the same, send /assign again.
error-proposal-over = This proposal is out of date: somebody has accepted it, or the park has changed. Send /assign for how it stands.
