# Colleagues, another phone, leaving, my data
menu-colleagues = 👥 Colleagues
command-colleagues = Colleagues: who speaks for the firm
command-invite = Invite a colleague (name; code: again)
command-remove = Remove a colleague (code)
command-owner = Hand the ownership over (code)

colleagues-title = <b>👥 { $firm }</b>: its contacts
colleagues-how = Press a name to invite again, hand over or remove.
colleagues-invite = ➕ Invite a colleague
colleagues-not-owner = 👥 The contacts of { $firm } are looked after by { $owner }. To add or remove one, please ask there.
colleague-owner = 👑 { $name } { $code } { $state }
colleague-line = • { $name } { $code } { $state }
colleague-bound = ✅ bound
colleague-unbound = ⏳ not bound yet
colleague-firm = To which firm?
colleague-name = Please send the colleague's name.
colleague-which = Please add the colleague's code, as in /{ $command } C02.
colleague-do-again = 🔗 Invite again
colleague-do-remove = 🗑 Remove
colleague-remove-yes = Yes, remove
colleague-remove-sure = Remove { $name } from { $firm }? The chat is closed at once; the tickets stay with the firm, and you are written to about them.
colleague-removed = 🗑 { $name } is removed and will be told. You are written to about the tickets from now on.
colleague-do-owner = 👑 Hand the ownership over
colleague-owner-yes = Yes, hand over
colleague-owner-sure = Shall { $name } be the owner of { $firm }, who invites and removes colleagues?
colleague-owner-done = 👑 Handed over; { $name } will be told.
person-left = somebody who has left

command-newphone = Move to another phone
newphone-how = 📱 Another phone: open the next message's link there within 15 minutes, or scan the picture. Nothing arrives here afterwards. Do not pass it on.
newphone-link = For your own new phone only, until { $until }, once:
    { $link }

command-mydata = Everything held about me
command-leave = Leave for good
mydata-caption = 📦 Everything that is held about you here; sent to you alone.
leave-sure = Leave for good? Nothing works here any more at once, your name and phone are wiped out; your tickets stay with the firm, its owner is written to about them. For a copy of your data send /mydata first. “/leave yes” does the same.
leave-yes = Yes, leave
leave-no = Stay
leave-stayed = Fine, everything stays as it is.
leave-done = 👋 You have left; your name and phone are not kept here any more. To come back, ask the firm's owner, your liaison or the duty desk for an invitation link.

invitation-made = 🔗 The next message is the invitation of { $name }: please pass it on to nobody else. It works once; older links are void.
invitation-pass-on = { $firm } invites { $name } to Sidan, the park's service for its firms. Please open the link or scan the picture before { $until }; it works once:
    { $link }

push-moved = 📱 You are bound on another phone now; nothing arrives here any more. If that was not you, please call the duty desk at once.
push-removed = You are no contact of { $firm } any more. Questions? Please ask its owner or the duty desk.
push-owner = 👑 You are the owner of { $firm } now: /colleagues invites and removes colleagues.
push-colleague-left = A contact of { $firm } has left; you are written to about those tickets from now on. The contacts: /colleagues.

error-not-the-owner = Only the firm's owner, { $owner }, can do that. Please ask there, or the duty desk.
error-unknown-colleague = There is no such colleague, or not any more. Please see /colleagues.
error-last-owner = You are the owner of { $firm }: please hand the ownership over in /colleagues first (invite somebody if you are alone), then leave.
error-not-bound-yet = { $name } is not bound yet and cannot be the owner. The invitation has to be opened first.
error-held-elsewhere = { $name } is more than your firm's contact: a new link comes from the duty desk only.
error-still-answers = You still answer for { $count } open tickets ({ $numbers }): please resolve them, hand them over, or ask the duty desk to reassign them; then leave.
error-still-looks-after = You are still the liaison of { $count } firms ({ $firms }): please ask the duty desk or the administrator to give them to somebody else; then leave.
error-last-of-desk = You are the only dispatcher of the duty desk: please have the administrator add another one, then leave.
