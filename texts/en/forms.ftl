# Forms: report, promise, progress, resolve, reject, comment
form-where = <i>({ $step }/{ $steps })</i>
form-button-back = ⬅️ Back
form-button-skip = Skip
form-button-next = Next ➡️
form-button-cancel = ✖️ Cancel
form-cancelled = Cancelled, nothing was sent. Write again whenever you need.
form-resumed = Going on where you stopped (press “Cancel” first to start anew).
form-over = This form is over. See /mine.
form-step-over = That step is answered already. Press “Back” to change it.
form-kept = What you sent is kept and goes with the form.
form-choose = Please press one of the buttons below.
form-need-words = This step needs words: a sentence or two.
form-too-short = Too short to understand. Please write at least { $least } characters.
form-too-long = Too long ({ $length } characters). Please sum it up in at most { $most }.
form-need-number = This step needs a number such as LL-2026-000001; several are parted by blanks.
form-need-file = Please send photos, files, voice or a place, or press “Skip”.
form-need-date = That is no date I understand. Press a button, or type 2026-11-27, fri, tomorrow 10:30. Photos and files go with “Report progress”.
form-files-kept = 📎 { $count ->
    [one] One file is
   *[other] { $count } files are
} in. Send more, or press “Next”.
form-file-large = ⚠️ “{ $name }” is over 20 MB: the bot cannot fetch it and only noted its name. Please compress or split it, or hand it to your liaison.

report-firm = For which firm? Press a button, or type a part of its name.
report-firm-found = The firms that fit stand below; if yours does not, type another part.
report-shown = 🙈 Hide the firm's name from departments: no
report-hidden = 🙈 Hide the firm's name from departments: yes
report-category = <b>Report</b> What is it about?
report-summary = Category: { $category }
    Please say in a sentence or two: what, where, since when.
report-files = Send photos, files, voice or a place if you have any (several at once are fine), or press “Skip”.
report-urgency = Is it urgent? Danger or a stopped line: choose “urgent”.
report-review = <b>Please check</b>
    Category: { $category }
    What: { $summary }
    More: { $details }
    Files: { $count }
    Urgency: { $urgency }
report-normal = Normal
report-urgent = ⚡ Urgent
report-send = 📮 Send
report-filed = ✅ <b>Filed as { $number }</b>
    { $owner } has it and will accept it by { $at } at the latest. You will hear of each step.
report-not-contact = Problems are filed by a firm's contacts. Your own matters: /mine.

commit-date = <b>{ $number }</b> Please promise a date (at the latest { $limit }): press a button or type one. The firm will see it.
progress-text = <b>{ $number }</b> Please write a sentence of progress. The firm will see it.
progress-files = <b>{ $number }</b> Send photos or files if you have any, or press “Skip” to send it off.
resolve-outcome = <b>{ $number }</b> How did it end?
resolve-text = <b>{ $number }</b> Please write the result. The firm will see it. If it cannot be done, give the legal basis.
resolve-files = <b>{ $number }</b> Send evidence if you have any, or press “Skip” to send it off.
reject-text = <b>{ $number }</b> What is wrong? A sentence; it goes one level up and is done again.
return-text = <b>{ $number }</b> Why is it returned? Please give the reason, and who should handle it.
assist-text = <b>{ $number }</b> What have you done? The lead department will see it.
assist-files = <b>{ $number }</b> Send photos or files if there are any; else press “Skip”.
ask-text = <b>{ $number }</b> What does the firm have to send, and what for? The clock stands still until it does.
answer-text = <b>{ $number }</b> Please send what was asked for: words, photos, files.
answer-files = <b>{ $number }</b> Send more photos or files if there are any; else press “Skip”.
extend-date = <b>{ $number }</b> Until when (by { $furthest } at the latest)? Press a button or type a date.
extend-text = <b>{ $number }</b> Why? The firm will read it when it is approved.
suspend-text = <b>{ $number }</b> Why can't it be done now? Which level or policy is needed? The firm will read it when it is approved.
resume-text = <b>{ $number }</b> Why can it go on? One sentence.
decline-text = <b>{ $number }</b> Why not? One sentence.
escalate-text = <b>{ $number }</b> What is to be done, until when?
message-text = <b>{ $number }</b> What do you want to say? Words, photos, files; it arrives at once.
note-text = <b>{ $number }</b> An internal note (the firm does not see it):
hand-over-lead = <b>{ $number }</b> Which department takes the lead?
hand-over-assists = <b>{ $number }</b> Which departments assist? Press to choose (3 working days), press again for another number; then “Next”.
hand-over-text = <b>{ $number }</b> Anything they should know? One sentence, or “Skip”.
hand-over-chosen = ☑ { $department } ({ $days } working days)
comment-text = Thank you, the stars count already. A sentence with them?
comment-cancel = No, thanks
comment-cancelled = Thank you!

done-commit = 🤝 Promised; the firm has been told.
done-hand-over = ➡️ Handed over; they have it in a moment.
done-return = ↩️ Returned; the reason is told.
done-assist = 🤝 Done; the lead department is told.
done-ask = ❓ The firm is asked, the clock stands still.
done-answer = 📎 Sent; the owner has it in a moment.
done-extend = 📝 Asked for; until it is approved the old date stands.
done-suspend = 📝 Asked for; it waits for the director.
done-resume = ▶️ Noted; where it stands now is below.
done-approve = ✅ Approved; the owner and the firm are told.
done-decline = ✋ The owner is told: declined.
done-escalate = ‼️ Escalated; owner and superiors have it in a moment.
done-message = 💬 Sent.
done-note = 🔒 Noted; the firm does not see it.
done-report = 📣 The firm has been told.
done-resolve = 📌 The result is filed; the firm will judge it.
done-reject = 🔴 It will be done again, one level up. The new owner is told at once.
done-comment = Thank you, noted.

album-joined = 📎 Added to the same album: { $count ->
    [one] one file
   *[other] { $count } files
} so far. No need to send it again.
album-joined-ticket = 📎 Added to the same album of { $number }; the other side will get it.
edit-draft = ✏️ Updated to what you changed it to.
edit-supplement = ✏️ Noted as a supplement to { $number }, the other side is told; the first words stay.
edit-nothing = The message you changed changes no ticket. Please write a new one if you need something.
ticket-which = Please give the number, as in /{ $command } LL-2026-000001, or reply to the ticket's card with /{ $command }.
command-unknown = There is no such command. See /help.
