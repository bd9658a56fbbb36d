# 定时汇总：联络员和经办人每个工作日 08:40，部门负责人每周，主任每月
digest-daily = ☀️ <b>{ $date } 今日工作</b>
digest-weekly = 🗓 <b>{ $date } 本周工作（本部门）</b>
digest-monthly = 📊 <b>{ $date } 月报：上月办理情况</b>
digest-late = 🔴 超时：{ $count } 件
digest-to-sign = ✍️ 待签收：{ $count } 件
digest-today = 📅 今日到期：{ $count } 件
digest-week = 📅 本周到期：{ $count } 件
digest-asked = ⏸ 等企业补充：{ $count } 件
digest-wishes = 📝 待您审批：{ $count } 件
digest-suspended = ⏸ 已挂账：{ $count } 件
digest-filed = 📥 上月填单：{ $count } 件
digest-solved = ✅ 上月已解决：{ $count } 件
digest-partly = ◐ 上月部分解决：{ $count } 件
digest-explained = 💬 上月解释说明：{ $count } 件
digest-passed-up = ⤴️ 上月转报上级：{ $count } 件
