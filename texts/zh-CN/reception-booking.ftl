# 接待日预约:选时段、候补、递补、议题、提醒
menu-book = 📅 预约接待日
command-book = 预约主任接待日
command-booking = 我的接待日预约
command-bookings = 接待日预约名单
command-rebook = 改到别的时段，例如 /rebook 15:10
command-unbook = 取消接待日预约
command-topic = 补充接待日议题
command-wait = 加入接待日候补
command-take = 接受空出的时段
command-pass = 不要空出的时段
command-route = 接待日地点
command-ics = 接待日日历文件

error-unknown-place = 没有找到这个预约或时段，或者它不归您看。请看 /booking。
error-slot-taken = 这个时段刚刚被别的企业约走了。请另选一个；约满了可以加入候补。
error-booked-already = 贵企业已经预约：{ $name } 约了 { $at }。一家企业一次接待日约一个时段，改期请看 /booking。
error-waits-already = 贵企业已经在候补：{ $name } 于 { $at } 加入。请看 /booking。
error-booking-over = 这次接待日已经开始、结束或取消，不能再预约或更改。其他日期请看 /book。
error-slots-reserved = 这次接待日先由受邀企业预约，{ $until } 之后向所有企业开放。
error-not-open-yet = 这次接待日还没开放预约：先发邀请，受邀企业优先，之后向所有企业开放。请过些天再看 /book。
error-slots-free = 还有空余时段，不用候补，直接选一个就行。
error-offer-over = 这个时段已经不再为贵企业保留。还想来请看 /book，可以重新候补。
error-place-over = 这个预约已经取消、失效或已经签到，不能再更改。请看 /booking。

booking-which = 替哪家企业预约？请写企业名称的一部分或编号，例如：/book F01
booking-no-days = 🗓 近期还没有排好接待日，排好后会通知受邀企业。
booking-days = 📅 <b>预约主任企业接待日</b>
    { $firm }：请选日期。
booking-day-free = { $day } · 余 { $count } 个
booking-day-full = { $day } · 约满，候补 { $count } 家
booking-day-mine = ✅ { $day } · 已有位置
booking-day-reserved = 🔒 { $day } · 尚未向所有企业开放
booking-slots = 🗓 <b>{ $day }</b>
    📍 { $place }
    { $firm }：请选时段，点一下就约上了（也可发 /book 14:50）。
booking-slots-move = 🗓 <b>{ $day }</b>
    📍 { $place }
    { $firm }：改到哪个时段？（也可发 /rebook 15:10）
booking-slots-none = 🗓 <b>{ $day }</b>
    { $firm }：时段都约满了，候补 { $count } 家。加入候补后，有时段空出会按顺序为您保留并通知您（也可发 /wait）。
booking-slots-none-move = 🗓 <b>{ $day }</b>
    { $firm }：没有别的空余时段，原来的预约不变。
booking-button-wait = ⏳ 加入候补
booking-button-days = ⬅️ 其他日期
booking-booked = ✅ <b>约好了！</b>请接着写议题，各部门好提前准备；以后再写也行。
booking-waits = ⏳ <b>已加入候补。</b>
booking-taken = ✅ <b>约好了！</b>这个时段归贵企业了。
booking-moved = 🔁 <b>已改期。</b>原来的时段让给别的企业。
booking-prepared = ✅ <b>已记下。</b>各部门会提前准备。
booking-none = 您还没有接待日预约。点“📅 预约接待日”或发 /book。
booking-several = 您有几个接待日预约，请选一个：

booking-topics = 💬 <b>想和主任谈什么？</b>（{ $when }）
    一条消息写一个议题，可以带照片，可以写几个；每个议题会立案跟办。
    { $topics }
booking-companions = 👥 谁和您一起来？请写姓名和职务，没有就跳过。
booking-review = 请核对（{ $when }）：
    💬 { $topics }
    👥 随行：{ $companions }
