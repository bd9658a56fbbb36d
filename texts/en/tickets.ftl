# Cards of tickets, lists, history, pushes
state-dispatched = to be accepted
state-in-hand = in hand
state-suspended = suspended
state-resolved = to be judged
state-closed = closed
state-withdrawn = withdrawn

action-file = File
action-accept = Accept
action-commit = Promise a date
action-hand-over = Hand over
action-return = Return
action-report = Report progress
action-assist = Assistance done
action-ask = Ask the firm
action-answer = Answer
action-lapse = Not answered in time
action-extend = Ask for an extension
action-suspend = Ask for suspension
action-resume = Resume
action-approve = Approve
action-decline = Decline
action-resolve = Resolve
action-confirm = Rate
action-reject = Not satisfied, redo
action-auto-close = Close unrated
action-withdraw = Withdraw
action-escalate = Escalate
action-message = 💬 Message
action-note = 🔒 Internal note

outcome-solved = Solved
outcome-partly = Partly solved
outcome-explained = Explained
outcome-passed-up = Passed up

part-firm = the firm's contact
part-liaison = the firm's liaison
part-secretary = the reception-day secretary
part-leader = a visiting leader
part-owner = the owner
part-lead = the lead department
part-assistant = an assisting department
part-approver = whoever approves
part-dispatcher = the duty desk
part-director = the director
part-assessor = the assessor
part-follower = a follower
part-clock = the system
part-stranger = a stranger

role-contact = the firm's contact
role-head = the head of department
role-director = the director

wish-extension = extension
wish-suspension = suspension
wish-resumption = resumption

card-urgent = {" "}⚡urgent
card-title = { $lamp } <b>{ $number }</b> { $state }{ $urgent }
card-category = { $firm } · { $category }
card-summary = 📝 { $summary }
card-owner = 👤 Owner: { $owner }
card-asked = 🏢 Handed over to { $department } (to be accepted); until then { $owner } is responsible
card-lead = 🏢 Lead: { $department } · 👤 { $owner }
card-assists = 🤝 Assisting: { $department } { $lamp } by { $at }
card-assisted = 🤝 Assisting: { $department } ✅ done { $at }
card-some-firm = a firm
card-confidential = 🙈 The firm hides its name from departments
card-wish-extension = 📝 An extension to { $at } waits for { $who }
card-wish-suspension = 📝 A suspension waits for { $who }
card-wish-resumption = 📝 Resuming waits for { $who }
card-due-accept = ⏰ To be accepted by { $at }
card-due-commit = ⏰ A date is to be promised by { $at }
card-due-resolve = ⏰ Promised by { $at }
card-due-answer = ⏸ The clock stands still: the firm is asked, until { $at }
card-due-stage = ⏸ Suspended: next stage report by { $at }
card-due-judge = ⏰ To be judged by the firm until { $at }, then closed unrated
card-promised = 🤝 Promised: { $at }
card-result = 📌 { $outcome }: { $result }
card-stars = Rating: { $stars }
card-phone = ☎️ The chat does not reach { $name }. Please phone { $phone }

button-files = 📎 Files ({ $count })
button-history = 🕘 History
button-common = 🔗 Common problem
button-more = ⋯ More
button-take-back = Take it back
button-suggested = ⚡ Hand over to { $department }
more-title = <b>{ $number }</b> More actions
button-card = Back to the ticket
button-withdraw-yes = Yes, withdraw
button-withdraw-no = No, keep it
withdraw-sure = Withdraw { $number }? Nobody will work on it any more; the record stays.

mine-none = You have no tickets. Just write what you need, or press “📝 Report”.
mine-title = <b>My tickets</b> ({ $count })
mine-line = { $lamp } { $number } { $state } { $summary }
mine-line-due = { $lamp } { $number } { $state } { $summary } ({ $at })

history-title = <b>{ $number }: what happened</b>
history-details = In full: { $text }
history-line = • { $at } { $who } — { $what }
history-files = 📎 { $count ->
    [one] 1 file
   *[other] { $count } files
}
history-text = {"   "}{ $text }
history-clock = the system

event-file = filed
event-accept = accepted
event-commit = promised
event-hand-over = handed over
event-return = returned
event-report = reported
event-assist = assistance done
event-ask = the firm is asked, the clock stands still
event-answer = the firm has answered, the clock runs on
event-lapse = no answer in time, the clock runs on
event-extend = asked for an extension
event-suspend = asked for suspension
event-resume = resumed
event-approve = approved
event-decline = declined
event-escalate = escalated
event-message = message
event-note = 🔒 internal note
event-resolve = resolved
event-confirm = the firm has judged
event-comment = the firm's comment
event-reject = not satisfied, to be redone
event-auto-close = closed unrated
event-closed = closed
event-withdraw = withdrawn
event-supplement = added or changed

