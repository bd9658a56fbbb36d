# The reception day's door and table: check-in, calling, problems in the room, pre-reading, minutes, the report
menu-table = 🎙 At the table
command-table = Reception day: check-in, next, problems
command-minutes = Minutes of the reception day
command-code = Your code for the reception day's door
command-wording = Check what was written down at the table

error-table-none = No reception day is planned now.
error-table-not-yours = The reception day's secretary works here; the director may look on (/table).
error-table-unknown = No such place or entry was found, or it is not yours to see.
error-table-closed = This reception day is closed or called off: what the door wrote down stands.
error-table-not-today = Today is no reception day. Check-in is on { $day } only.
error-table-not-on-list = { $firm } has no valid booking on this day (cancelled, or on the waiting list). “➕ Without booking” adds it.
error-table-taken = { $firm } is still at the table. Press “✅ Received” first, then call the next one.
error-table-not-arrived = { $firm } has not checked in, or was not called yet. Check in and call it first, then write problems down.
error-table-nobody = Nobody who has checked in is waiting.
error-table-full = All slots of this day are taken.
error-table-on-list = { $firm } is on the list already: just check it in.
error-table-confirmed = The firm has confirmed this entry: its words stand. For anything new, write a message in the ticket.

table-title = 🎙 <b>Reception day</b>
    { $when } · { $place }
table-over = 🏁 Closed
table-empty = No firm has booked yet.
table-line = { $mark } { $at } { $firm } (topics { $topics } · written { $said })
table-legend = ⬜ not here 🟢 arrived 🟠 late 🎙 at the table ✅ received ❌ did not come
table-open = { $mark } { $at } { $firm }
table-again = 🔄 Refresh
table-minutes = 📄 Minutes
table-close = 🏁 Close the day
table-close-yes = 🏁 Yes, close it
table-close-sure = Close the day? { $absent } not checked in will be written down as absent, and their liaisons will visit them; { $waiting } checked in and not called. Then the door's list stands; problems can still be added.
table-walk-in = ➕ Without booking
table-write = ✍️ Write down: { $firm }
table-next = ▶️ Next: { $firm }
table-last = ✅ Received
table-back = ⬅️ Running order
table-place = { $mark } <b>{ $firm }</b> { $at }
table-companions = 👥 With: { $text }
table-topic = 📌 { $number } { $summary }
table-hidden-topics = 🔒 { $count } more under a hidden name, not shown here.
table-state-coming = ⬜ Not checked in
table-state-arrived = 🟢 Checked in { $at }
table-state-late = 🟠 Checked in { $at }, late
table-state-now = 🎙 Called { $at }, at the table
table-state-received = ✅ Received until { $at }
table-state-absent = ❌ Did not come
table-do-on-the-spot = On the spot
table-do-committed = With a date
table-do-handed-over = To a department
table-in = ✅ Check in
table-absent = ❌ Did not come
table-call = ▶️ Call in
table-done = ✅ Received
table-undo = ↩️ Undo one step
table-correct = ✏️ Correct { $number }
table-liaison = the liaison
table-said = { $mark } { $number } { $verdict }: { $text }
table-said-on-the-spot = ✅ Solved on the spot
table-said-committed = 🤝 Promised in the room: done by { $day } ({ $department })
table-said-handed-over = ➡️ Handed to { $department }, which signs for it and tells you a date
table-objection = ❗ The firm says it is not so: «{ $text }»
table-problem = 📝 <b>Written down</b> { $number }
    «{ $text }»
table-confirmed = ✅ Confirmed by the firm ({ $at })
table-yes = ✅ It is so
table-no = ❗ Not quite
table-undone = ↩️ One step taken back.
table-entered = ✅ { $number } is written down; the firm has it to check.
table-corrected = ✅ Corrected; the firm is asked again. The first words stay in the history.
table-objected-done = ✅ Noted, and the secretary was told.
table-confirm-none = Nothing from the table waits for you to check.
table-rate = This was solved on the spot. Please rate it:

table-pass-button = 🎫 Code for the door
table-pass = 🎫 <b>Your code for the door</b> { $firm }
    { $at } · { $place }
    Show this picture at the door; one scan checks you in.
