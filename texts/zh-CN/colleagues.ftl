# 同事、换手机、退出、我的数据
menu-colleagues = 👥 同事
command-colleagues = 同事（企业联系人）
command-invite = 邀请同事（姓名；或编号再次邀请）
command-remove = 移除同事（编号）
command-owner = 移交企业负责人（编号）

colleagues-title = <b>👥 { $firm }</b> 的联系人
colleagues-how = 点姓名可再次邀请、移交或移除。
colleagues-invite = ➕ 邀请同事
colleagues-not-owner = 👥 { $firm } 的联系人由 { $owner } 管理。要增减同事，请找他。
colleague-owner = 👑 { $name } { $code } { $state }
colleague-line = • { $name } { $code } { $state }
colleague-bound = ✅ 已绑定
colleague-unbound = ⏳ 未绑定
colleague-firm = 邀请到哪家企业？
colleague-name = 请发同事的姓名。
colleague-which = 请写上同事的编号，例如：/{ $command } C02。
colleague-do-again = 🔗 再次邀请
colleague-do-remove = 🗑 移除
colleague-remove-yes = 确定移除
colleague-remove-sure = 确定把 { $name } 从 { $firm } 移除吗？他马上不能再用，他报的诉求留在企业，今后的消息发给您。
colleague-removed = 🗑 { $name } 已移除，他会收到通知。他报的诉求今后由您接收消息。
colleague-do-owner = 👑 移交负责人
colleague-owner-yes = 确定移交
colleague-owner-sure = 确定让 { $name } 做 { $firm } 的负责人吗？之后由他邀请和移除同事。
colleague-owner-done = 👑 已移交，{ $name } 会收到通知。
person-left = 已退出的人员

command-newphone = 换手机（15 分钟内有效的链接）
newphone-how = 📱 换手机：请在新手机的 Telegram 里点开下一条的链接或扫码，15 分钟内有效。之后这里不再接收消息。不要转发给别人。
newphone-link = 仅供本人换手机，{ $until } 前有效，只能用一次：
    { $link }

command-mydata = 我的数据
command-leave = 退出
mydata-caption = 📦 这里保存的关于您的全部数据。只发给您本人。
leave-sure = 确定退出吗？这里马上不能再用，您的姓名和电话会抹去；报过的诉求留在企业，由负责人继续接收消息。想留一份数据请先发 /mydata。也可以发 /leave 确定。
leave-yes = 确定退出
leave-no = 不退出
leave-stayed = 好的，一切照旧。
leave-done = 👋 您已退出，这里不再保存您的姓名和电话。想再用，请向企业负责人、联络员或综合服务窗口要邀请链接。

invitation-made = 🔗 { $name } 的邀请链接在下一条，请转发给他本人。只能用一次；之前没用过的链接已作废。
invitation-pass-on = { $firm } 请 { $name } 加入园区企业服务“四单”。请本人点开链接或扫码，{ $until } 前有效，只能用一次：
    { $link }

push-moved = 📱 您已在另一部手机上绑定，这里不再接收消息。如不是您本人操作，请马上联系综合服务窗口。
push-removed = 您已不再是 { $firm } 的联系人。如有疑问，请联系企业负责人或综合服务窗口。
push-owner = 👑 您现在是 { $firm } 的负责人，可以用 /colleagues 邀请和移除同事。
push-colleague-left = { $firm } 的一位联系人已退出，他报的诉求今后由您接收消息。现有联系人见 /colleagues。

error-not-the-owner = 这件事只能由企业负责人 { $owner } 来做。请找他，或联系综合服务窗口。
error-unknown-colleague = 没有找到这位同事，或者他已不是本企业联系人。请看 /colleagues。
error-last-owner = 您是 { $firm } 的负责人，请先在 /colleagues 里把负责人移交给同事（没有同事就先邀请一位），再退出。
error-not-bound-yet = { $name } 还没有绑定，不能做负责人。请先让他打开邀请链接。
error-held-elsewhere = { $name } 还有别的身份，他的新链接只能由综合服务窗口发。
error-still-answers = 您名下还有 { $count } 件没有结束的诉求（{ $numbers }），请先办结、交办，或请综合服务窗口改派，再退出。
error-still-looks-after = 您还是 { $count } 家企业的联络员（{ $firms }），请先请综合服务窗口或管理员把企业移交给别的联络员，再退出。
error-last-of-desk = 综合服务窗口现在只有您一位派单员，请先请管理员再安排一位，再退出。