push-file = 🔔 <b>A new ticket, please accept it</b>
push-filed-for-you = 📝 <b>Filed on your firm's behalf</b>; if anything is not right, reply to this card
push-taken = ✅ Accepted
push-hand-over = 🔔 <b>Handed over to your department, please accept</b> (not yours? Return it within one working day)
push-given = 🔔 <b>Handed over to you, please accept</b>
push-ruled = ⚖️ <b>Your department is to handle it by ruling, please accept</b> (it can't be returned)
push-assist-wanted = 🤝 <b>Please assist</b>; press “Assistance done” when you have
push-moved-on = ➡️ The ticket has been handed over
push-return = ↩️ <b>Returned by the department, please take it up again</b>
push-ruling = ⚖️ <b>Returned twice: please rule who handles it</b> (your ruling can't be returned)
push-assist = 🤝 An assisting department has done its part
push-ask = ❓ <b>The owner asks you for something</b>: just reply to this card (the clock stands still until you do)
push-answer = 📎 The firm has answered, the clock runs on
push-lapse = ⌛ The firm has not answered in time, the clock runs on
push-wish-extension = 📝 <b>An extension is asked for, please decide</b>
push-wish-suspension = 📝 <b>Suspension is asked for, please decide</b>
push-wish-resumption = 📝 <b>Resuming is asked for, please decide</b>
push-granted-extension = 📅 Extended; the new date stands below
push-granted-suspension = ⏸ Suspended: it can't be done now; a report every 30 days
push-granted-resumption = ▶️ Resumed, work goes on
push-decline = ✋ Declined; the old date stands
push-escalate = ‼️ <b>Escalated</b>
push-escalated = ‼️ <b>Escalated: please look into it</b>
push-message = 💬 <b>A message</b>; reply to this card to answer
push-note = 🔒 An internal note (the firm does not see it)
push-accept = ✅ Your ticket has been accepted
push-commit = 🤝 A date has been promised
push-report = 📣 There is news of your ticket
push-resolve = 📌 <b>Your ticket has a result, please judge it</b> (press the stars; not satisfied means it is redone)
push-confirm = 📁 The ticket is closed
push-reject = 🔴 <b>The firm is not satisfied, please take it up again</b>
push-handed-up = 🔼 The firm is not satisfied, the ticket went one level up
push-auto-close = 📁 The firm has not judged in time, the ticket is closed unrated
push-withdraw = ↩️ The firm has withdrawn its ticket
push-supplement = ✏️ The other side added or changed something
push-text = “{ $text }”
push-files-caption = { $number } files
push-files-left = 📎 { $number }: { $name } (too large or not to be forwarded; please get it from the sender)
push-files-masked = 📎 { $number }: { $name } (it cannot be passed on; please ask the firm's resident liaison for it)
file-masked = attachment{ $number }
file-place = place
files-coming = 📎 { $number }: { $count ->
    [one] its one file is
   *[other] its { $count } files are
} on the way to you.
files-none = { $number } has no files.
push-blocked = 📵 { $name } ({ $firm }) has blocked or left this chat and gets no messages. Please phone { $phone }
push-unbound = 🔗 { $name } ({ $firm }) has no chat yet, and messages are waiting. Please ask the administrator to invite them, or phone { $phone }

remind-what-accept = acceptance
remind-what-commit = a promised date
remind-what-resolve = the result
remind-what-answer = your answer
remind-what-stage = a stage report
remind-what-assist = assistance
remind-what-judge = a judgement
remind-yellow = 🟡 <b>Due soon: { $what }</b>, running since { $since }, due { $at }
remind-soon = 🟡 <b>Two hours left: { $what }</b>, running since { $since }, due { $at }
remind-due = 🔴 <b>Due now: { $what }</b>, running since { $since }, due { $at }
remind-late = 🔴 <b>{ $days ->
    [one] One working day
   *[other] { $days } working days
} late: { $what }</b>, running since { $since }, due { $at }
remind-silence = 🤫 <b>The firm has heard nothing for { $days ->
    [one] one working day
   *[other] { $days } working days
}</b> (since { $since }), please report
remind-over = 🔔 Reminder: there is news already
digest-title = ⏰ <b>{ $count ->
    [one] One matter is
   *[other] { $count } matters are
} due</b>
digest-line = { $lamp } { $number } { $summary }
    { $called }
digest-rest = And { $count } more, see /mine
