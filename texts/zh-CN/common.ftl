# 查找、类似问题、共性问题
find-words = 🔎 找什么？请发一个或几个词，例如：停电 车间（每个词至少两个字，用空格隔开）。
find-title = 🔎 <b>“{ $words }”找到 { $count } 件</b>
find-rest = 还有 { $count } 件，请加词缩小范围。
find-none = 没有找到含“{ $words }”的诉求。可以换个说法或少写一个词，也可以用 /mine 看全部；新的事直接发消息。

similar-title = 🔁 <b>贵企业反映过类似的问题</b>，不必重复提交，可以直接补充：
similar-firms = 👥 另有 { $count } 家企业反映过类似问题
similar-add = ➕ 补充到 { $number }

tie-chosen = <b>{ $number }</b> { $summary }
    🔗 哪些诉求是同一个问题？点一下选中，也可以直接发编号；选好点“下一步”。
tie-title = 🔗 这个共性问题叫什么？点下面的，或直接输入（不要写企业名称）。
tie-which = 请写上编号，例如：/tie LL-2026-000001 LL-2026-000002；移出一件：/untie LL-2026-000001。
untie-done = ✂️ { $number } 已移出共性问题。
common-title = 🔗 <b>共性问题：{ $title }</b>（{ $count } 件）
common-line = { $lamp } { $number } { $state } { $firm } · 👤 { $owner }
common-rest = 还有 { $count } 件。
common-told = 📣 { $at } 已告知：{ $text }
common-untie = ✂️ 移出
common-tell = 📣 写结果告知全部企业
common-add = ➕ 按编号加入
common-list = 🔗 <b>还没有结果的共性问题</b>（{ $count }）
common-row = • { $title }（{ $count } 件）
common-none = 现在没有未答复的共性问题。要建立一个：打开诉求卡片点“🔗 共性问题”，或发 /tie 编号 编号。
common-result-text = 📣 <b>{ $title }</b> 结果怎么写？{ $count } 家企业都会收到，请不要写企业名称。可以带照片、文件。
common-result-review = <b>请核对</b>：将告知 { $count } 家企业和各办理人
    «{ $text }»
    附件：{ $files } 个
common-send = 📣 发出
common-add-numbers = ➕ <b>{ $title }</b> 要加入哪些诉求？请发编号，多个用空格隔开。

event-tie = 🔗 并入共性问题
event-untie = ✂️ 移出共性问题
event-common-result = 📣 共性问题统一答复
push-tie = 🔗 <b>已并入共性问题</b>：结果由综合服务窗口统一告知企业；本件仍由您办结
push-untie = ✂️ 已移出共性问题，本件单独办理
push-common-result = 📣 <b>综合服务窗口的答复</b>：这是几家企业共同的问题，统一答复如下
