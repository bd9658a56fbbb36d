# 日历表、放假通知、时限重算
menu-calendar = 📅 日历
command-calendar = 日历表：载入放假通知
error-not-administrator = 日历由管理员维护，您不用做什么。要改放假安排，请找园区管理员。

calendar-card = 📅 <b>日历表</b>
    已按国务院通知载入：{ $years }
    { $coming }
calendar-none = –
calendar-off = 🏖 { $name }：{ $first } 至 { $last }（{ $days } 天）
calendar-off-one = 🏖 { $name }：{ $first }
calendar-worked = 💼 { $date } 上班（{ $name }调休）
calendar-provisional-from = { $year } 年起尚未公布，按法定节假日暂定。
calendar-load = 📥 载入放假通知

calendar-notice = 请把《国务院办公厅关于某年部分节假日安排的通知》全文粘贴到这里（从标题到最后一条“国庆节”），直接发送。
calendar-review = <b>请核对 { $year } 年</b>
    { $days }
    { $count ->
    [0] 没有未结诉求的日期会变。
   *[other] 有 { $count } 件未结诉求的日期会重算，办理人和企业都会收到通知。
}
calendar-confirm = ✅ 载入
calendar-loaded = ✅ { $year } 年已载入，从现在起按它计算。{ $count ->
    [0] 没有诉求的日期改变。
   *[other] { $count } 件诉求的日期已重算，并已通知办理人和企业。
}
calendar-same = { $year } 年早已这样载入，没有变化。

card-provisional = 🗓 { $year } 年放假安排尚未公布，以上日期暂定；公布后如有变化会告知。
date-provisional = { $at }，暂定

event-redate = 放假安排公布，日期重算
push-redate = 📅 <b>{ $year } 年放假安排已公布，日期随之调整</b>
redate-line = { $number } { $what }：{ $old } → <b>{ $new }</b>
redate-limit = 最晚可承诺的日期

notice-no-year = 没找到是哪一年的通知。请从标题“国务院办公厅关于某年部分节假日安排的通知”开始，全文粘贴。
notice-far-year = 这是 { $year } 年的通知，离现在太远。请核对标题里的年份后重新粘贴。
notice-unreadable = 这一句没看懂：«{ $line }»。请照原文改成“2月5日（周五）至11日（周四）放假”或“2月14日（周日）上班”这样，再全文粘贴。
notice-no-such-day = 没有这一天：«{ $line }»。请核对月份和日期，再全文粘贴。
notice-weekday = 星期对不上：«{ $line }»，日历上是 { $date }。请核对日期和年份，再全文粘贴。
notice-count = 天数对不上：«{ $line }»写的是 { $said } 天，起止日期是 { $counted } 天。请核对后再全文粘贴。
notice-range = 起止日期不对：«{ $line }»。结束应在开始之后，且不超过 15 天；跨年时请写上年份。
notice-no-weekend = 调休上班应是周六或周日：«{ $line }»里的 { $date } 本来就上班。请核对后再全文粘贴。
notice-other-year = { $date }（{ $year } 年）不属于这份通知的年份：«{ $line }»。请核对后再全文粘贴。
notice-day-twice = { $date } 出现了两次：«{ $line }»。请核对后再全文粘贴。
notice-twice = { $name }出现了两次：«{ $line }»。一次只粘贴一份通知。
notice-missing = 缺少：{ $names }。七个节日都要有，请全文粘贴；已经有的，请核对节名后面的冒号。
notice-season = { $name }不会在 { $date } 前后。请核对月份，再全文粘贴。
