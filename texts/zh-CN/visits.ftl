# 走访:到期提醒、记录、企业确认、走访记录
menu-visit = 🚶 走访
command-visit = 记一次走访
command-visits = 走访记录
command-came = 确认走访属实
command-notcame = 走访没有来
error-unknown-visit = 没有找到这次走访，或者它不归您看。请看 /visits。
error-visit-answered = 贵企业已经答复过这次走访，不能再改。有出入请联系综合服务窗口。

visits-due-title = 🚶 <b>有 { $count } 家企业该走访了</b>
visits-soon = 🟢 { $firm }：{ $day } 前走访，还有 { $days } 个工作日
visits-due = 🟡 { $firm }：今天（{ $day }）该走访了
visits-late = 🔴 { $firm }：{ $day } 就该走访，已过 { $days } 个工作日
visits-begin = 🚶 记走访：{ $firm }

visit-firm = 走访了哪家企业？联络员点按钮；领导可输入企业名称的一部分。
visit-firm-due = { $firm }（{ $day }）
visit-notes = 🚶 <b>{ $firm }</b>
    企业说了什么、您看到了什么？文字、语音、照片、位置都行，可以分几次发，发完点“✅ 完成”。
    已记：«{ $text }» 📷 { $pictures } 🎤 { $spoken } 📍 { $places }
visit-noted = 📝 已记下。还有就接着发，没有就点“✅ 完成”。
visit-need-note = 请先发一点内容：一句话、一段语音、一张照片或一个位置。
visit-no-firm = 您名下还没有企业，不用记走访。有疑问请联系管理员。
visit-done = ✅ 完成
visit-logged = ✅ 走访已记录，已请企业确认。发现的问题点“➕ 发现问题”，每个问题一件诉求。
visit-title = 🚶 <b>走访 { $firm }</b>
    { $at }
visit-by-liaison = 联络员：{ $name }
visit-by-leader = 领导走访（四下基层）：{ $name }
visit-text = «{ $text }»
visit-place = 📍 { $place }
visit-unanswered = ❔ 企业还没有确认
visit-came = ✅ 企业确认属实（{ $name }，{ $at }）
visit-not-came = ❌ 企业说没有来（{ $name }，{ $at }）
visit-found = 发现问题 { $count } 件：
visit-yes = ✅ 属实
visit-no = ❌ 没有来
visit-problem = ➕ 发现问题
visit-all = 🚶 走访记录
visit-files-coming = 📎 { $count } 个附件马上发给您。

push-visit = { $part } { $name } 记录：{ $at } 走访了贵企业。请核对是否属实（也可发 /came 或 /notcame）。
push-visit-denied = ⚠️ 企业说 { $part } { $name } { $at } 没有来走访，请核实。

visits-title = 🚶 <b>{ $firm }</b> 走访记录（✅ 属实 ❔ 未确认 ❌ 没有来）
visits-none = { $firm }：还没有走访记录。
visits-newer = ⬅️ 更新的
visits-older = 更早的 ➡️
visits-leader = 领导{" "}
visits-which = 没有找到您能看的企业。请写企业名称的一部分或编号，例如：/visits F01
firms-which = 哪家企业？

menu-firm = 🏢 企业
command-firm = 企业卡（名称或编号）
button-firm = 🏢 企业
firm-which = 看哪家企业？点按钮，或输入企业名称的一部分或编号。
firm-need-name = 这一步请输入企业名称的一部分或编号，或点按钮。
firm-title = 🏢 <b>{ $firm }</b>（{ $code }）
firm-kind = 产业链：{ $chain } · 规模：{ $size }
firm-size-small = 小型
firm-size-medium = 中型
firm-size-large = 大型
firm-backbone = ⭐ 骨干企业
firm-liaison = 👤 联络员：{ $name }
firm-no-liaison = 🔴 没有联络员
firm-owner-contact = 主联系人
firm-contact = 联系人
firm-person = 📇 { $role }：{ $name }
firm-person-phone = 📇 { $role }：{ $name } { $phone }
firm-tickets = 📋 进行中的诉求：{ $count } 件 { $lights }
firm-no-tickets = 📋 没有进行中的诉求
firm-tickets-title = 📋 <b>{ $firm }</b> 进行中的诉求（{ $count }）
firm-all-tickets = 📋 全部 { $count } 件
firm-visited = 🚶 上次走访：{ $at }
firm-not-visited = 🚶 还没有走访过
firm-visit-due = 🚶 下次走访：{ $day } 前
firm-reception = 🗓 下次接待日：{ $day }
firm-log-visit = ✍️ 记走访
firm-write = 💬 写给企业
