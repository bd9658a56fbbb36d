# Exports: the ledger and the month's report as files, made in the background

command-export = Export the ledger (Excel)
command-monthreport = Export a month's report (Word)

exportkind-ledger = Ledger
exportkind-report = Month's report

exportend-made = made
exportend-stopped = cancelled
exportend-too-large = too large
exportend-no-room = the disk is full
exportend-not-his = not yours to see
exportend-failed = failed

area-tickets = Tickets
area-promises = Promises
area-visits = Visits
area-reception = Reception days
area-cases = Cases
area-rewards = Rewards
area-certificates = Certificates

export-choose = <b>Files</b>
    Choose a period. The ledger is an Excel file with filters, one sheet for each kind of work, and holds only what you may see.
    You can also type it: /export 2026, /export 2026-10, /export 2026-10-01 2026-12-15
export-late = <b>Your last files</b>
export-line = { $at } · { $kind } { $period } · { $state }
export-running = being made, { $percent } %
export-button-ledger = Ledger { $period }
export-button-report = Report { $period }
export-asked = 📦 { $kind } ({ $period }) is being made. It will come here; you can go on with other things.
export-progress = 📦 { $kind } ({ $period })
    { $bar } { $percent } %
    { $done } of { $total } rows written
export-stop = ✖ Cancel
export-over = 📦 { $kind } ({ $period }): { $state }.
export-made-report = 📦 <b>Month's report ({ $period })</b>
    All figures of the board with their formulas and ranking, as of { $at }. The file is kept for 7 days; after that, export it again.
export-made-ledger = 📦 <b>Ledger ({ $period })</b>
    { $rows ->
        [one] 1 row
       *[other] { $rows } rows
    }, as of { $at }. The file is kept for 7 days; after that, export it again.
export-gone = 📦 The file of { $kind } ({ $period }) is no longer kept. Export it again: it will be up to date.
export-why-stopped = 📦 { $kind } ({ $period }) was cancelled. Export it again when you need it.
export-why-too-large = 📦 { $kind } ({ $period }) is over 50 MB, more than Telegram sends. Choose a shorter period, a year or a month.
export-why-no-room = 📦 { $kind } ({ $period }) was not made: the server's disk is full. Tell the administrator, then export it again.
export-why-not-his = 📦 { $kind } ({ $period }) was not made: your roles no longer let you see it.
export-why-failed = 📦 { $kind } ({ $period }) was not made: something broke, and it is in the log. Try again later; if it fails again, tell the administrator.

error-not-a-period = That is no period. Type 2026, 2026-10, or two dates, 2026-10-01 2026-12-15; none that is still to come. A report is of one month: /monthreport 2026-10.
error-nothing-to-export = The ledger holds nothing for you. For your firm's matters press “📋 My tickets”.
error-not-your-report = The month's report is for the director, the duty desk and the assessors. /board shows you the board.
error-no-such-export = That file was not exported by you. Export it with /export.

light-green = green
light-yellow = yellow
light-red = red

export-yes = yes
export-no = no
export-about = About
export-what = What
export-meaning = Meaning
export-period = Period
export-made = Made at
export-for = Made for
export-scope = Scope
export-scope-what = Only what the person it was made for may see; each row as it stood when it was written. Tickets by the time they were filed, promises by their dates, visits by their time, reception days by their dates, cases by the time they were opened; rewards and certificates also by the dates they were approved, paid or issued.
export-rows = { $count ->
        [one] 1 row
       *[other] { $count } rows
    }

export-number = Number
export-filed = Filed
export-source = Source
export-firm-code = Firm code
export-firm = Firm
export-size = Size
export-chain = Chain
export-backbone = Backbone
export-category = Category
export-urgent = Urgent
export-confidential = Confidential
export-summary = Problem
export-details = Details
export-department = Lead department
export-owner = Owner
export-state = State
export-light = Light
export-accepted = Accepted
export-promised = First promise
export-working-date = Working date
export-due = Running deadline
export-extensions = Extensions
export-returns = Returns
export-escalated = Escalated to
export-level-owner = owner
export-level-head = head
export-level-director = director
export-held = Suspended since
export-resolved = Resolved
export-closed = Closed
export-outcome = Outcome
export-result = Result
export-stars = Stars
export-decided = Decided on
export-fate = What became of it
export-visited = Visited
export-visitor = Visitor
export-came = Firm says
export-said = What was said
export-day = Reception day
export-slot = Slot
export-arrived = Arrived
export-problems = Problems
export-solved = Solved on the spot
export-reason = Reason
export-item = Item
export-kind = Kind
export-opened = Opened
export-finished = Finished
export-amount = Sum (yuan)
export-approved = Approved on
export-paid = Paid on
export-certificate = Certificate number
export-certified = Issued on
