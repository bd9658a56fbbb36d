# The day table, the holiday notice, deadlines reckoned anew
menu-calendar = 📅 Calendar
command-calendar = The day table: load a notice
error-not-administrator = The calendar is kept by the administrator; there is nothing for you to do. Ask the park's administrator to change it.

calendar-card = 📅 <b>Day table</b>
    Loaded from the official notice: { $years }
    { $coming }
calendar-none = –
calendar-off = 🏖 { $name }: { $first } to { $last } ({ $days } days)
calendar-off-one = 🏖 { $name }: { $first }
calendar-worked = 💼 { $date } is worked (for { $name })
calendar-provisional-from = From { $year } on nothing is announced yet: statutory days, provisional.
calendar-load = 📥 Load a notice

calendar-notice = Please paste the whole State Council notice (国务院办公厅关于某年部分节假日安排的通知) here, from its title to the last holiday, and send it.
calendar-review = <b>Please check { $year }</b>
    { $days }
    { $count ->
    [0] No open ticket gets another date.
    [one] One open ticket gets another date; its owner and its firm are told.
   *[other] { $count } open tickets get another date; owners and firms are told.
}
calendar-confirm = ✅ Load
calendar-loaded = ✅ { $year } is loaded and counts from now on. { $count ->
    [0] No ticket got another date.
    [one] One ticket got another date; its owner and its firm are told.
   *[other] { $count } tickets got another date; owners and firms are told.
}
calendar-same = { $year } was loaded like this already, nothing changed.

card-provisional = 🗓 The days off of { $year } are not announced yet: this date is provisional. You will be told if it changes.
date-provisional = { $at }, provisional

event-redate = days off announced, date reckoned anew
push-redate = 📅 <b>The days off of { $year } are announced, and dates change with them</b>
redate-line = { $number } { $what }: { $old } → <b>{ $new }</b>
redate-limit = latest date to promise

notice-no-year = I cannot see which year this notice is for. Please paste all of it, from the title 国务院办公厅关于某年部分节假日安排的通知 on.
notice-far-year = This is the notice of { $year }, which is too far away. Please check the year in its title and paste it again.
notice-unreadable = I do not understand this sentence: “{ $line }”. Please write it as in 2月5日(周五)至11日(周四)放假 or 2月14日(周日)上班, then paste the whole notice again.
notice-no-such-day = There is no such day: “{ $line }”. Please check month and day, then paste the whole notice again.
notice-weekday = The weekday does not fit: “{ $line }”. In the calendar it is { $date }. Please check date and year, then paste the whole notice again.
notice-count = The count does not fit: “{ $line }” says { $said } days, from first to last it is { $counted }. Please check it, then paste the whole notice again.
notice-range = First and last day do not fit: “{ $line }”. The last comes after the first, by at most 15 days; over New Year, write the years.
notice-no-weekend = Work is made up on a Saturday or Sunday: { $date } in “{ $line }” is a working day anyway. Please check it, then paste the whole notice again.
notice-other-year = { $date } ({ $year }) is not of this notice's year: “{ $line }”. Please check it, then paste the whole notice again.
notice-day-twice = { $date } stands there twice: “{ $line }”. Please check it, then paste the whole notice again.
notice-twice = { $name } stands there twice: “{ $line }”. Please paste one notice at a time.
notice-missing = Missing: { $names }. All seven holidays are needed: please paste the whole notice; if it is there, check the colon behind its name.
notice-season = { $name } is never around { $date }. Please check the month, then paste the whole notice again.
