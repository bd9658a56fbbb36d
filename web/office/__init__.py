"""The back office: pages for the administrator, the duty desk, the director and the assessor."""
