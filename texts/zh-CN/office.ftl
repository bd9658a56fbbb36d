# 后台(浏览器里的 /admin)
command-admin = 打开后台（浏览器）
office-link = 后台链接（{ $minutes } 分钟内有效，只能用一次，请勿转发）：
    { $link }
office-name = 四单后台
office-menu = 后台菜单
office-skip = 跳到正文
office-home = 后台
office-sign-in = 登录后台
office-sign-out = 退出
office-door = 点下面的按钮进入后台。链接只能用一次。
office-enter = 进入后台
office-how-in = 请在聊天里给机器人发 /admin，点它发来的链接进入。
office-not-possible = 现在不能这样做
office-too-often = 操作太频繁，请一分钟后再试。
office-not-our-form = 页面已失效，请返回刷新后再提交。
office-no-page = 没有这个页面。
office-no-such-row = 没有找到这一条。
