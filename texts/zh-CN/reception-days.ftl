# 接待日：安排、邀请、改期、取消、覆盖情况
command-addday = 加一次接待日
command-moveday = 接待日改期
command-calloff = 取消接待日
command-invitations = 接待日邀请名单
command-invitefirm = 把企业加进邀请名单
command-takeoff = 从邀请名单移出（序号）
command-coverage = 接待覆盖情况
command-notcoming = 这次接待日不来

error-not-for-reception = 接待日由接待日秘书、主任和管理员安排。有建议请告诉接待日秘书。
error-not-for-coverage = 覆盖情况由接待日秘书、主任、督查考核和后台人员查看。
error-unknown-day = 没有这次接待日，或者它已经开始、结束或取消。请看 /reception。
error-not-a-workday = { $day } 是休息日，部门不上班。请换一天。
error-day-taken = { $day } 已经有接待日了。请换一天，或在 /reception 里改那一天。
error-day-over = 接待日要安排在以后。请重新写日期。
error-list-full = 名单已满（{ $count } 家，一个时段一家）。请先移出一家，再加。
error-on-the-list = { $firm } 已经在名单上了。
error-already-invited = { $firm } 已经收到邀请，不能再移出。需要调整请直接联系企业。
error-day-open = 这次接待日已经向所有企业开放预约，不用再邀请：企业可以自己预约。
error-not-invited = 没有找到贵企业的这次邀请，或者接待日已经过了。
error-has-place = 贵企业已经约好时段。不来的话请先取消预约，再点“这次不来”。

reception-title = 🗓 <b>主任企业接待日</b>（已安排 { $count } 次）
reception-none = 🗓 还没有安排接待日，安排好以后在这里看。
reception-line = • { $when } · { $place }
reception-place-open = 地点另行通知
reception-open = 🗓 { $day }
reception-add = ➕ 加一次
reception-coverage = 📊 覆盖情况
reception-book = 📅 预约 { $day }
reception-day = 🗓 <b>主任企业接待日</b>
    { $when }
    📍 { $place }
reception-slots = { $count } 个时段，每家 { $minutes } 分钟；已约 { $taken }，候补 { $waiting }
reception-reason = 说明：{ $reason }
reception-called-off = ❌ 已取消
reception-is-planned = 邀请名单还没有拟定
reception-is-proposed = 拟邀请 { $count } 家，邀请还没有发出
reception-is-invited = 已邀请 { $count } 家，谢绝 { $declined } 家；优先预约到 { $until }
reception-is-open = 已于 { $at } 向所有企业开放预约；邀请 { $count } 家，谢绝 { $declined } 家
reception-list = ✉️ 邀请名单（{ $count }）
reception-bookings = 📋 预约情况
reception-run = 🪑 现场
reception-move = 🔁 改期
reception-off = ❌ 取消
reception-back = ⬅️ 全部接待日

reception-list-title = ✉️ <b>{ $day } 邀请名单</b>：{ $count } 家，{ $slots } 个时段
reception-list-empty = 还没有拟定：邀请发出前 5 个工作日自动拟定，也可以现在就加企业。
reception-list-line = { $rank }. <b>{ $firm }</b> — { $why }
reception-list-free = 还空 { $count } 个名额：发邀请时按顺序自动补上。
reception-added = ➕ { $name } { $at } 加入：{ $reason }
reception-removed = ➖ { $name } { $at } 移出：{ $reason }
reception-invited = ✉️ { $at } 已邀请
reception-declined = 🙅 { $at } 企业谢绝
reception-take-off = ➖ { $rank }
reception-put-on = ➕ 加企业
reception-earlier = ⬅️ 上一页
reception-later = 下一页 ➡️
reception-to-day = 🗓 这次接待日

reception-why-comma = {" · "}
reception-why-never = 从未接待过
reception-why-last = 上次接待 { $day }
reception-why-coming = 另有安排 { $day }
reception-why-quarter = 本季度已接待
reception-why-asked = { $at } 约过但没有排上
reception-date = { $year }年{ $month }月{ $day }日

reception-new-date = 加一次接待日：哪一天？例如 12月18日。
reception-new-hours = 几点到几点？例如 14:30-17:30。
reception-new-place = 在哪里？（平时：{ $place }）不变就跳过。
reception-new-reason = 为什么加这一次？理由会留存。
reception-new-done = ✅ 已加。邀请按时自动发出。
reception-shift-date = 🔁 { $when } 的接待日改到哪一天？日期不变就写原来的日期。
reception-shift-hours = 几点到几点？例如 14:30-17:30。
reception-shift-place = 在哪里？（原来：{ $place }）不变就跳过。
reception-shift-reason = 为什么改？理由会告诉大家。
reception-shift-done = ✅ 已改期，已通知有关的企业、联络员、部门负责人和主任。
reception-shift-sure = 🔁 { $when } 改到 { $day } { $hours }，地点：{ $there }。理由：{ $reason }。
    会通知有关的企业、联络员、部门负责人和主任，已约的时段按顺序保留。确定吗？
