// The schema of the database, as numbered steps. A step that has landed is never changed: add another.

import type { Database } from '../database/port.ts';
import { kvTables } from '../kv/embedded.ts';

const tables = [
  `CREATE TABLE families (
    id TEXT PRIMARY KEY,
    revision INTEGER NOT NULL DEFAULT 0,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID`,
  `CREATE TABLE babies (
    id TEXT PRIMARY KEY,
    family TEXT NOT NULL REFERENCES families(id),
    sex TEXT CHECK (sex IN ('female', 'male')),
    born_on TEXT,
    created_at INTEGER NOT NULL
  ) WITHOUT ROWID`,
  `CREATE INDEX babies_of_family ON babies (family, created_at)`,
  `CREATE TABLE caregivers (
    channel TEXT NOT NULL,
    user TEXT NOT NULL,
    family TEXT NOT NULL REFERENCES families(id),
    language TEXT,
    PRIMARY KEY (channel, user, family)
  ) WITHOUT ROWID`,
  `CREATE TABLE chats (
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    family TEXT NOT NULL REFERENCES families(id),
    zone TEXT,
    day_starts_at INTEGER NOT NULL DEFAULT 0,
    pending TEXT,
    created_at INTEGER NOT NULL,
    PRIMARY KEY (channel, chat)
  ) WITHOUT ROWID`,
  // Clustered by family, baby and start: a month costs what the month holds, however many families there are.
  `CREATE TABLE events (
    family TEXT NOT NULL REFERENCES families(id),
    baby TEXT NOT NULL REFERENCES babies(id),
    started_at INTEGER NOT NULL,
    id TEXT NOT NULL,
    kind TEXT NOT NULL,
    ended_at INTEGER,
    open INTEGER NOT NULL CHECK (open IN (0, 1)),
    zone TEXT NOT NULL,
    details TEXT NOT NULL,
    author TEXT NOT NULL,
    update_key TEXT NOT NULL,
    ordinal INTEGER NOT NULL,
    deleted_at INTEGER,
    written_key TEXT NOT NULL,
    written_by TEXT NOT NULL,
    written_at INTEGER NOT NULL,
    PRIMARY KEY (family, baby, started_at, id)
  ) WITHOUT ROWID`,
  `CREATE UNIQUE INDEX event_once ON events (update_key, ordinal)`,
  `CREATE UNIQUE INDEX one_open_session ON events (family, baby, kind) WHERE open = 1 AND deleted_at IS NULL`,
  `CREATE TABLE event_changes (
    family TEXT NOT NULL,
    seq INTEGER NOT NULL,
    event TEXT NOT NULL,
    update_key TEXT NOT NULL,
    author TEXT NOT NULL,
    at INTEGER NOT NULL,
    before TEXT,
    after TEXT,
    undone INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (family, seq)
  ) WITHOUT ROWID`,
  `CREATE INDEX changes_of_update ON event_changes (family, update_key)`,
  `CREATE TABLE inbox (
    update_key TEXT PRIMARY KEY,
    channel TEXT NOT NULL,
    chat TEXT NOT NULL,
    message TEXT,
    revision INTEGER NOT NULL,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('done', 'held')),
    held TEXT,
    replies TEXT NOT NULL,
    delivered_at INTEGER,
    sent_as TEXT
  ) WITHOUT ROWID`,
  `CREATE INDEX inbox_held ON inbox (channel, chat, received_at) WHERE state = 'held'`,
  `CREATE INDEX inbox_message ON inbox (channel, chat, message)`,
  `CREATE INDEX inbox_sent ON inbox (channel, chat, sent_as) WHERE sent_as IS NOT NULL`,
];

/** The entry a row stands for, as the audit and the readers see it; `null` for one that was taken out. */
const entry = (row: string) => `CASE WHEN ${row}.deleted_at IS NULL THEN json_object(
  'id', ${row}.id, 'babyId', ${row}.baby, 'kind', ${row}.kind, 'startedAt', ${row}.started_at,
  'endedAt', ${row}.ended_at, 'open', json(iif(${row}.open, 'true', 'false')), 'zone', ${row}.zone,
  'details', json(${row}.details), 'author', ${row}.author) END`;

/** The audit is kept by the database itself, so that no path of the program can forget it. */
const audit = (operation: 'INSERT' | 'UPDATE', before: string) => `
  CREATE TRIGGER event_${operation.toLowerCase()} AFTER ${operation} ON events BEGIN
    UPDATE families SET revision = revision + 1 WHERE id = NEW.family;
    INSERT INTO event_changes (family, seq, event, update_key, author, at, before, after)
    SELECT NEW.family, revision, NEW.id, NEW.written_key, NEW.written_by, NEW.written_at, ${before}, ${entry('NEW')}
    FROM families WHERE id = NEW.family;
  END`;

export { entry as eventJson };

const steps: readonly (readonly string[])[] = [
  [...tables, audit('INSERT', 'NULL'), audit('UPDATE', entry('OLD')), ...kvTables],
];

/** Brings the database to the newest schema; each step is one transaction, and a step is never run twice. */
export async function migrate(
  database: Pick<Database, 'execute' | 'batch'>,
): Promise<{ applied: number; version: number }> {
  await database.execute('CREATE TABLE IF NOT EXISTS migrations (version INTEGER PRIMARY KEY)');
  const result = await database.execute('SELECT COALESCE(MAX(version), 0) AS version FROM migrations');
  const current = Number(result.rows[0]?.['version'] ?? 0);
  for (const [index, step] of steps.entries()) {
    const version = index + 1;
    if (version <= current) continue;
    await database.batch([{ sql: 'INSERT INTO migrations VALUES (?)', args: [version] }, ...step], 'write');
  }
  return { applied: Math.max(0, steps.length - current), version: steps.length };
}
