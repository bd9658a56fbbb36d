# 亮单：看板、口径、发布
menu-board = 📊 亮单
command-screen = 在浏览器里看亮单
board-screen = 🖥 在电脑上看
board-link = 亮单网页（{ $minutes } 分钟内有效，只能用一次，请勿转发）：
    { $link }
command-board = 亮单：本月成绩单
command-formulas = 亮单指标的口径
command-publish = 发布上月亮单
command-published = 已发布的亮单
error-unknown-figure = 没有这个指标，请看 /formulas。
error-not-a-month = 没看懂是哪个月。请写成 2026-10，例如：/board 2026-10
error-month-not-over = { $month } 还没有过完，过完才能发布。
error-not-published = 这个月还没有发布。
error-not-publisher = 亮单由督查考核发布。您可以看 /board。

board-title = 📊 <b>亮单 { $month }</b>
board-publish-review = 📊 <b>待发布：亮单 { $month }</b>
    请核对。发布后这份数据固定下来，以后的更正另列在旁边。
board-publish-button = 📌 发布 { $month }
board-published = 📌 <b>已发布：亮单 { $month }</b>
    发布于 { $at }
board-checksum = 校验码 { $checksum }
board-broken = 🔴 校验码对不上，数据可能被改动，请立即核查。
board-changes = 发布后有 { $count } 项变化：
board-no-changes = 发布后没有变化。
board-change = · { $whose } { $name }：发布时 { $frozen }，现在 { $now }
board-park = 全园区
board-whose-department = 部门 { $of }
board-whose-liaison = 联络员 { $of }
board-whose-category = 类别 { $of }
board-whose-chain = 产业链 { $of }
board-whose-source = 来源 { $of }
board-source-firm = 企业填单
board-source-liaison = 联络员代填
board-source-reception = 接待日
board-source-visit = 走访
board-source-leader = 四下基层

board-service-uncalled = 🤫 不叫不到：安静时段打扰企业 { $count } 次（入企检查尚未登记，未计入）
board-service-coming = 🏃 随叫随到：{ $came }
board-service-kept-word = 🤝 说到做到：{ $rate }
board-service-satisfaction = 😊 服务周到：满意 { $rate }，企业评价 { $answered }
board-came = 中位 { $minutes } 个工作分钟（{ $count } 件）
board-nobody = –
board-line = { $name }：{ $rate }
board-rate = <b>{ $text }</b>（{ $good }/{ $count }）
board-rate-thin = { $text }（{ $good }/{ $count }，n 太少）
board-rate-withheld = –（{ $count }，太少，不显示满意率）
board-outcomes = 办理结果：{ $outcomes }
board-outcome = { $outcome } { $count }
board-lights = 在办：{ $lights } ⏸ 挂账 { $suspended }
board-green = 🟢 { $count }
board-yellow = 🟡 { $count }
board-red = 🔴 { $count }
board-by-department = <b>部门</b>（说到做到 / 响应 / 解决）
board-by-liaison = <b>联络员</b>（说到做到 / 响应 / 解决）
board-by-chain = <b>产业链</b>（说到做到 / 响应 / 解决）
board-row = { $before }{ $name }：{ $kept } / { $response } / { $solution }
board-place = { $place }. {""}
board-more = 还有 { $count } 行
board-desk = 综合服务窗口及其他
board-no-chain = 未分产业链

board-response = 响应率
board-kept-word = 说到做到
board-solution = 解决率
board-satisfaction = 满意率
board-answered = 评价率
board-coming = 随叫随到
board-uncalled = 不叫不到
board-formulas = 📐 <b>指标口径</b>（一律截去一位小数以后的部分，不进位；分母为 0 记“–”，不足 5 标“n 太少”）
board-formula = · <b>{ $name }</b>：{ $formula }
board-formula-response = 按时签收的派单 ÷ 已签收或签收时限已过的派单。每次派单、交办、退单、重办各算一次；按时的记在签收当天，超时的记在时限当天。
board-formula-kept-word = 在首次承诺的日期前办结的 ÷ 承诺日期已过或已办结的。批准延期不改首次承诺；被企业退回重办的不算兑现。
board-formula-solution = 已解决且企业没有不满意的 ÷ 当期登记的诉求（不含撤单）。
board-formula-satisfaction = 四星、五星 ÷ 企业给了评价的。逾期自动归档的不算满意。
board-formula-answered = 企业给了评价的 ÷ 已归档的。
board-formula-coming = 从填单到联络员第一次行动的工作分钟数，取中位数。
board-formula-uncalled = 安静时段有声打扰企业的消息（紧急的除外），应为 0。

board-own-month = 📊 <b>您本月的成绩</b>
board-department-week = 📊 <b>上周部门成绩</b>
board-park-month = 📊 <b>上月成绩</b>
