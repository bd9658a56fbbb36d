"""The page that a passed-on link opens: how one case stands."""
