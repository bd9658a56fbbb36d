# Reception days: planning, invitations, moving, calling off, coverage
command-addday = Add a reception day
command-moveday = Move a reception day
command-calloff = Call a reception day off
command-invitations = Who is invited to a reception day
command-invitefirm = Put a firm on the list
command-takeoff = Take a firm off the list (number)
command-coverage = How many firms have been received
command-notcoming = Not coming to the reception day

error-not-for-reception = Reception days are kept by the reception-day secretary, the director and administrators. Tell the secretary what you suggest.
error-not-for-coverage = Coverage is for the reception-day secretary, the director, assessors and the back office.
error-unknown-day = There is no such reception day, or it has begun, is over or was called off. See /reception.
error-not-a-workday = { $day } is a day off, and the departments are closed. Choose another day.
error-day-taken = There is a reception day on { $day } already. Choose another day, or change that one under /reception.
error-day-over = A reception day has to lie ahead. Write another date.
error-list-full = { $count ->
        [one] The list is full (one firm, one a slot).
       *[other] The list is full ({ $count } firms, one a slot).
    } Take one off first, then add.
error-on-the-list = { $firm } is on the list already.
error-already-invited = { $firm } has its invitation and is not taken off any more. Please speak to the firm itself.
error-day-open = This day is open to all firms: nobody has to be invited, firms book for themselves.
error-not-invited = No such invitation of your firm was found, or the day is over.
error-has-place = Your firm has a slot. If it does not come, cancel the booking first, then press “Not this time”.

reception-title = 🗓 <b>The director's reception days</b> ({ $count } planned)
reception-none = 🗓 No reception day is planned yet. You will find it here.
reception-line = • { $when } · { $place }
reception-place-open = place to be told
reception-open = 🗓 { $day }
reception-add = ➕ Add a day
reception-coverage = 📊 Coverage
reception-book = 📅 Book { $day }
reception-day = 🗓 <b>The director's reception day</b>
    { $when }
    📍 { $place }
reception-slots = { $count ->
        [one] One slot
       *[other] { $count } slots
    } of { $minutes } minutes; booked { $taken }, waiting { $waiting }
reception-reason = Why: { $reason }
reception-called-off = ❌ Called off
reception-is-planned = Nobody is proposed for an invitation yet
reception-is-proposed = Proposed: { $count }; the invitations are not out yet
reception-is-invited = Invited: { $count }, declined: { $declined }; they may book first until { $until }
reception-is-open = Open to all firms since { $at }; invited: { $count }, declined: { $declined }
reception-list = ✉️ Invitations ({ $count })
reception-bookings = 📋 Bookings
reception-run = 🪑 At the table
reception-move = 🔁 Move
reception-off = ❌ Call off
reception-back = ⬅️ All reception days

reception-list-title = ✉️ <b>Invitations for { $day }</b>: { $count } for { $slots ->
        [one] one slot
       *[other] { $slots } slots
    }
reception-list-empty = Nothing is proposed yet: that happens by itself 5 working days before the invitations go out. Firms can be added now.
reception-list-line = { $rank }. <b>{ $firm }</b> — { $why }
reception-list-free = { $count ->
        [one] One place is free: it is filled
       *[other] { $count } places are free: they are filled
    } in order when the invitations go out.
reception-added = ➕ { $name }, { $at }, put on: { $reason }
reception-removed = ➖ { $name }, { $at }, taken off: { $reason }
reception-invited = ✉️ invited { $at }
reception-declined = 🙅 declined { $at }
reception-take-off = ➖ { $rank }
reception-put-on = ➕ Add a firm
reception-earlier = ⬅️ Earlier
reception-later = Later ➡️
reception-to-day = 🗓 The day

reception-why-comma = {" · "}
reception-why-never = never received
reception-why-last = last received { $day }
reception-why-coming = expected on { $day }
reception-why-quarter = received this quarter
reception-why-asked = asked { $at } and got no slot
reception-date = { $year }-{ $month }-{ $day }

reception-new-date = Add a reception day: on which date? For example 2026-12-18.
reception-new-hours = From when until when? For example 14:30-17:30.
reception-new-place = Where? (usually: { $place }) Skip it if that is so.
reception-new-reason = Why this extra day? The reason is kept.
reception-new-done = ✅ Added. The invitations go out by themselves in time.
reception-shift-date = 🔁 To which date does the day of { $when } go? Write the same date if only hours or place change.
reception-shift-hours = From when until when? For example 14:30-17:30.
reception-shift-place = Where? (so far: { $place }) Skip it if that stays.
reception-shift-reason = Why? Everybody concerned is told.
reception-shift-done = ✅ Moved. The firms concerned, their liaisons, the heads and the director have been told.
reception-shift-sure = 🔁 From { $when } to { $day } { $hours }, place: { $there }. Why: { $reason }.
    The firms concerned, their liaisons, the heads and the director are told; booked slots are kept in their order. Are you sure?
