# 门口:申请绑定、访客看指南;派单员审核
menu-apply = 🔗 申请绑定
command-apply = 申请绑定企业
command-bindings = 绑定申请
command-admit = 通过绑定（申请号 企业编号）
command-refuse = 不通过绑定（申请号 理由）

form-code-length = 统一社会信用代码是 18 位，您发的是 { $length } 位。请照营业执照核对后再发。
form-code-shape = 这不是统一社会信用代码：只有数字和大写字母（没有 I、O、S、V、Z），前面是登记机关和行政区划。请照营业执照核对。
form-code-digit = 校验位不对，可能有一位抄错了。请照营业执照逐位核对后再发。
form-need-phone = 没看懂电话号码。请只发数字，例如 13800138000 或 0731-84123456；不想留请点“跳过”。

apply-name = <b>申请绑定</b> 请发您的姓名。您填的内容只给综合服务窗口核实身份。
apply-firm = 请发企业名称，最好是全称。
apply-code = 请发统一社会信用代码（营业执照上的 18 位）。
apply-phone = 请留一个电话，窗口核实时用；不想留就点“跳过”。
apply-review = <b>请核对</b>
    姓名：{ $name }
    企业：{ $firm }
    信用代码：{ $code }
    电话：{ $phone }
apply-waits = ⏳ 您的申请已交综合服务窗口（{ $at }）：{ $name }，{ $firm }，{ $code }。有结果马上告诉您，不用重复提交。
apply-admitted = ✅ 已通过，您已绑定 { $firm }。
apply-refused = ✋ 申请没有通过：{ $reason }
    改好后可以再点“🔗 申请绑定”。

binding-title = <b>🔗 绑定申请 { $id }</b> { $at }
binding-who = 姓名：{ $name }　电话：{ $phone }
binding-firm = 企业：{ $firm }
    信用代码：{ $code }（校验位正确）
binding-known = ✅ 这个信用代码是 { $firm }（{ $code }）
binding-unknown = ⚠️ 园区没有登记过这个信用代码
binding-how = 核实后点企业通过，或发 /admit { $id } 企业编号；不通过请写理由，对方会看到。
binding-admit = ✅ { $firm }
binding-other = 🔎 其他企业
binding-refuse = ✖️ 不通过
binding-admitted = ✅ { $who } 已通过，绑定到 { $firm }。
binding-refused = ✋ { $who } 未通过：{ $reason }
binding-over = 对方已用邀请链接绑定，不用再审核。
binding-none = 没有等待审核的绑定申请。
binding-which = 请写上申请号，例如：/{ $command } 12 F01；清单见 /bindings。
admit-firm = { $name }（{ $firm }）：绑定到哪家企业？输入企业名称的一部分或编号，再点选。
turn-away-text = { $name }（{ $firm }）：为什么不通过？写一句，对方会看到。

error-already-bound = 这个账号已经绑定了，不用再申请。请发 /start。
error-unknown-request = 没有找到这个绑定申请，或者它不归您审核。
error-already-decided = 这个申请已由 { $who } 在 { $at } 处理过了。
