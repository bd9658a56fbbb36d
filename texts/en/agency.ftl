# Agency service: projects, mandates, cases, steps, materials, the agent's desk
error-unknown-case = There is no such case, or it is not yours to see. Please check the number, such as DB-2026-000001.
error-unknown-project = There is no such project, or it is not yours to see.
error-unknown-mandate = There is no such mandate, or it is not yours to see. Look at /mandates.
error-too-many-agents = A project has two agents at most. To change them, hand the project over.
error-no-such-agent = There is no such agent, or he carries the project already.
error-no-agents = The park has no agents yet. Please ask the duty desk.
error-no-mandate = There is no mandate in force, so nothing is done. It goes on when the firm's owner has signed one.
error-not-the-signer = Only the firm's owner signs and withdraws a mandate.
error-nobody-signs = Your firm has no owner who could sign. Please ask the duty desk.
error-mandate-changed = This mandate has changed, was signed or has ended. Open it anew by /mandates.
error-not-for-this-case = This is not yours to do. The buttons on the case's card are.
error-case-not-now = That cannot be done now: the case has moved on. Open its card by /case and its number.
error-words-needed = Please give the reason or the result.
error-still-carries = You still carry projects ({ $count }): { $projects }. Please hand them over by /desk first, then leave.
error-files-needed = Please send a photo or a file.

