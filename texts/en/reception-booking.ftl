# Booking a reception day: slots, waiting list, offers, topics, reminders
menu-book = 📅 Book reception day
command-book = Book the director's reception day
command-booking = My place on the reception day
command-bookings = Who comes to the reception day
command-rebook = Move to another slot, such as /rebook 15:10
command-unbook = Give back my place on the reception day
command-topic = Add a topic for the reception day
command-wait = Join the waiting list of the reception day
command-take = Take the slot that got free
command-pass = Leave the slot that got free
command-route = Where the reception day is
command-ics = Calendar file of the reception day

error-unknown-place = There is no such booking or slot, or it is not yours to see. Please look at /booking.
error-slot-taken = Another firm has just taken this slot. Please choose another one; when all are taken you can join the waiting list.
error-booked-already = Your firm has a place already: { $name } booked { $at }. A firm has one slot a day; to move it, see /booking.
error-waits-already = Your firm is on the waiting list already: { $name } joined it on { $at }. See /booking.
error-booking-over = This reception day has begun, is over or was called off: nothing can be booked or changed. For others, see /book.
error-slots-reserved = Invited firms book this day first; after { $until } it is open to all.
error-not-open-yet = This reception day cannot be booked yet: invitations go out first, invited firms have priority, then it opens to all. Please look again at /book in some days.
error-slots-free = There are free slots: no need to wait, just choose one.
error-offer-over = This slot is not held for your firm any more. If you still want to come, see /book: you can wait again.
error-place-over = This booking was given back, has lapsed or you are there already: it can't be changed. See /booking.

booking-which = Which firm do you book for? Write a part of its name or its code, for example: /book F01
booking-no-days = 🗓 No reception day is planned yet. Invited firms will be told.
booking-days = 📅 <b>Book the director's reception day</b>
    { $firm }: please choose a day.
booking-day-free = { $day } · { $count } free
booking-day-full = { $day } · full, { $count } waiting
booking-day-mine = ✅ { $day } · you have a place
booking-day-reserved = 🔒 { $day } · invited firms first
booking-slots = 🗓 <b>{ $day }</b>
    📍 { $place }
    { $firm }: please choose a slot; one press books it (or send /book 14:50).
booking-slots-move = 🗓 <b>{ $day }</b>
    📍 { $place }
    { $firm }: which slot instead? (or send /rebook 15:10)
booking-slots-none = 🗓 <b>{ $day }</b>
    { $firm }: all slots are taken, waiting: { $count }. Join the waiting list: a slot that gets free is offered in order, held for you, and you are told (or send /wait).
booking-slots-none-move = 🗓 <b>{ $day }</b>
    { $firm }: there is no other free slot. Your booking stays as it is.
booking-button-wait = ⏳ Join the waiting list
booking-button-days = ⬅️ Other days
booking-booked = ✅ <b>Booked!</b> Now please write your topics so that the departments can prepare; later is fine too.
booking-waits = ⏳ <b>You are on the waiting list.</b>
booking-taken = ✅ <b>Booked!</b> The slot is yours.
booking-moved = 🔁 <b>Moved.</b> Your earlier slot goes to another firm.
booking-prepared = ✅ <b>Noted.</b> The departments will prepare.
booking-none = You have no place on a reception day. Press “📅 Book reception day” or send /book.
booking-several = You have several places. Which one?

booking-topics = 💬 <b>What do you want to talk about?</b> ({ $when })
    One message a topic, with photos if you like, as many as you need; each becomes a ticket.
    { $topics }
booking-companions = 👥 Who comes with you? Please write names and positions, or skip.
booking-review = Please check ({ $when }):
    💬 { $topics }
    👥 Companions: { $companions }
