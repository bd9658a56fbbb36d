-- The park's memory. `events` numbers every change, so that pages and tests can ask "what came after?".
CREATE TABLE IF NOT EXISTS phones (
    chat_id INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    language TEXT NOT NULL,
    stranger INTEGER NOT NULL,
    opened INTEGER NOT NULL DEFAULT 1,
    started INTEGER NOT NULL DEFAULT 0,
    blocked INTEGER NOT NULL DEFAULT 0,
    deactivated INTEGER NOT NULL DEFAULT 0,
    migrated_to INTEGER,
    last_message INTEGER NOT NULL DEFAULT 0,
    unread INTEGER NOT NULL DEFAULT 0
);
CREATE TABLE IF NOT EXISTS messages (
    chat_id INTEGER NOT NULL,
    message_id INTEGER NOT NULL,
    by_bot INTEGER NOT NULL,
    event INTEGER NOT NULL,
    deleted INTEGER NOT NULL DEFAULT 0,
    body TEXT NOT NULL,
    PRIMARY KEY (chat_id, message_id)
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS messages_by_event ON messages (chat_id, event);
CREATE TABLE IF NOT EXISTS events (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL,
    chat_id INTEGER NOT NULL,
    message_id INTEGER,
    data TEXT
);
CREATE TABLE IF NOT EXISTS updates (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue INTEGER NOT NULL,
    expires REAL NOT NULL,
    body TEXT NOT NULL
);
-- The last update of each phone outlives its delivery: it can be repeated.
CREATE TABLE IF NOT EXISTS last_updates (
    chat_id INTEGER PRIMARY KEY,
    update_id INTEGER NOT NULL,
    queue INTEGER NOT NULL,
    body TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS presses (id TEXT PRIMARY KEY, chat_id INTEGER NOT NULL, expires REAL NOT NULL);
CREATE TABLE IF NOT EXISTS files (
    file_id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    size INTEGER NOT NULL,
    meta TEXT NOT NULL,
    data BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
-- Telegram's update ids do not start at one.
INSERT INTO sqlite_sequence (name, seq)
    SELECT 'updates', 100000000 WHERE NOT EXISTS (SELECT 1 FROM sqlite_sequence WHERE name = 'updates');