reception-move-yes = 🔁 Move it
reception-cancel-reason = ❌ Why is the day of { $when } called off? Everybody concerned is told.
reception-cancel-sure = ❌ Call off the day of { $when }, because: { $reason }.
    The firms concerned, their liaisons, the heads and the director are told, its bookings end, and it cannot be undone. Are you sure?
reception-off-yes = ❌ Call it off
reception-keep = ↩️ Keep the day
reception-kept = All right: the day takes place.
reception-cancel-done = ✅ Called off, and everybody concerned has been told. Its bookings have ended; topics stay tickets and go on.
reception-invite-firm = ➕ Which firm goes on the list of { $when }? Write a part of its name, or its code.
reception-invite-reason = Why? The reason stands on the list.
reception-remove-reason = ➖ Why is { $firm } taken off the list of { $when }? The reason stands on the list.
reception-need-hours = Write from when until when, with time for one firm at least, as in 14:30-17:30.

reception-invitation = ✉️ <b>Invitation to the director's reception day</b>
    { $firm }: the director would like to hear from you how your firm is and what is difficult.
    🗓 { $when }
    📍 { $place }
    { $minutes } minutes for each firm; the departments are there. Choose a slot by { $until }: until then they are kept for those invited.
reception-invitation-open = ✉️ <b>Invitation to the director's reception day</b>
    { $firm }: the director would like to hear from you how your firm is and what is difficult.
    🗓 { $when }
    📍 { $place }
    { $minutes } minutes for each firm; the departments are there. Time is short: choose a slot soon.
reception-decline = 🙅 Not this time
reception-decline-which = 🙅 { $day } { $firm }
reception-decline-sure = { $firm } does not come on { $day }? The place goes to the next firm; you will be invited again.
reception-decline-yes = 🙅 It does not come
reception-decline-done = All right: { $firm } does not come on { $day }. You can book whenever you like.
reception-no-invitation = No invitation waits for an answer. What is booked is cancelled with the booking.
reception-which-invitation = To which one does your firm not come?

push-rd-proposal = ✉️ { $count ->
        [one] One firm is
       *[other] { $count } firms are
    } proposed for the reception day of { $day }, each with the reason. Please look: change it now, it goes out by itself.
push-rd-proposal-sent = ✉️ The reception day of { $day } is near: { $count ->
        [one] one invitation has
       *[other] { $count } invitations have
    } gone out in order.
push-rd-liaison = ✉️ Your firm { $firm } is invited to the director's reception day.
    🗓 { $when }
    📍 { $place }
    Please remind it to choose a slot and prepare its topics.
push-rd-open = 📅 The director's reception day ({ $when }) is open for booking, and there are slots. { $firm } had better book soon.
push-rd-declined = 🙅 { $firm } does not come to the reception day of { $day }.
push-rd-declined-next = 🙅 { $firm } does not come to the reception day of { $day }; { $following }, the next in order, has been invited.
push-rd-moved = 🔁 <b>The director's reception day is moved</b>
    Was: { $old }
    🗓 Now: { $when }
    📍 { $place }
push-rd-by-clock = Why: the official calendar makes the old date a day off.
push-rd-slot = Your firm keeps its slot, now { $at }. The calendar file below brings your calendar up to date.
push-rd-waits = There are fewer slots now and yours is gone: your firm is first on the waiting list, and is asked as soon as one is free.
push-rd-off = ❌ <b>The director's reception day is called off</b>
    It was to be { $old }
push-rd-off-place = Your firm's booking has ended. Its topics stay tickets and go on, see /mine; it comes sooner in the next invitations.
reception-calendar = The director's reception day
reception-calendar-what = Please come 10 minutes early.

coverage-title = 📊 <b>Coverage of the reception days</b> ({ $day })
    firms | received in 12 months | ever
coverage-all = All
coverage-share = { $name }: { $firms } | { $year } | { $ever }
coverage-complete = 🎉 Every firm has been received.
coverage-forecast = { $left ->
        [one] One firm has
       *[other] { $left } firms have
    } never been received. By the days planned all will have been: { $plan }; at the pace of the last 6 months: { $pace }.
coverage-month = { $year }-{ $month }
coverage-never = no end in sight
coverage-waiting = <b>Firms not received for 12 months: { $count }</b>
coverage-firm = • { $firm } ({ $last })
