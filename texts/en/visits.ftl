# Visits: what is due, the record, the firm's answer, the list
menu-visit = 🚶 Visit
command-visit = Record a visit
command-visits = Visits to a firm
command-came = Yes, the visit was made
command-notcame = No, nobody came
error-unknown-visit = There is no such visit, or it is not yours to see. Look at /visits.
error-visit-answered = Your firm has answered for this visit already, for good. If that was wrong, tell the duty desk.

visits-due-title = 🚶 <b>{ $count } firms are due for a visit</b>
visits-soon = 🟢 { $firm }: to be visited by { $day }, { $days } working days left
visits-due = 🟡 { $firm }: to be visited today ({ $day })
visits-late = 🔴 { $firm }: was to be visited on { $day }, { $days } working days ago
visits-begin = 🚶 Record a visit: { $firm }

visit-firm = Which firm did you visit? A liaison presses a button; a leader can type a part of its name.
visit-firm-due = { $firm } ({ $day })
visit-notes = 🚶 <b>{ $firm }</b>
    What did the firm say, what did you see? Words, voice, photos, a place; several messages if you like, then “✅ Done”.
    So far: “{ $text }” 📷 { $pictures } 🎤 { $spoken } 📍 { $places }
visit-noted = 📝 Noted. Send more, or press “✅ Done”.
visit-need-note = Please send something first: a sentence, a voice message, a photo or a place.
visit-no-firm = You have no firm to visit yet. If that is wrong, ask the administrator.
visit-done = ✅ Done
visit-logged = ✅ The visit is recorded, and the firm is asked to confirm it. “➕ Problem found” makes each problem a ticket.
visit-title = 🚶 <b>Visit to { $firm }</b>
    { $at }
visit-by-liaison = Liaison: { $name }
visit-by-leader = A leader on site: { $name }
visit-text = “{ $text }”
visit-place = 📍 { $place }
visit-unanswered = ❔ The firm has not confirmed it yet
visit-came = ✅ The firm confirms it ({ $name }, { $at })
visit-not-came = ❌ The firm says nobody came ({ $name }, { $at })
visit-found = Problems found: { $count }
visit-yes = ✅ That is true
visit-no = ❌ Nobody came
visit-problem = ➕ Problem found
visit-all = 🚶 All visits
visit-files-coming = 📎 { $count } files are on their way to you.

push-visit = { $part } { $name } has recorded a visit to your firm, { $at }. Is that true? (/came or /notcame will do, too)
push-visit-denied = ⚠️ The firm says that { $part } { $name } did not come, { $at }. Please find out.

visits-title = 🚶 <b>{ $firm }</b>: visits (✅ true, ❔ not confirmed, ❌ nobody came)
visits-none = { $firm }: no visit is recorded yet.
visits-newer = ⬅️ Newer
visits-older = Older ➡️
visits-leader = leader{" "}
visits-which = No firm of yours fits. Please write a part of its name or its code, such as /visits F01
firms-which = Which firm?

menu-firm = 🏢 Firms
command-firm = A firm's card (name or code)
button-firm = 🏢 The firm
firm-which = Which firm? Press a button, or type a part of its name or its code.
firm-need-name = Please type a part of the firm's name or its code, or press a button.
firm-title = 🏢 <b>{ $firm }</b> ({ $code })
firm-kind = Industry chain: { $chain } · size: { $size }
firm-size-small = small
firm-size-medium = medium
firm-size-large = large
firm-backbone = ⭐ Backbone firm
firm-liaison = 👤 Liaison: { $name }
firm-no-liaison = 🔴 Has no liaison
firm-owner-contact = Owner contact
firm-contact = Contact
firm-person = 📇 { $role }: { $name }
firm-person-phone = 📇 { $role }: { $name } { $phone }
firm-tickets = 📋 Open tickets: { $count } { $lights }
firm-no-tickets = 📋 No open tickets
firm-tickets-title = 📋 <b>{ $firm }</b>: open tickets ({ $count })
firm-all-tickets = 📋 All { $count }
firm-visited = 🚶 Last visit: { $at }
firm-not-visited = 🚶 Not visited yet
firm-visit-due = 🚶 Next visit: by { $day }
firm-reception = 🗓 Next reception day: { $day }
firm-log-visit = ✍️ Record a visit
firm-write = 💬 Write to the firm
