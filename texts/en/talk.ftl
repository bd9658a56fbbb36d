# Talking: replies, numbers, words without a place, the liaison, the guide, what waits
heap-to-sign = ✍️ To accept
heap-late = 🔴 Late
heap-today = 📅 Due today
heap-in-hand = 🔧 In hand
heap-wishes = 📝 To approve
heap-unowned = 📭 Without owner
heap-returned = ↩️ Returned
heap-title = <b>{ $heap }</b> ({ $count })
heap-none = { $heap }: none, all is on time.
heap-counts = Now: { $counts }

said-answer = 📎 Passed to the owner of { $number } as your answer; the clock runs on.
said-message = 💬 Passed on, { $number }.
said-note = 🔒 Kept as an internal note of { $number }; the firm does not see it.
said-too-late = { $number } is “{ $state }” and takes no messages any more. Your words are kept:

offer = What shall become of this?
    “{ $summary }”
    Files: { $count }
offer-question = You seem to ask how something is done. What shall become of this?
    “{ $summary }”
    Files: { $count }
offer-guide = 📖 Show the guide
offer-yes = 📮 File it
offer-add = ➕ Add to a ticket
offer-liaison = 💬 Send to the liaison
offer-no = No, thanks
offer-taken = All right, it is in the form: “{ $summary }”
offer-which = Which ticket does it belong to?
    “{ $summary }”
    Files: { $count }
offer-no-tickets = There is no open ticket. You can press “📮 File it” or “💬 Send to the liaison”.
offer-who = { $number }: who shall read this?
offer-say = 💬 The firm
offer-note = 🔒 Only the park

thread-firm = Which firm is it about?
thread-text = What do you want to say? Words, photos, files; it arrives at once, without your number.
thread-sent = 💬 Sent; it arrives in a moment.
thread-no-firm = You are not bound to a firm yet.
thread-from-firm = 💬 <b>{ $firm }</b> { $name }:
thread-from-park = 💬 <b>Your liaison { $name }</b> ({ $firm }):
thread-from-desk = 💬 <b>The duty desk, { $name }</b> ({ $firm }):
thread-answer = ↩️ Answer
thread-code = Or just reply to this message #{ $code }

guide-title = <b>📖 Guide</b> What we take, who handles it, in how many working days from dispatch. Press one to file:
guide-title-visitor = <b>📖 Guide</b>: what is taken, who handles it, in how many working days from dispatch. Once bound you can file at once:
guide-line = • { $kind }: { $department }, { $days ->
    [one] one day
   *[other] { $days } days
}
guide-line-liaison = • { $kind }: your liaison, { $days ->
    [one] one day
   *[other] { $days } days
}

away-since = From which day on are you away? Press a button or type a date.
away-now = From now on
away-until = On which day are you back? Press a button or type a date. Until then your substitute handles your tickets.
away-need-later = You come back after you have left. Please type a later date, such as 12-05.
away-who = Who stands in for you? Press a button, or type another colleague's name or code.
away-need-name = Please type a colleague's name or code, such as L05.
away-set = 🌴 Noted: from { $since } until { $until } { $name } stands in for you; then it ends by itself. Back earlier, or not going? Send /back.
away-told = 🌴 { $name } asks you to stand in from { $since } until { $until }. His firms and tickets are yours meanwhile, see /mine.
away-back = 👋 Welcome back; nobody stands in for you any more.
away-none = You are not noted as away.
