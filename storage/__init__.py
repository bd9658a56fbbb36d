"""ROWS AND QUESTIONS: tables, query functions one file per noun, inbox, outbox, migrations."""