reception-move-yes = 🔁 确定改期
reception-cancel-reason = ❌ 取消 { $when } 的接待日，为什么？理由会告诉大家。
reception-cancel-sure = ❌ 取消 { $when } 的接待日，理由：{ $reason }。
    会通知有关的企业、联络员、部门负责人和主任，预约随之结束，不能恢复。确定吗？
reception-off-yes = ❌ 确定取消
reception-keep = ↩️ 不取消了
reception-kept = 好的，接待日照常。
reception-cancel-done = ✅ 已取消，已通知有关的人。预约随之结束，议题仍是诉求，照常办理。
reception-invite-firm = ➕ 把哪家企业加进 { $when } 的名单？请输入企业名称的一部分或编号。
reception-invite-reason = 为什么加？理由会写在名单上。
reception-remove-reason = ➖ 把 { $firm } 移出 { $when } 的名单，为什么？理由会写在名单上。
reception-need-hours = 请写起止时间，至少够接待一家，例如 14:30-17:30。

reception-invitation = ✉️ <b>主任企业接待日邀请</b>
    { $firm }：主任想当面听听贵企业的情况和困难。
    🗓 { $when }
    📍 { $place }
    每家 { $minutes } 分钟，有关部门都在场。请在 { $until } 前选时段，在此之前为贵企业优先保留。
reception-invitation-open = ✉️ <b>主任企业接待日邀请</b>
    { $firm }：主任想当面听听贵企业的情况和困难。
    🗓 { $when }
    📍 { $place }
    每家 { $minutes } 分钟，有关部门都在场。时间较紧，请尽快选时段。
reception-decline = 🙅 这次不来
reception-decline-which = 🙅 { $day } { $firm }
reception-decline-sure = { $firm } { $day } 确定不来吗？名额会让给下一家，以后仍会邀请贵企业。
reception-decline-yes = 🙅 确定不来
reception-decline-done = 好的，{ $firm } { $day } 不来。以后想来随时可以预约。
reception-no-invitation = 现在没有待答复的接待日邀请。已经约好的请在预约里取消。
reception-which-invitation = 哪一次不来？

push-rd-proposal = ✉️ { $day } 接待日的邀请名单已拟定（{ $count } 家），每家都写了理由。请过目，需要调整现在就改，到时自动发出。
push-rd-proposal-sent = ✉️ { $day } 接待日离得近，邀请已按顺序发出（{ $count } 家）。
push-rd-liaison = ✉️ 您联系的 { $firm } 受邀参加主任企业接待日。
    🗓 { $when }
    📍 { $place }
    请提醒企业选好时段、准备议题。
push-rd-open = 📅 主任企业接待日（{ $when }）已开放预约，还有时段。{ $firm } 想来请尽快约。
push-rd-declined = 🙅 { $firm } 谢绝了 { $day } 的接待日。
push-rd-declined-next = 🙅 { $firm } 谢绝了 { $day } 的接待日，已按顺序邀请 { $following }。
push-rd-moved = 🔁 <b>主任企业接待日改期</b>
    原定 { $old }
    🗓 现在 { $when }
    📍 { $place }
push-rd-by-clock = 说明：放假安排公布后，原定日期是休息日，自动顺延。
push-rd-slot = 贵企业的时段保留，改为 { $at }。日历文件见下，打开即更新。
push-rd-waits = 新安排的时段减少，贵企业原来的时段没有了，已排在候补第一批，有空位先请您。
push-rd-off = ❌ <b>主任企业接待日取消</b>
    原定 { $old }
push-rd-off-place = 贵企业的预约随之结束。提出的议题仍是诉求，照常办理，进展见 /mine；下次邀请时会优先考虑。
reception-calendar = 主任企业接待日
reception-calendar-what = 请提前 10 分钟到场。

coverage-title = 📊 <b>接待覆盖情况</b>（{ $day }）
    企业数｜近 12 个月接待｜累计接待
coverage-all = 全部
coverage-share = { $name }：{ $firms }｜{ $year }｜{ $ever }
coverage-complete = 🎉 每家企业都接待过了。
coverage-forecast = 还有 { $left } 家从未接待：按已排的接待日 { $plan } 全部接待完；按近 6 个月的进度 { $pace }。
coverage-month = { $year }年{ $month }月
coverage-never = 还看不到头
coverage-waiting = <b>12 个月没有接待的企业：{ $count } 家</b>
coverage-firm = • { $firm }（{ $last }）
