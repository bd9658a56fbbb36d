# Search, similar problems, common problems
find-words = 🔎 What are you looking for? Send one word or several, for example: drain blocked (two characters or more each, parted by blanks).
find-title = 🔎 <b>“{ $words }”: { $count ->
    [one] one ticket
   *[other] { $count } tickets
}</b>
find-rest = And { $count } more: please add a word.
find-none = No ticket contains “{ $words }”. Try other or fewer words, or see all of yours by /mine; for something new just write.

similar-title = 🔁 <b>Your firm has reported something like this</b>. There is no need to file it again, you can add to it:
similar-firms = 👥 { $count ->
    [one] One other firm has
   *[other] { $count } other firms have
} reported something like this
similar-add = ➕ Add to { $number }

tie-chosen = <b>{ $number }</b> { $summary }
    🔗 Which tickets are the same problem? Press to choose, or send numbers; then “Next”.
tie-title = 🔗 What is the common problem called? Press below, or type it (no firm's name).
tie-which = Please add numbers: /tie LL-2026-000001 LL-2026-000002; to take one out: /untie LL-2026-000001.
untie-done = ✂️ { $number } is out of its common problem.
common-title = 🔗 <b>Common problem: { $title }</b> ({ $count })
common-line = { $lamp } { $number } { $state } { $firm } · 👤 { $owner }
common-rest = And { $count } more.
common-told = 📣 Told { $at }: { $text }
common-untie = ✂️ Take out
common-tell = 📣 Tell all firms the result
common-add = ➕ Add by number
common-list = 🔗 <b>Common problems without a result</b> ({ $count })
common-row = • { $title } ({ $count })
common-none = No common problem waits for a result. To make one, open a ticket's card and press “🔗 Common problem”, or send /tie NUMBER NUMBER.
common-result-text = 📣 <b>{ $title }</b> What is the result? { $count ->
    [one] One firm
   *[other] { $count } firms
} will read it, so please name none. Photos and files can come along.
common-result-review = <b>Please check</b>: this goes to { $count ->
    [one] one firm
   *[other] { $count } firms
} and to the owners
    “{ $text }”
    Files: { $files }
common-send = 📣 Send it
common-add-numbers = ➕ <b>{ $title }</b> Which tickets are to be added? Send their numbers, parted by blanks.

event-tie = 🔗 tied to a common problem
event-untie = ✂️ taken out of a common problem
event-common-result = 📣 the common problem's result
push-tie = 🔗 <b>Tied to a common problem</b>: the duty desk tells the firm the result; you still resolve this ticket
push-untie = ✂️ Taken out of the common problem, it goes its own way
push-common-result = 📣 <b>From the duty desk</b>: several firms have this problem, and this is the answer to all
