# Scheduled digests: liaisons and officers each working day at 08:40, heads weekly, the director monthly
digest-daily = ☀️ <b>Today, { $date }</b>
digest-weekly = 🗓 <b>This week in your department, { $date }</b>
digest-monthly = 📊 <b>The month, { $date }</b>
digest-late = 🔴 Late: { $count }
digest-to-sign = ✍️ To accept: { $count }
digest-today = 📅 Due today: { $count }
digest-week = 📅 Due this week: { $count }
digest-asked = ⏸ Waiting for the firm: { $count }
digest-wishes = 📝 Waiting for your approval: { $count }
digest-suspended = ⏸ Suspended: { $count }
digest-filed = 📥 Filed last month: { $count }
digest-solved = ✅ Solved last month: { $count }
digest-partly = ◐ Partly solved last month: { $count }
digest-explained = 💬 Explained last month: { $count }
digest-passed-up = ⤴️ Passed up last month: { $count }
