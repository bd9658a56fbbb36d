"""The board (亮单) in the browser: live, on a screen in the hall, and as it was published."""
