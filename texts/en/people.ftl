# The door: binding, menu, help, language; refusals
language-name = English
language-which = 请选择语言 / Choose your language
language-chosen = English from now on.

menu-report = 📝 Report
menu-liaison = 💬 My liaison
menu-guide = 📖 Guide
menu-reception = 🗓 Reception day
menu-mine = 📋 My tickets
menu-find = 🔎 Find
menu-help = ❓ Help

welcome-contact = Welcome, { $name }! This is Sidan, the park's service for its firms.
    Just write what you need, or press “📝 Report”: it gets a number, an owner and a date at once.
welcome-staff = Welcome, { $name }! This is Sidan, the park's service for its firms.
    Firms' tickets arrive here: accept, promise, report and resolve by buttons. Your work: “📋 My tickets”.
visitor-welcome = Welcome to Sidan, the park's service for its firms. You are not bound to a firm yet.
    Open your invitation link; without one press “🔗 Ask to be bound” (/apply). Who does what, and how long it takes: “📖 Guide” (/guide). /language changes the language.
help-visitor = Sidan: a firm reports a problem, its liaison has it at once, with an owner, a date and a visible end.
    You need an invitation link: ask your firm's owner, your liaison or the duty desk, or send /apply to be bound. The guide: /guide
help-contact = <b>How it works</b>
    • Report: just write a sentence, or /report
    • My tickets: /mine (🟢 in time 🟡 due soon 🔴 late)
    • One ticket: /ticket NUMBER; what happened: /history NUMBER; its files: /files NUMBER
    • With a result: /rate NUMBER 5, or /reject NUMBER to have it done again
    • Withdraw: /withdraw NUMBER; leave a form: /cancel
    • Find: /find drain blocked (words of two characters or more)
    • Guide: /guide and what you want done
    • Colleagues: /colleagues
    • Another phone: /newphone
    • My data: /mydata; leave for good: /leave
    • Language: /language
help-staff = <b>How it works</b>
    • A new ticket arrives as a card: press “Accept”, then promise a date
    • Your work: /mine (🟢 in time 🟡 due soon 🔴 late)
    • Commands: /accept /commit /progress /resolve and the number
    • A reply to a card goes to the other side; progress goes by “Report progress”
    • One ticket: /ticket NUMBER; what happened: /history NUMBER; its files: /files NUMBER
    • Find: /find drain blocked (words of two characters or more)
    • Guide: /guide and what you want done
    • Another phone: /newphone
    • My data: /mydata; leave for good: /leave
    • Language: /language
help-agent = <b>How it works</b>
    • Your desk: /desk; today's steps: /steps; what waits for whom: /waits
    • Begin an item for a firm: /agency and what it wants done; one case: /case NUMBER
    • Mandates: /mandates
    • Find: /find drain blocked (words of two characters or more)
    • Guide: /guide and what is to be done
    • Another phone: /newphone
    • My data: /mydata; leave for good: /leave
    • Language: /language
cancel-nothing = You are not filling in anything.

command-start = Main menu
command-help = How it works
command-language = 语言 Language
command-report = Report a problem
command-liaison = Write to the liaison, or to a firm
command-guide = Guide: what we take, and how long it takes
command-sign = To accept
command-late = Late
command-today = Due today
command-inhand = In hand
command-wishes = To approve
command-unowned = Without owner
command-returned = Returned
command-reception = Reception days to come
command-away = Away: who stands in
command-back = Back earlier
command-mine = My tickets
command-ticket = A ticket by its number
command-history = What happened to a ticket
command-files = See the files
command-find = Find tickets by words
command-rate = Rate (number 1-5)
command-reject = Not satisfied, redo
command-withdraw = Withdraw
command-accept = Accept
command-commit = Promise a date
command-progress = Report progress
command-handover = Hand over to a department
command-return = Return, with a reason
command-assist = Assistance done
command-ask = Ask the firm (the clock stands still)
command-answer = Answer what was asked
command-extend = Ask for an extension
command-suspend = Ask for suspension
command-resume = Resume
command-approve = Approve
command-decline = Decline
command-escalate = Escalate
command-message = Send a message about a ticket
command-note = An internal note
command-common = Common problems
command-tie = Tie tickets to a common problem (numbers)
command-untie = Take a ticket out of its common problem
command-resolve = Resolve
command-cancel = Leave the form

error-not-possible = That is not possible now.
error-not-for-you = This is done by { $who }; you cannot do it for them.
error-not-now = { $number } is “{ $state }”: “{ $action }” is not possible. { $some ->
    [0] There is nothing for you to do now.
   *[other] You can: { $possible }.
}
error-unknown-ticket = There is no ticket of that number, or it is not yours to see. Please check the number, or see /mine.
error-invitation-unknown = This invitation link is not valid. Check that it is complete, or ask your liaison or the duty desk for another.
error-invitation-used = This invitation link has been used; each works once. Please ask for a new one.
error-invitation-old = This invitation link is too old. Please ask for a new one.
error-chat-taken = This account is bound to somebody else. Please open the link with the invited person's account, or ask the duty desk.
error-date-too-late = Too late: this kind is to be promised by { $limit } at the latest. Please choose an earlier date.
error-date-past = { $date } is over. Please choose a date to come.
error-date-day-off = { $date } is a day off. The next working day is { $next }.
error-promise-stands = { $date } is promised already, and a promise stands.
error-not-promised = No date has been promised yet; please do that first.
error-already-asked = The firm has been asked and the clock stands still. Please go on when it has answered.
error-not-asked = Nothing is asked of you now. To say something press “💬 Message”.
error-still-pending = Something waits for approval already; please go on when it is decided.
error-nothing-pending = Nothing waits for approval; perhaps it has been decided already.
error-ruling-stands = Who handles { $number } is for the duty desk to rule; it can't be returned or handed on. Please talk to the duty desk.
error-too-late-to-return = More than one working day has gone by, { $number } can't be returned. Please accept it, or talk to the duty desk.
error-too-late-to-extend = Too late: an extension is asked for at least one working day before { $date }. Please keep the date, or ask for suspension.
error-no-more-extensions = { $number } has been extended twice, no more is possible. Please resolve it, or ask for suspension.
error-date-too-far = The new date has to be after { $date } and by { $limit } at the latest (ten working days more).
error-nobody-there = Nobody there could accept it. Please choose another department, or ask the administrator.
error-no-such-firm = There is no such firm. Please check the name.
error-no-owner = Your firm has no liaison yet and the duty desk is empty. Your words are kept; please tell the park's administrator.
error-word-too-short = Each word needs two characters or more, for example: drain blocked. Please try another.
error-names-a-firm = It names “{ $firm }”, and every firm tied here will read it. Please press “Back” and write it without the name.
error-tied-elsewhere = One of them belongs to another common problem. Take it out first: /untie NUMBER.
error-unknown-common = There is no such common problem, or the ticket belongs to none. See /common.
error-broken = Sorry, something went wrong; nothing of yours is lost. Please try again; if it stays, tell the duty desk the number { $number }.
error-not-for-office = The back office is for administrators, the duty desk, the director, assessors and the reception-day secretary. What you can do: /help.
error-office-link-gone = This link opens nothing: it was used, is older than 15 minutes, or there is a newer one. Please send /admin in the chat again.
error-edited-meanwhile = Somebody else has changed this since you opened it. Below are the value now and what you typed; please check, then save.
