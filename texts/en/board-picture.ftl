# The board's picture: the month in the chat, and the buttons of its card
board-picture-title = Board { $month } { $year }
board-picture-as-of = The whole park, as of { $at }
board-picture-month = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
}
board-picture-count = { $count }
board-picture-minutes = { $count } min
board-picture-of = { $good }/{ $count }
board-picture-thin = { $good }/{ $count }, few
board-picture-uncalled = messages, without inspections
board-picture-uncalled-all = messages and inspections
board-picture-median = median of { $count }
board-picture-median-thin = median of { $count }, few
board-picture-satisfied = good { $good }, answered { $answered }
board-picture-none = no figures yet
board-picture-trend = By month
board-picture-no-trend = No figures in the last twelve months
board-picture-departments = Departments
board-picture-rows = Figures
board-picture-more = And { $count } more
board-picture-empty = Nothing to count in this month yet.
board-picture-before = ‹ { $month }
board-picture-after = { $month } ›
board-picture-formulas = 📐 Formulas
board-own-last-month = 📊 <b>Your last month</b>
