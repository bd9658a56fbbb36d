# 走访:到期提醒、记录、企业确认、走访记录;企业卡
visits-title = 🚶 <b>有 { $count } 家企业该走访了</b>
visits-soon = 🟢 { $firm }：{ $day } 前走访，还有 { $days } 个工作日
visits-due = 🟡 { $firm }：今天（{ $day }）该走访了
visits-late = 🔴 { $firm }：{ $day } 就该走访，已过 { $days } 个工作日
visits-begin = 🚶 记走访：{ $firm }
