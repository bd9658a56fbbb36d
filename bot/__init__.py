"""COMPOSITION ROOT: settings, intake, courier, pusher, clockwork, and the command line."""