table-pass-none = Your firm has no booking for a reception day now. Once it has, /code gives the code.
table-pass-about = 🎫 This is a code for the door of the director's reception day. Show it to the staff there, who scan it; opening it yourself checks nobody in.
table-checked-in = ✅ { $firm } is checked in ({ $at }).

table-entry-what = ✍️ <b>{ $firm }</b> · { $verdict }
    Write the problem in one sentence (the firm reads it as it is), or press one of its topics.
table-entry-date = Done by which day? Press a date or type one, such as 10 December
table-entry-dept = Which department?
table-entry-topic = 📌 { $number } { $summary }
table-entry-liaison = 👤 The liaison
table-objection-text = What is not right? Write it in a sentence; the secretary sees it at once.
table-correction-text = The corrected words (the first ones stay in the history):
table-walk-in-firm = Which firm came without a booking? Type a part of its name or its code, then press it.

push-table-arrived = ✅ { $firm } is checked in. Please wait; your phone tells you when it is your turn.
push-table-called = 🎙 <b>Please come in!</b> It is the turn of { $firm }: { $place }.
push-table-missed = { $firm } did not come to the reception day of { $day }. Never mind: /book books the next one; if it is urgent, /report files it now and your liaison follows it up.
push-table-no-show = ⚠️ { $firm } did not come to the reception day of { $day }. Please visit it by { $due } and ask why, and what it needs.
push-table-problem = Please check what was just written down (or send /wording):
push-table-objected = ❗ { $firm } says that an entry is not quite right:
push-table-solved = ✅ Solved on the spot at the reception day
push-table-committed = 🤝 A date was promised at the reception day; please keep it

table-closed = 🏁 <b>The reception day is closed</b> { $when }
table-figures-firms = 🏢 Firms received: { $firms }; late: { $late }; did not come: { $absent }
table-figures-problems = 📋 Problems: { $problems }; on the spot: { $spot }; dispatched: { $dispatched } (with a date { $committed }, to departments { $handed })
table-figures-confirmed = ✅ Entries confirmed by the firms: { $confirmed }

pack-title = 📚 <b>Pre-reading</b> { $when }
    { $place } · firms: { $count }
pack-heading = Pre-reading for the reception day of { $day }
pack-file = pre-reading-{ $day }.docx
pack-firm = { $at } { $firm } (topics: { $topics })
pack-firm-title = <b>{ $line }</b>
pack-topic = 📌 { $lamp } { $number } { $state }: { $summary }
pack-earlier = Other tickets of the last year: { $count }: { $numbers }
pack-last = Last time ({ $day }):
pack-outcome = { $mark } { $number } { $text } (promised: { $promised }, { $fate })
pack-masked = <b>Topics under a hidden name</b>
pack-attached = 📎 There is more: see the file.
promises-title = 📊 <b>What was kept</b> (reception day of { $day })
    Problems: { $count }; kept: { $kept }; late: { $broken }; under way: { $running }
promises-heading = What was kept of the reception day of { $day }
promises-file = kept-{ $day }.docx
promises-firm = <b>{ $firm }</b>

verdict-on-the-spot = solved on the spot
verdict-committed = promised in the room
verdict-handed-over = handed to a department
fate-kept = kept
fate-late = done late
fate-running = under way
fate-broken = late, not done
fate-no-date = no date promised yet
fate-withdrawn = withdrawn

minutes-card = 📄 <b>Minutes</b> { $when }
minutes-draft = ⏳ The day is not closed: this is what there is so far.
minutes-broken = ⚠️ The park's own template { $file } cannot be used; the built-in one was taken. Why: { $why }
minutes-file = minutes-{ $day }.docx
minutes-title = Minutes of the director's reception day, { $day }
minutes-confirmed = confirmed
minutes-unconfirmed = not confirmed
minutes-word-when = When:{" "}
minutes-word-place = Where:{" "}
minutes-word-host = Presiding:{" "}
minutes-word-figures = 1. Figures
minutes-word-firms = 2. What the firms said
minutes-word-absent = 3. Firms that did not come
minutes-word-decided = Decided:{" "}
minutes-word-wording = Checked by the firm:{" "}
minutes-word-objection = The firm objects:{" "}
minutes-word-companions = With:{" "}
minutes-word-none = No problem was raised.