booking-topic-line = { $number }. { $summary }（{ $category }）{ $files }
booking-topic-files = {" "}📎{ $count }
booking-topic-noted = 📝 已记下。类别不对就点下面的类别；还有别的议题接着写，没有就点“写完了”。
booking-need-topic = 请用一句话写议题，或发一张照片。
booking-topic-in-pictures = 见照片
booking-topics-none = 还没有议题。
booking-button-done = ✅ 写完了
booking-button-none = ➡️ 先不写议题
booking-button-stop = ✖️ 不写了
booking-stopped = 议题没有提交。您的接待日预约不变，请看 /booking，议题以后可以补充。
booking-button-send = 📮 确认
booking-button-chosen = ✔️ { $category }

place-title = 🗓 <b>主任企业接待日</b>
place-when = 🕝 { $at }–{ $until }
place-day = 🗓 { $at }
place-where = 📍 { $place }
place-who = 🏢 { $firm }（{ $name } 预约）
place-companions = 👥 随行：{ $companions }
place-topics = 💬 议题 { $count } 项：
place-topic = • { $number } { $summary }
place-no-topics = 💬 还没有议题。
place-state-waiting = ⏳ 候补第 { $position } 位，有时段空出会按顺序通知您。
place-state-offered = 🎟 这个时段为贵企业保留到 { $until }，请尽快接受（也可发 /take 或 /pass）。
place-state-booked = ✅ 已预约
place-state-arrived = 🙋 已签到
place-state-late = 🙋 已签到（迟到）
place-state-received = 🤝 已接待
place-state-no-show = ⚪ 未到
place-state-cancelled = ❌ 已取消
place-state-lapsed = ⌛ 已失效
place-called-off = 🚫 这次接待日已取消
place-button-move = 🔁 改期
place-button-cancel = ❌ 取消预约
place-button-leave = ❌ 退出候补
place-button-topic = ➕ 补充议题
place-button-file = 📆 日历文件
place-button-route = 🧭 路线
place-button-accept = ✅ 接受
place-button-decline = 🙅 不要了
place-button-again = 📅 重新预约
place-no-map = 📍 { $place }（没有地图位置，请按地址前往）
place-file-title = 主任企业接待日：{ $firm }
place-file-text = { $firm } 主任企业接待日，请提前 10 分钟到场。随行：{ $companions }
place-label = { $at } { $firm }

unbook-reason = 为什么不来了？写一句原因，或点“跳过”。（{ $when }）
unbook-sure = ❓ <b>真的取消吗？</b>（{ $when }）
    时段会让给候补的企业；{ $count } 项议题不作废，仍作为普通诉求办理。
unbook-yes = ❌ 取消预约
unbook-keep = ↩️ 不取消
unbook-kept = 预约没有变。
unbook-done = ❌ 已取消（{ $when }）。议题 { $count } 项不作废，仍作为普通诉求办理。想再来请发 /book。

push-place-booked = ℹ️ 联络员或接待日秘书已替贵企业登记接待日。
push-place-moved = ℹ️ 联络员或接待日秘书已替贵企业改期。
push-place-cancelled = ℹ️ 联络员或接待日秘书已替贵企业取消接待日预约，议题仍作为普通诉求办理。
push-place-offer = 🎟 <b>有时段空出来了，轮到贵企业！</b>
push-place-lapsed = ⌛ 为贵企业保留的时段没有等到确认，已让给下一家。
push-place-none = 😔 接待日开始了，这次没有时段空出。请预约下一次，议题仍在办理。
push-place-remind-days = ⏰ <b>快到接待日了。</b>附上日历文件。
push-place-remind-day = ⏰ <b>下个工作日就是接待日。</b>
push-place-remind-hours = ⏰ <b>今天就是接待日，请按时到场。</b>
push-place-liaison = ⏰ 您联络的企业下个工作日参加主任企业接待日。

bookings-none = 🗓 近期没有接待日。
bookings-title = 🗓 <b>{ $day } 预约名单</b>：{ $count } 家，候补 { $waits } 家
bookings-free = { $clock } —— 空
bookings-line = { $clock } { $mark } <b>{ $firm }</b>{ $more }
bookings-waiting = { $number }. ⏳ <b>{ $firm }</b>{ $more }
bookings-waiting-title = <b>候补</b>
bookings-companions = {" "}👥 { $companions }
bookings-topic = {" "}💬 { $summary }
bookings-topics-more = {" "}… 共 { $count } 项
