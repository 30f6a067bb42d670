// Driver for a bot without Redis: the same keys in two tables of the SQLite file, one batch a request.
// A key holds either a string or a list, never both in turn: its kind (keys.ts) decides which.
import type { Clock, EpochMs } from '../../base/clock.ts';
import { AppError } from '../../base/errors.ts';
import type { Database, Result, Statement } from '../database/port.ts';
import { createKv } from './driver.ts';
import type { Kv, KvCommand } from './port.ts';

/** Statements that make the tables; they belong into a migration of the database. */
export const kvTables: readonly string[] = [
  `CREATE TABLE kv_values (
    key TEXT PRIMARY KEY, value TEXT NOT NULL, expires_at INTEGER
  ) WITHOUT ROWID`,
  'CREATE INDEX kv_values_expiry ON kv_values (expires_at) WHERE expires_at IS NOT NULL',
  `CREATE TABLE kv_lists (
    key TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, expires_at INTEGER,
    PRIMARY KEY (key, position)
  ) WITHOUT ROWID`,
  'CREATE INDEX kv_lists_expiry ON kv_lists (expires_at) WHERE expires_at IS NOT NULL',
];

/** A Kv in the tables `kvTables` of a database that has them. */
export function createEmbeddedKv(database: Database, clock: Clock): Kv {
  return createKv(async (commands) => {
    const now = clock.now();
    const reading = commands.every(({ op }) => op === 'get' || op === 'range');
    const first = reading ? [] : removeExpired(now);
    const works = commands.map((command) => workOf(command, now));
    const statements = [...first, ...works.flatMap((work) => work.statements)];
    try {
      const results = await database.batch(statements, reading ? 'read' : 'write');
      return answersOf(works, results.slice(first.length));
    } catch (error) {
      throw new AppError('kv.unavailable', 'the key-value tables did not answer', error);
    }
  });
}

/** The statements of a command, and how the result of the last of them is read. */
interface Work {
  readonly statements: readonly Statement[];
  readonly answer: (result: Result) => unknown;
}

function answersOf(works: readonly Work[], results: readonly Result[]): unknown[] {
  let end = 0;
  return works.map((work) => {
    end += work.statements.length;
    const last = results[end - 1];
    return last && work.answer(last);
  });
}

const LIVE = '(expires_at IS NULL OR expires_at > :now)';

/** The elements of a list between two positions, counted as Redis does. */
const BETWEEN = `SELECT value, position FROM (
    SELECT position, value, row_number() OVER (ORDER BY position) - 1 AS i, count(*) OVER () AS n
    FROM kv_lists WHERE key = :key AND ${LIVE}
  ) WHERE i >= iif(:from < 0, n + :from, :from) AND i <= iif(:to < 0, n + :to, :to)`;

function workOf(command: KvCommand, now: EpochMs): Work {
  switch (command.op) {
    case 'get':
      return {
        statements: [
          {
            sql: `SELECT value FROM kv_values WHERE key = :key AND ${LIVE}`,
            args: { key: command.key, now },
          },
        ],
        answer: (result) => result.rows[0]?.['value'] ?? null,
      };
    case 'set':
      return { statements: [set(command, now)], answer: (result) => (result.rowsAffected > 0 ? 'OK' : null) };
    case 'delete':
      return { statements: both('DELETE FROM % WHERE key = :key', { key: command.key }), answer: nothing };
    case 'expire': {
      const args = { key: command.key, at: now + command.ttlSeconds * 1000 };
      return { statements: both('UPDATE % SET expires_at = :at WHERE key = :key', args), answer: nothing };
    }
    case 'append':
      return { statements: append(command), answer: (result) => result.rows[0]?.['length'] };
    case 'range': {
      const { key, from, to } = command;
      return {
        statements: [{ sql: `${BETWEEN} ORDER BY position`, args: { key, from, to, now } }],
        answer: (result) => result.rows.map((row) => row['value']),
      };
    }
    case 'trim': {
      const { key, from, to } = command;
      const sql = `DELETE FROM kv_lists WHERE key = :key AND position NOT IN (SELECT position FROM (${BETWEEN}))`;
      return { statements: [{ sql, args: { key, from, to, now } }], answer: nothing };
    }
  }
}

function set(
  { key, value, ttlSeconds, ifAbsent }: Extract<KvCommand, { op: 'set' }>,
  now: EpochMs,
): Statement {
  const conflict = ifAbsent
    ? 'NOTHING'
    : 'UPDATE SET value = excluded.value, expires_at = excluded.expires_at';
  return {
    sql: `INSERT INTO kv_values (key, value, expires_at) VALUES (:key, :value, :at) ON CONFLICT DO ${conflict}`,
    args: { key, value, at: ttlSeconds === undefined ? null : now + ttlSeconds * 1000 },
  };
}

/** New elements take over the life of the list, as in Redis. */
function append({ key, values }: Extract<KvCommand, { op: 'append' }>): Statement[] {
  const sql = `INSERT INTO kv_lists (key, position, value, expires_at)
    SELECT :key, coalesce(max(position), 0) + 1, :value, max(expires_at) FROM kv_lists WHERE key = :key`;
  return [
    ...values.map((value) => ({ sql, args: { key, value } })),
    { sql: 'SELECT count(*) AS length FROM kv_lists WHERE key = :key', args: { key } },
  ];
}

function removeExpired(now: EpochMs): Statement[] {
  return both('DELETE FROM % WHERE expires_at <= :now', { now });
}

function both(sql: string, args: Record<string, string | number>): Statement[] {
  return ['kv_values', 'kv_lists'].map((table) => ({ sql: sql.replace('%', table), args }));
}

const nothing = () => undefined;