menu-agency = 📁 Agency service
menu-desk = 📁 My projects
menu-steps = 🔵 My steps
menu-waits = ⏳ Waiting for
command-agency = Have it done for you (and an item's name)
command-mandates = Mandates: look, sign, withdraw
command-case = A case by its number
command-desk = The projects I carry
command-steps = Steps that wait for me
command-waits = What waits for whom

caseaction-sign = ✍️ Sign for
caseaction-finish = ✅ Finish
caseaction-return = ↩️ Return
caseaction-hand-on = ➡️ Hand on again
caseaction-skip = ⏭ Skip
caseaction-ask = 📨 Ask the firm
caseaction-send = 📤 Send
caseaction-accept = ✅ Accept
caseaction-refuse = ❌ Refuse
caseaction-waive = ➖ Not needed
caseaction-begin = ▶️ Begin
caseaction-stop = ⛔ Stop
caseaction-hand-over = 🔁 Hand over
caseaction-message = 💬 Message
casestate-preparing = waits for the mandate
casestate-under-way = under way
casestate-waiting = waits for the firm's material (the clock stands still)
casestate-finished = finished
casestate-stopped = stopped
materialstate-missing = not asked for yet
materialstate-asked = the firm is asked
materialstate-received = received, to be checked
materialstate-accepted = accepted
materialstate-refused = to be sent again
materialstate-waived = not needed
worker-agent = agent
worker-department = department
worker-firm = the firm

case-title = 📁 <b>{ $number } { $name }</b>
case-of = { $firm } · { $project }
case-state = { $state } { $bar } { $done }/{ $count }
case-end = { $lamp } Expected to end { $expected }, promised for { $promised }
case-end-late = { $lamp } Expected to end { $expected }: { $days } working days later than promised ({ $promised })
case-ended = ✅ Finished { $at }
case-stands = ⏸ The clock is not running
case-no-mandate = ⚠️ No mandate is in force. The firm's owner can sign one by /mandates.
case-agents = 👤 Agents: { $names }
case-step = { $mark } { $n }. { $name } · { $who } · { $when }
case-step-result = { "    " }{ $text }
case-presence = { "    " }👣 Somebody must come: { $reason }
case-until = by { $at }
case-days = { $count } working days
case-materials = <b>Materials</b>
case-material = { $mark } { $name } ({ $form }) { $state }{ $files ->
    [0] { "" }
   *[other] { " " }📎{ $files }
    }
case-material-reason = { "    " }Reason: { $text }
material-original = original, { $count }
material-copy = copies, { $count }
case-result = Result: { $text }
case-ask-all = 📨 Ask the firm for all materials
case-do = { $what } { $name }
case-give = 📤 Send “{ $name }”
case-again = 🔄 Refresh
case-files = 📎 Files
case-say = 💬 Message
case-skip = ⏭ Skip a step
case-skips = { $number } { $name }: which step is not needed? A reason will be asked for.
case-open = 📁 { $number }
case-which = Please write the number of the case, such as /case DB-2026-000001
material-title = 📄 <b>「{ $name }」</b>
    { $number } { $case } · { $firm }
steps-none = No step waits for you.
steps-title = 🔵 <b>Steps that wait for you ({ $count })</b>
steps-line = { $lamp } { $number } { $name } · { $firm }: { $step } ({ $who }, by { $due })
waits-none = None of your cases waits for anybody.
waits-title = ⏳ <b>What waits for whom</b>
waits-material = { $mark } { $number } · { $firm }: “{ $name }” { $state }
case-lines = ⏰ <b>Agency service: { $count } matters are due</b>
case-line-yellow = 🟡 { $number } · { $firm }: { $what } is due soon
case-line-soon = 🟡 { $number } · { $firm }: { $what } is due within two hours
case-line-due = 🔴 { $number } · { $firm }: { $what } is due now
case-line-late = 🔴 { $number } · { $firm }: { $what } is { $days } working days late
case-line-asked = ⏳ { $number } · { $firm }: “{ $what }” has been waited for { $days } working days. Reply to this with a photo or a file.

case-done-sign = ✍️ Signed for. Please finish it in time.
case-done-finish = ✅ The step is finished.
case-done-return = ↩️ Returned to the agent.
case-done-hand-on = ➡️ Handed on again.
case-done-skip = ⏭ Skipped.
case-done-ask = 📨 The firm is asked; the clock stands still.
case-done-send = 📥 Received. The agent will check it.
case-done-accept = ✅ Accepted.
case-done-refuse = ❌ The firm is asked to send it again.
case-done-waive = ➖ Noted as not needed.
case-done-message = 💬 Passed on.
case-words-text = { $number } <b>{ $what } “{ $name }”</b>
    Please write the reason, the result or what you want to say; photos can go along.
case-send-material = 📎 { $count } files came in. For which material? Please press a button.
case-send-files = 📤 Please send “{ $name }” ({ $number }) as photos or files, several messages if you like, then “✅ That is all”. So far: { $count }
case-send-more = 📎 Kept. Send more, or press “✅ That is all”.
case-send-done = ✅ That is all
case-send-none = No material, something else

agency-how = 📁 <b>Agency service</b>: voluntary and free. Choose an item in the catalogue and press “Have it done for me”, or write /agency and the item's name. When the firm's owner has signed a mandate, an agent carries it from end to end; nobody of yours needs to come.
agency-no-item = There is no such item. Try other words, or look in the catalogue.
agency-items = Which one shall be done for you?
agency-want-firm = For which firm shall “{ $item }” be done?
agency-want-project = For which project is “{ $item }”? Press one, or write the name of a new one.
agency-begun = ✅ It is under way.
agency-sign-now = ✅ All is prepared. Please read the mandate; work begins when it is signed.
agency-owner-asked = ✅ All is prepared. { $name }, the firm's owner, is asked to sign for “{ $project }”; then work begins.

mandate-text = { $firm } authorises the park's agents (at present { $agents }) to handle for its project “{ $project }”: { $items }; and further items that the firm chooses in chat for this project. They may pass on materials, follow the steps and fetch results. They sign no contract and pay nothing. Valid until { $until }; it can be withdrawn at any time.
mandate-between = {", "}
mandate-no-items = the items that the firm chooses
mandate-title = 📜 <b>Mandate</b> · { $project } · { $firm }
mandate-quote = <blockquote>{ $text }</blockquote>
mandate-waits = ⏳ It waits for your signature. It is voluntary, and can be withdrawn at any time.
mandate-waits-owner = ⏳ It waits for the firm's owner to sign.
mandate-signed-by = ✅ Signed by { $name }, { $at }
mandate-was = ⛔ Signed by { $name }, { $at }; ended { $ended }. Reason: { $reason }
mandate-not-signed = ⛔ Void since { $at }, never signed.
mandate-sign = ✍️ Sign
mandate-decline = Not now
mandate-for = { $days ->
    [182] For half a year
    [365] For a year
   *[other] For two years
    }
mandate-withdraw = ⛔ Withdraw
mandate-renew = 📜 A new mandate
mandate-withdraw-text = If you withdraw the mandate for “{ $project }”, all that is under way stops. Why, please?
mandate-withdraw-sure = Withdraw the mandate for “{ $project }”? All papers and records are kept; a new mandate lets it go on.
mandate-withdraw-yes = ⛔ Withdraw it
mandate-withdrawn-done = ⛔ Withdrawn. What was under way has stopped.
mandate-signed-done = ✅ Signed. Work begins.
mandates-none = There is no mandate yet. “Have it done for me” in the catalogue begins one.
mandates-title = 📜 <b>Mandates</b> (✅ in force, ⏳ to be signed, ⛔ ended)

project-title = 📁 <b>{ $name }</b> · { $firm }
project-cases = Cases: { $count }
project-hand = 🔁 Hand over
project-add = ➕ A second agent
project-handed = 🔁 “{ $project }” is handed over; both are told.
agents-none = There is no other agent.
agents-handto = To which agent?
agents-addto = Which agent joins?
desk-none = There are no projects under way.
desk-title = 📁 <b>Projects ({ $count })</b>

push-case-open = 🆕 Something new to be done
push-case-steps = 🔵 <b>It is your turn: { $what }</b>
push-case-signed = ✍️ { $what }: signed for
push-case-step-done = ✅ { $what }: finished
push-case-returned = ↩️ { $what }: returned. Please mend it and hand it on again
push-case-received = 📥 The firm has sent “{ $what }”; please check it
push-case-asked = 📨 <b>Please send: { $what }</b>
    Reply to this with a photo or a file, or press a button. Until then the clock stands still.
push-case-refused = ❌ <b>Please send “{ $what }” again</b>
    Reply to this with a photo or a file.
push-case-accepted = ✅ “{ $what }” is accepted
push-case-waived = ➖ “{ $what }” is not needed any more
push-case-skipped = ⏭ { $what }: not needed any more
push-case-message = 💬 A message about a case
push-case-approved = ✅ <b>Reward approved: { $what }</b>, { $sum } yuan
push-case-paid = 💰 <b>Reward paid: { $what }</b>, { $sum } yuan
push-case-certified = 📜 <b>Certificate issued: { $what }</b>, number { $number }
push-case-finished = 🎉 <b>Finished: { $what }</b>
push-case-stopped = ⛔ The firm's mandate has ended. Please stop: { $what }
push-case-late = 🟡 As things stand it will be { $days } working days late
push-mandate-asked = 📜 Please sign a mandate for “{ $project }”
push-mandate-signed = ✅ The mandate for “{ $project }” is signed; work begins
push-mandate-declined = The mandate for “{ $project }” was not signed; nothing is done for now
push-mandate-withdrawn = ⛔ The mandate for “{ $project }” is withdrawn; what was under way has stopped
push-mandate-expired = ⛔ The mandate for “{ $project }” has ended; what was under way has stopped
push-mandate-ends = ⏰ The mandate for “{ $project }” ends soon; to go on, please sign a new one
push-project-yours = 📁 You carry this project
push-project-gone = 🔁 Another agent carries “{ $project }” now.

agency-item-newer = 🆕 This item has changed since that card; it is done as it holds now.
