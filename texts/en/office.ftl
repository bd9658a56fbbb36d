# The back office (/admin in the browser)
command-admin = Open the back office (browser)
office-link = Link into the back office (for { $minutes } minutes, once; do not pass it on):
    { $link }
office-name = Sidan back office
office-menu = Menu of the back office
office-skip = To the content
office-home = Back office
office-sign-in = Sign in to the back office
office-sign-out = Sign out
office-door = Press the button to enter the back office. The link works once.
office-enter = Enter
office-how-in = Send /admin to the bot and open the link that it sends you.
office-not-possible = That is not possible now
office-too-often = Too many requests. Please try again in a minute.
office-not-our-form = This page is out of date. Go back, reload it and send it again.
office-no-page = There is no such page.
office-no-such-row = There is no such row.
