# The board: figures, formulas, publishing
menu-board = 📊 Board
command-screen = The board in a browser
board-screen = 🖥 Open in a browser
board-link = The board in a browser (for { $minutes } minutes, once; do not pass it on):
    { $link }
command-board = The board: this month's figures
command-formulas = What the board's figures count
command-publish = Publish last month's board
command-published = Published months
error-unknown-figure = There is no such figure. See /formulas.
error-not-a-month = Which month? Write it like 2026-10, for example: /board 2026-10
error-month-not-over = { $month } is not over yet. It can be published when it is.
error-not-published = That month has not been published yet.
error-not-publisher = The assessor publishes the board. You can read it: /board.

board-title = 📊 <b>Board { $month }</b>
board-publish-review = 📊 <b>To be published: board { $month }</b>
    Please check. Once published, these figures stay; later corrections appear beside them.
board-publish-button = 📌 Publish { $month }
board-published = 📌 <b>Published: board { $month }</b>
    Published { $at }
board-checksum = Checksum { $checksum }
board-broken = 🔴 The checksum does not fit: the figures may have been changed. Please look into it at once.
board-changes = Changes since it was published: { $count }
board-no-changes = Nothing has changed since it was published.
board-change = · { $whose } { $name }: published { $frozen }, now { $now }
board-park = The park
board-whose-department = Department { $of }
board-whose-liaison = Liaison { $of }
board-whose-category = Category { $of }
board-whose-chain = Industry chain { $of }
board-whose-source = Source { $of }
board-source-firm = firm
board-source-liaison = liaison for the firm
board-source-reception = reception day
board-source-visit = visit
board-source-leader = leader on site

board-service-uncalled = 🤫 Don't come uncalled: firms disturbed in quiet hours { $count } times (inspections are not recorded yet, and not counted)
board-service-coming = 🏃 Come when called: { $came }
board-service-kept-word = 🤝 Kept word: { $rate }
board-service-satisfaction = 😊 Satisfied: { $rate }, answered: { $answered }
board-came = median { $minutes } working minutes ({ $count } tickets)
board-nobody = –
board-line = { $name }: { $rate }
board-rate = <b>{ $text }</b> ({ $good }/{ $count })
board-rate-thin = { $text } ({ $good }/{ $count }, n too small)
board-rate-withheld = – (n = { $count }, too few to show)
board-outcomes = Results: { $outcomes }
board-outcome = { $outcome } { $count }
board-lights = Open: { $lights } ⏸ suspended { $suspended }
board-green = 🟢 { $count }
board-yellow = 🟡 { $count }
board-red = 🔴 { $count }
board-by-department = <b>Departments</b> (kept word / response / solution)
board-by-liaison = <b>Liaisons</b> (kept word / response / solution)
board-by-chain = <b>Industry chains</b> (kept word / response / solution)
board-row = { $before }{ $name }: { $kept } / { $response } / { $solution }
board-place = { $place }. {""}
board-more = And { $count } more rows
board-desk = Duty desk and others
board-no-chain = No industry chain

board-response = Response
board-kept-word = Kept word
board-solution = Solution
board-satisfaction = Satisfaction
board-answered = Answered
board-coming = Come when called
board-uncalled = Don't come uncalled
board-formulas = 📐 <b>What the figures count</b> (cut off after one decimal, never rounded up; “–” of nothing; under 5: n too small)
board-formula = · <b>{ $name }</b>: { $formula }
board-formula-response = dispatches accepted in time ÷ dispatches accepted or past their deadline. Each dispatch, hand-over, return and rejection counts once: on the day it was accepted in time, else on the day of the deadline.
board-formula-kept-word = finished by the first date promised ÷ promised dates that are past or finished. An extension never moves the first promise; a result that the firm rejected kept no word.
board-formula-solution = solved and not rejected by the firm ÷ tickets registered in the period, without withdrawn ones.
board-formula-satisfaction = 4 and 5 stars ÷ rated. What was closed for want of an answer is never satisfied.
board-formula-answered = rated by the firm ÷ closed.
board-formula-coming = working minutes from filing to the liaison's first act, the median.
board-formula-uncalled = messages that made a sound at a firm in quiet hours, but urgent ones; shall be 0.

board-own-month = 📊 <b>Your month so far</b>
board-department-week = 📊 <b>Your department last week</b>
board-park-month = 📊 <b>Last month's figures</b>
