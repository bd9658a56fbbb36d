# 签约落地：落地清单、落地推进会、产业链长每周一看
menu-landing = 🎉 签约落地
command-landing = 签约落地：开出落地清单
error-items-missing = 落地清单里有事项不在办事目录中（{ $codes }），没有开出。请管理员在后台补上后再试。
landing-firm = 🎉 <b>签约落地</b>：哪家企业？请输入企业名称的一部分或编号。{ $asked ->
    [0] {""}
   *[other] { $found ->
        [0] {""}
            «{ $named }» 没有找到。新企业请先由派单员在后台（/admin →「企业」）添加，再回来继续。
       *[other] {""}
            «{ $named }» 找到 { $found } 家，请点按钮。
    }
 }
landing-firms-found = 🔎 按您输入的查找：
landing-name = 项目叫什么名字？
landing-signed = 哪天签约？
landing-meeting = 落地推进会什么时候开？点按钮，或写日期和时间，例如：明天 10:00
landing-list = 用哪份落地清单？
landing-need-day = 请写日期，例如 2026-11-24、11月24日或“今天”。
landing-need-time = 请写日期和时间，例如：11月24日 15:00
landing-list-build = 🏗 拿地建厂（工商注册到开工、投产）
landing-list-rent = 🏢 租用厂房（工商注册到投产）
landing-title = 🎉 <b>签约落地：{ $firm }</b>
    { $name }
landing-dates = 签约 { $signed } · 落地推进会 { $meeting }
landing-count = 共 { $items } 件事项、{ $steps } 个环节，已办 { $over } 个环节
landing-line = { $number }. { $item }：{ $day } 前
landing-own = 您部门负责 { $count } 个环节，轮到时会再通知您签收：
landing-own-line = · { $item } — { $step }：{ $day } 前
landing-list-button = 📄 落地清单
landing-file = 落地清单-{ $firm }
landing-sheet = 落地清单
landing-no = 序号
landing-item = 事项
landing-step = 环节
landing-who = 责任人
landing-due = 完成日期
landing-presence = 到场原因
landing-state = 状态
landing-state-ahead = 未开始
landing-state-open = 待办
landing-state-signed = 办理中
landing-state-finished = 已办
landing-state-skipped = 不需要
landing-week = 🔗 <b>产业链落地项目一周</b>（{ $day }，{ $count } 个）
landing-week-project = <b>{ $name }</b> · { $firm }：{ $steps } 个环节
landing-week-case = { $lamp } { $name } { $steps }
