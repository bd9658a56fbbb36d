# 导出：台账与月报做成文件，后台生成

command-export = 导出台账（Excel）
command-monthreport = 导出月度亮单报告（Word）

exportkind-ledger = 台账
exportkind-report = 月报

exportend-made = 已生成
exportend-stopped = 已取消
exportend-too-large = 文件太大
exportend-no-room = 磁盘已满
exportend-not-his = 无权查看
exportend-failed = 生成失败

area-tickets = 诉求
area-promises = 承诺
area-visits = 走访
area-reception = 接待日
area-cases = 代办事项
area-rewards = 奖励兑现
area-certificates = 遗留办证

export-choose = <b>导出文件</b>
    请选择期间。台账是 Excel（一类工作一张表，可筛选），只含您有权查看的内容。
    也可以直接输入：/export 2026、/export 2026-10、/export 2026-10-01 2026-12-15
export-late = <b>最近的导出</b>
export-line = { $at } · { $kind } { $period } · { $state }
export-running = 正在生成 { $percent } %
export-button-ledger = 台账 { $period }
export-button-report = 月报 { $period }
export-asked = 📦 正在生成{ $kind }（{ $period }）。做好后会发到这里，您可以继续做别的事。
export-progress = 📦 { $kind }（{ $period }）
    { $bar } { $percent } %
    已写入 { $done } 行，共 { $total } 行
export-stop = ✖ 不要了
export-over = 📦 { $kind }（{ $period }）：{ $state }。
export-made-report = 📦 <b>月报（{ $period }）</b>
    亮单各项指标、排名和公式，数据截至 { $at }。文件保留 7 天，之后请重新导出。
export-made-ledger = 📦 <b>台账（{ $period }）</b>
    共 { $rows } 行，数据截至 { $at }。文件保留 7 天，之后请重新导出。
export-gone = 📦 { $kind }（{ $period }）的文件已过保留期。请重新导出，内容会是最新的。
export-why-stopped = 📦 { $kind }（{ $period }）已取消。需要时请重新导出。
export-why-too-large = 📦 { $kind }（{ $period }）超过 50 MB，Telegram 发不了。请选短一些的期间，例如按年或按月导出。
export-why-no-room = 📦 { $kind }（{ $period }）没有生成：服务器磁盘空间不足。请告诉系统管理员，清理后再导出。
export-why-not-his = 📦 { $kind }（{ $period }）没有生成：您现在的角色已不能查看这些内容。
export-why-failed = 📦 { $kind }（{ $period }）没有生成：程序出错，已记入日志。请稍后再试；再不行，请告诉系统管理员。

error-not-a-period = 没看懂期间。请这样输入：2026、2026-10，或起止日期 2026-10-01 2026-12-15；不能是还没到的日子。月报只能选一个月，例如 /monthreport 2026-10。
error-nothing-to-export = 台账里没有归您查看的内容。想看本企业的事项，请点“📋 我的事项”。
error-not-your-report = 月报给管委会主任、综合服务窗口和督查考核使用。您可以用 /board 看亮单。
error-no-such-export = 找不到这个文件，它不是您导出的。请用 /export 重新导出。

light-green = 绿灯
light-yellow = 黄灯
light-red = 红灯

export-yes = 是
export-no = 否
export-about = 说明
export-what = 项目
export-meaning = 内容
export-period = 期间
export-made = 生成时间
export-for = 导出人
export-scope = 范围
export-scope-what = 只含导出人有权查看的内容；各行为写入时的最新状态。诉求按填单时间、承诺按承诺日期、走访按走访时间、接待日按日期、代办按受理时间归入期间；奖励与办证另含期间内审批、兑付或发证的。
export-rows = { $count } 行

export-number = 编号
export-filed = 填单时间
export-source = 来源
export-firm-code = 企业代码
export-firm = 企业
export-size = 规模
export-chain = 产业链
export-backbone = 骨干
export-category = 类别
export-urgent = 紧急
export-confidential = 保密
export-summary = 诉求内容
export-details = 补充说明
export-department = 主办部门
export-owner = 责任人
export-state = 状态
export-light = 亮灯
export-accepted = 签收时间
export-promised = 首次承诺
export-working-date = 办理期限
export-due = 当前截止
export-extensions = 延期次数
export-returns = 退单次数
export-escalated = 督办层级
export-level-owner = 责任人
export-level-head = 部门负责人
export-level-director = 主任
export-held = 挂账时间
export-resolved = 办结时间
export-closed = 归档时间
export-outcome = 办理结果
export-result = 结果说明
export-stars = 星级
export-decided = 认定日期
export-fate = 兑现情况
export-visited = 走访时间
export-visitor = 走访人
export-came = 企业确认
export-said = 走访记录
export-day = 接待日
export-slot = 时段
export-arrived = 到场时间
export-problems = 问题数
export-solved = 当场解决
export-reason = 原因
export-item = 事项
export-kind = 类型
export-opened = 受理时间
export-finished = 办结时间
export-amount = 金额（元）
export-approved = 审批日期
export-paid = 兑付日期
export-certificate = 证书编号
export-certified = 发证日期