booking-topic-line = { $number }. { $summary } ({ $category }){ $files }
booking-topic-files = {" "}📎{ $count }
booking-topic-noted = 📝 Noted. If the category is wrong, press the right one; write the next topic, or press “That is all”.
booking-need-topic = Please write the topic in a sentence, or send a photo.
booking-topic-in-pictures = See the photos
booking-topics-none = No topics yet.
booking-button-done = ✅ That is all
booking-button-none = ➡️ No topics yet
booking-button-stop = ✖️ Not now
booking-stopped = No topics were sent. Your place on the reception day stays, see /booking; topics can be added later.
booking-button-send = 📮 Confirm
booking-button-chosen = ✔️ { $category }

place-title = 🗓 <b>The director's reception day</b>
place-when = 🕝 { $at }–{ $until }
place-day = 🗓 { $at }
place-where = 📍 { $place }
place-who = 🏢 { $firm } (booked by { $name })
place-companions = 👥 Companions: { $companions }
place-topics = 💬 Topics: { $count }
place-topic = • { $number } { $summary }
place-no-topics = 💬 No topics yet.
place-state-waiting = ⏳ Number { $position } on the waiting list; a slot that gets free is offered in order.
place-state-offered = 🎟 This slot is held for your firm until { $until }; please take it soon (or send /take or /pass).
place-state-booked = ✅ Booked
place-state-arrived = 🙋 Checked in
place-state-late = 🙋 Checked in (late)
place-state-received = 🤝 Received
place-state-no-show = ⚪ Did not come
place-state-cancelled = ❌ Given back
place-state-lapsed = ⌛ Lapsed
place-called-off = 🚫 This reception day was called off
place-button-move = 🔁 Move
place-button-cancel = ❌ Give back
place-button-leave = ❌ Leave the list
place-button-topic = ➕ Add a topic
place-button-file = 📆 Calendar file
place-button-route = 🧭 Route
place-button-accept = ✅ Take it
place-button-decline = 🙅 No, thanks
place-button-again = 📅 Book again
place-no-map = 📍 { $place } (not on the map; please go by the address)
place-file-title = Director's reception day: { $firm }
place-file-text = Director's reception day of { $firm }. Please be there 10 minutes early. Companions: { $companions }
place-label = { $at } { $firm }

unbook-reason = Why can't you come? Write a sentence, or press “Skip”. ({ $when })
unbook-sure = ❓ <b>Really give it back?</b> ({ $when })
    The slot goes to a firm that waits. Your topics ({ $count }) live on as ordinary tickets.
unbook-yes = ❌ Give it back
unbook-keep = ↩️ Keep it
unbook-kept = Nothing has changed.
unbook-done = ❌ Given back ({ $when }). Your topics ({ $count }) live on as ordinary tickets. To come after all, send /book.

push-place-booked = ℹ️ Your liaison or the secretary has put your firm down for the reception day.
push-place-moved = ℹ️ Your liaison or the secretary has moved your firm to another slot.
push-place-cancelled = ℹ️ Your liaison or the secretary has given back your firm's place. Your topics live on as ordinary tickets.
push-place-offer = 🎟 <b>A slot got free, and it is your turn!</b>
push-place-lapsed = ⌛ The slot held for your firm was not taken; it goes to the next.
push-place-none = 😔 The reception day has begun and no slot got free. Please book the next one; your topics are being worked on.
push-place-remind-days = ⏰ <b>The reception day is near.</b> The calendar file is below.
push-place-remind-day = ⏰ <b>The reception day is on the next working day.</b>
push-place-remind-hours = ⏰ <b>The reception day is today. Please be on time.</b>
push-place-liaison = ⏰ A firm of yours comes to the director's reception day on the next working day.

bookings-none = 🗓 No reception day is planned.
bookings-title = 🗓 <b>{ $day }</b>: { $count } firms, { $waits } waiting
bookings-free = { $clock } — free
bookings-line = { $clock } { $mark } <b>{ $firm }</b>{ $more }
bookings-waiting = { $number }. ⏳ <b>{ $firm }</b>{ $more }
bookings-waiting-title = <b>Waiting list</b>
bookings-companions = {" "}👥 { $companions }
bookings-topic = {" "}💬 { $summary }
bookings-topics-more = {" "}… { $count } in all
