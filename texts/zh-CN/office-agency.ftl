# 后台：代办、台账、落地清单
office-agency = 代办
office-agency-what = 代办事项、奖励兑现和历史遗留办证台账、年度报告
office-agency-cases = 代办事项
office-checklist = 清单
office-after-items = 在哪些事项之后
office-days-later = 之后工作日
