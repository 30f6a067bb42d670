// Driver for a SQLite file, on Node's own SQLite. Statements are prepared once and kept: preparing the read
// before a write anew costs more than running it.
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import type { Database, Result, Statement } from './port.ts';

/** How long a write of another process is waited for, ms. */
const LOCK_TIMEOUT_MS = 2_000;
/** More than the bot has different statements. */
const MOST_PREPARED = 200;

interface Prepared {
  readonly statement: StatementSync;
  /** Whether it answers rows. */
  readonly answers: boolean;
}

/** Opens the file at `path` (`:memory:` for none); it is made where it is missing. Every commit survives a power cut. */
export function openLocal(path: string): Database {
  const database = new DatabaseSync(path, { timeout: LOCK_TIMEOUT_MS });
  database.exec('PRAGMA journal_mode = WAL');
  database.exec('PRAGMA synchronous = FULL');
  // A checkpoint copies every page written since the last one: seldom is cheaper than often, and 16 MB are little.
  database.exec('PRAGMA wal_autocheckpoint = 4000');
  const prepared = new Map<string, Prepared>();

  const prepare = (sql: string): Prepared => {
    const known = prepared.get(sql);
    if (known !== undefined) return known;
    const statement = database.prepare(sql);
    const made = { statement, answers: statement.columns().length > 0 };
    if (prepared.size >= MOST_PREPARED) prepared.clear();
    prepared.set(sql, made);
    return made;
  };

  const run = (statement: Statement): Result => {
    const { sql, args = [] } = typeof statement === 'string' ? { sql: statement } : statement;
    const { statement: ready, answers } = prepare(sql);
    const named = Array.isArray(args) ? {} : args;
    const positional = Array.isArray(args) ? args : [];
    if (answers) return { rows: ready.all(named, ...positional), rowsAffected: 0 };
    return { rows: [], rowsAffected: Number(ready.run(named, ...positional).changes) };
  };

  const transact = (statements: readonly Statement[], mode: 'read' | 'write'): Result[] => {
    run(mode === 'write' ? 'BEGIN IMMEDIATE' : 'BEGIN');
    try {
      const results = statements.map(run);
      run('COMMIT');
      return results;
    } catch (error) {
      if (database.isTransaction) run('ROLLBACK');
      throw error;
    }
  };

  return {
    execute: async (statement) => run(statement),
    batch: async (statements, mode) => transact(statements, mode),
    close: () => database.close(),
  };
}
