# Cards of tickets, lists, history, pushes
state-dispatched = to be accepted
state-in-hand = in hand
state-resolved = to be judged
state-closed = closed
state-withdrawn = withdrawn

action-file = File
action-accept = Accept
action-commit = Promise a date
action-report = Report progress
action-resolve = Resolve
action-confirm = Rate
action-reject = Not satisfied, redo
action-auto-close = Close unrated
action-withdraw = Withdraw

outcome-solved = Solved
outcome-partly = Partly solved
outcome-explained = Explained
outcome-passed-up = Passed up

part-firm = the firm's contact
part-owner = the owner
part-follower = a follower
part-clock = the system
part-stranger = a stranger

card-urgent = {" "}⚡urgent
card-title = { $lamp } <b>{ $number }</b> { $state }{ $urgent }
card-category = { $firm } · { $category }
card-summary = 📝 { $summary }
card-owner = 👤 Owner: { $owner }
card-due-accept = ⏰ To be accepted by { $at }
card-due-commit = ⏰ A date is to be promised by { $at }
card-due-resolve = ⏰ Promised by { $at }
card-due-judge = ⏰ To be judged by the firm until { $at }, then closed unrated
card-promised = 🤝 Promised: { $at }
card-result = 📌 { $outcome }: { $result }
card-stars = Rating: { $stars }
card-phone = ☎️ The chat does not reach { $name }. Please phone { $phone }

button-files = 📎 Files ({ $count })
button-history = 🕘 History
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
event-report = reported
event-resolve = resolved
event-confirm = the firm has judged
event-comment = the firm's comment
event-reject = not satisfied, to be redone
event-auto-close = closed unrated
event-withdraw = withdrawn
event-supplement = added or changed

push-file = 🔔 <b>A new ticket, please accept it</b>
push-accept = ✅ Your ticket has been accepted
push-commit = 🤝 A date has been promised
push-report = 📣 There is news of your ticket
push-resolve = 📌 <b>Your ticket has a result, please judge it</b> (press the stars; not satisfied means it is redone)
push-confirm = 🎉 The firm has judged, the ticket is closed
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
remind-what-judge = a judgement
remind-yellow = 🟡 <b>Due soon: { $what }</b>, running since { $since }, due { $at }
remind-soon = 🟡 <b>Two hours left: { $what }</b>, running since { $since }, due { $at }
remind-due = 🔴 <b>Due now: { $what }</b>, running since { $since }, due { $at }
remind-late = 🔴 <b>{ $days ->
    [one] One working day
   *[other] { $days } working days
} late: { $what }</b>, running since { $since }, due { $at }
remind-over = 🔔 Reminder: there is news already
digest-title = ⏰ <b>{ $count ->
    [one] One matter is
   *[other] { $count } matters are
} due</b>
digest-line = { $lamp } { $number } { $summary }
    { $called }
