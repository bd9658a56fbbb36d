# 办事指南:按领域看、打字找、事项页
error-unknown-item = 没有这个事项。请发 /guide 看办事指南，或直接打字找。
error-item-withdrawn = “{ $name }”已停办。请发 /guide 看现在能办的事项。
item-home = <b>📖 办事指南</b> 园区能办 { $count } 件事，其中 { $online } 件全程网办，不用跑。
    <b>直接打字就能找</b>，比如：想开公司、盖厂房、员工社保。也可以按领域看：
item-online-all = 🌐 全程网办 { $count }
item-online-title = <b>🌐 全程网办的 { $count } 件事</b> 点一件看材料和时限：
item-report = 📝 报问题、看类别
item-all-fields = 📖 全部领域
item-field = <b>{ $field }</b> 共 { $count } 件，点一件看材料和时限：
item-line = • { $name }：{ $days } 个工作日{ $online ->
    [0] {""}
   *[1] {" "}🌐
  }
item-page = 第 { $page } / { $pages } 页
item-earlier = ← 上一页
item-further = 下一页 →
item-found = <b>🔎 “{ $words }”</b> 最像这几件，点一件看材料和时限。不是的话，换个说法再发：
item-found-none = <b>🔎 “{ $words }”</b> 没有找到。换个说法再发（比如：办执照、建厂房、招工），或按领域看。
item-file = 📝 这是要反映的问题
item-is-newer = 🆕 这个事项已更新，下面是现行的要求。
item-title = <b>📖 { $name }</b>（{ $code }）
item-department = 主管部门：{ $department }
item-no-department = 主管部门：综合服务窗口
item-days = 承诺 <b>{ $promised }</b> 个工作日办结（法定 { $statutory } 个）
item-online = 🌐 全程网办，不用跑
item-not-online = 🏢 窗口办理，也可以请代办员代办
item-fees = 收费：{ $fees }
item-free = 收费：不收费
item-materials = <b>材料（{ $count } 份）</b>
item-no-materials = <b>不用带材料</b>
item-material = { $number }. { $name }{ $form }，复印件 { $copies } 份{ $sample }
item-material-original = { $number }. { $name }{ $form }，原件 { $copies } 份{ $sample }
item-form = （{ $form }）
item-sample = ，样本：{ $sample }
item-steps = <b>环节（{ $count } 步）</b>
item-step = { $number }. { $name }：{ $who }，{ $days } 个工作日{ $after }{ $presence }
item-after = ，第 { $steps } 步办完后
item-at-once = ，随时可以开始
item-presence = 。⚠️ 需到场：{ $reason }
item-worker-agent = 代办员
item-worker-department = 主管部门
item-worker-firm = 企业
item-link = 转给同事：{ $link }
item-papers = 📋 材料清单
item-papers-title = <b>📋 { $name } 材料清单</b>
item-want = 🤝 替我办
item-back = ← { $field }
item-kind-approval = 审批
item-kind-setup = 企业设立
item-kind-certificate = 历史遗留办证
item-kind-reward = 奖励兑现
