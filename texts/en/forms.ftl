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
form-need-file = Please send photos, files, voice or a place, or press “Skip”.
form-need-date = That is no date I understand. Press a button, or type 2026-11-27, fri, tomorrow 10:30. Photos and files go with “Report progress”.
form-files-kept = 📎 { $count ->
    [one] One file is
   *[other] { $count } files are
} in. Send more, or press “Next”.
form-file-large = ⚠️ “{ $name }” is over 20 MB: the bot cannot fetch it and only noted its name. Please compress or split it, or hand it to your liaison.

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

offer = Shall this be filed as a ticket?
    “{ $summary }”
    Files: { $count }
offer-file = 📮 File it
offer-no = No, thanks
offer-taken = Good, your words are in the form: “{ $summary }”

commit-date = <b>{ $number }</b> Please promise a date (at the latest { $limit }): press a button or type one. The firm will see it.
progress-text = <b>{ $number }</b> Please write a sentence of progress. The firm will see it.
progress-files = <b>{ $number }</b> Send photos or files if you have any, or press “Skip” to send it off.
resolve-outcome = <b>{ $number }</b> How did it end?
resolve-text = <b>{ $number }</b> Please write the result. The firm will see it. If it cannot be done, give the legal basis.
resolve-files = <b>{ $number }</b> Send evidence if you have any, or press “Skip” to send it off.
reject-text = <b>{ $number }</b> What is wrong? A sentence; it goes one level up and is done again.
comment-text = Thank you, the stars count already. A sentence with them?
comment-cancel = No, thanks
comment-cancelled = Thank you!

done-commit = 🤝 Promised; the firm has been told.
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
staff-words = No ticket is meant by that. Reply to a ticket's card, or use /ticket NUMBER; your work: /mine.
ticket-which = Please give the number, as in /{ $command } LL-2026-000001, or reply to the ticket's card with /{ $command }.
command-unknown = There is no such command. See /help.
