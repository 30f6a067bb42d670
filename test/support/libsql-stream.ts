// One stream of a remote caller: a connection of its own, and the requests carried out on it in turn.
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as pause } from 'node:timers/promises';
import { type BatchResult, errorOf, isBusy, runStatement, type StatementResult } from './libsql-statement.ts';
import type { Condition, Statement, StreamRequest } from './libsql-wire.ts';

/** One connection with the SQL texts its client has stored on it. */
export interface Stream {
  readonly database: DatabaseSync;
  readonly texts: Map<number, string>;
}

const BUSY_TRIES = 400;
const BUSY_PAUSE_MS = 5;

/** A stream on the database at `file`. */
export function connect(file: string): Stream {
  return { database: new DatabaseSync(file, { timeout: 0 }), texts: new Map() };
}

/** What the server says to one request of a stream; a failure is an answer too. */
export async function resultOf(request: StreamRequest, stream: Stream): Promise<object> {
  try {
    return { type: 'ok', response: { type: request.type, ...(await respond(request, stream)) } };
  } catch (error) {
    return { type: 'error', error: errorOf(error) };
  }
}

async function respond(request: StreamRequest, { database, texts }: Stream): Promise<object> {
  const sqlOf = ({ sql, sql_id }: { readonly sql?: string; readonly sql_id?: number }): string => {
    const found = sql ?? (sql_id === undefined ? undefined : texts.get(sql_id));
    if (found === undefined) throw new Error('SQL text is not known');
    return found;
  };
  const execute = (statement: Statement) =>
    patiently(() => runStatement(database, sqlOf(statement), statement));
  switch (request.type) {
    case 'execute':
      return { result: await execute(request.stmt) };
    case 'batch':
      return { result: await batch(request.batch.steps, database, execute) };
    case 'sequence':
      await patiently(() => database.exec(sqlOf(request)));
      return {};
    case 'describe':
      return { result: describe(database, sqlOf(request)) };
    case 'store_sql':
      texts.set(request.sql_id, request.sql);
      return {};
    case 'close_sql':
      texts.delete(request.sql_id);
      return {};
    case 'get_autocommit':
      return { is_autocommit: !database.isTransaction };
    case 'close':
      return {};
  }
}

/** Another stream may hold the lock for writing: waits for it without standing in that stream's way. */
async function patiently<Value>(run: () => Value): Promise<Value> {
  for (let tries = 1; ; tries += 1) {
    try {
      return run();
    } catch (error) {
      if (!isBusy(error) || tries === BUSY_TRIES) throw error;
      await pause(BUSY_PAUSE_MS);
    }
  }
}

interface Step {
  readonly stmt: Statement;
  readonly condition?: Condition | null | undefined;
}

async function batch(
  steps: readonly Step[],
  database: DatabaseSync,
  execute: (statement: Statement) => Promise<StatementResult>,
): Promise<BatchResult> {
  const results: (StatementResult | null)[] = [];
  const errors: (ReturnType<typeof errorOf> | null)[] = [];
  const holds = (condition: Condition): boolean => {
    switch (condition.type) {
      case 'ok':
        return results[condition.step] != null;
      case 'error':
        return errors[condition.step] != null;
      case 'not':
        return !holds(condition.cond);
      case 'and':
        return condition.conds.every(holds);
      case 'or':
        return condition.conds.some(holds);
      case 'is_autocommit':
        return !database.isTransaction;
    }
  };
  for (const { stmt, condition } of steps) {
    let result: StatementResult | null = null;
    let error: ReturnType<typeof errorOf> | null = null;
    if (condition == null || holds(condition)) {
      try {
        result = await execute(stmt);
      } catch (cause) {
        error = errorOf(cause);
      }
    }
    results.push(result);
    errors.push(error);
  }
  return { step_results: results, step_errors: errors };
}

function describe(database: DatabaseSync, sql: string): object {
  const cols = database.prepare(sql).columns();
  return {
    params: [],
    cols: cols.map(({ name, type }) => ({ name, decltype: type })),
    is_explain: /^\s*explain\b/i.test(sql),
    is_readonly: /^\s*(select|explain|values)\b/i.test(sql),
  };
}
