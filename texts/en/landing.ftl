# Signing day: the landing checklist, the landing meeting, the chain lead's week
menu-landing = 🎉 Signing day
command-landing = Signing day: a project with its landing checklist
error-items-missing = The checklist names items that are not in the catalogue ({ $codes }); nothing was begun. Ask the administrator to add them in the back office.
landing-firm = 🎉 <b>Signing day</b>: which firm? Type a part of its name, or its code.{ $asked ->
    [0] {""}
   *[other] { $found ->
        [0] {""}
            «{ $named }» was not found. A new firm is added by the duty desk first, in the back office (/admin, “Firms”); then go on here.
       *[other] {""}
            «{ $named }» finds { $found }; press one.
    }
 }
landing-firms-found = 🔎 What your words find:
landing-name = What is the project called?
landing-signed = On which day is it signed?
landing-meeting = When is the landing meeting? Press the button, or write a day and a time, as: tomorrow 10:00
landing-list = Which checklist?
landing-need-day = Please write a day, as 2026-11-24, 24 Nov or “today”.
landing-need-time = Please write a day and a time, as: 24 Nov 15:00
landing-list-build = 🏗 Land and a new factory (registration to production)
landing-list-rent = 🏢 Rented premises (registration to production)
landing-title = 🎉 <b>Signing day: { $firm }</b>
    { $name }
landing-dates = Signed { $signed } · landing meeting { $meeting }
landing-count = Items: { $items }, steps: { $steps }, done: { $over }
landing-line = { $number }. { $item }: by { $day }
landing-own = Steps of your department: { $count }. You are told again when the turn of each has come:
landing-own-line = · { $item } — { $step }: by { $day }
landing-list-button = 📄 Landing checklist
landing-file = landing-checklist-{ $firm }
landing-sheet = Checklist
landing-no = No.
landing-item = Item
landing-step = Step
landing-who = Who
landing-due = By
landing-presence = Why somebody has to come
landing-state = State
landing-state-ahead = not begun
landing-state-open = to do
landing-state-signed = under way
landing-state-finished = done
landing-state-skipped = not needed
landing-week = 🔗 <b>Landings of your chain this week</b> ({ $day }: { $count })
landing-week-project = <b>{ $name }</b> · { $firm }: { $steps } steps
landing-week-case = { $lamp } { $name } { $steps }
