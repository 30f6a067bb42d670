// Runs one statement of a remote caller on Node's SQLite and puts its result, or its failure, into the protocol's form.
import type { DatabaseSync, SQLInputValue, SQLOutputValue } from 'node:sqlite';
import { z } from 'zod';
import type { Statement, Value } from './libsql-wire.ts';

export interface StatementResult {
  readonly cols: readonly { readonly name: string; readonly decltype: string | null }[];
  readonly rows: readonly (readonly Value[])[];
  readonly affected_row_count: number;
  readonly last_insert_rowid: string | null;
}

export interface BatchResult {
  readonly step_results: readonly (StatementResult | null)[];
  readonly step_errors: readonly (ReturnType<typeof errorOf> | null)[];
}

/** @throws as SQLite does */
export function runStatement(
  database: DatabaseSync,
  sql: string,
  { args, named_args, want_rows }: Statement,
): StatementResult {
  const statement = database.prepare(sql);
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  const cols = statement.columns().map(({ name, type }) => ({ name, decltype: type }));
  const named = Object.fromEntries(named_args.map(({ name, value }) => [name, inward(value)]));
  const before = changes(database);
  const rows = statement.all(named, ...args.map(inward)).map((row) => Object.values(row).map(outward));
  const after = changes(database);
  const wrote = after.total !== before.total;
  return {
    cols,
    rows: want_rows ? rows : [],
    affected_row_count: wrote ? after.last : 0,
    last_insert_rowid: wrote ? String(after.rowid) : null,
  };
}

function changes(database: DatabaseSync) {
  const sql = 'SELECT total_changes() AS total, changes() AS last, last_insert_rowid() AS rowid';
  return z
    .object({ total: z.number(), last: z.number(), rowid: z.number() })
    .parse(database.prepare(sql).get());
}

function inward(value: Value): SQLInputValue {
  switch (value.type) {
    case 'null':
      return null;
    case 'integer':
      return BigInt(value.value);
    case 'blob':
      return Buffer.from(value.base64, 'base64');
    case 'float':
    case 'text':
      return value.value;
  }
}

function outward(value: SQLOutputValue): Value {
  if (value === null) return { type: 'null' };
  if (typeof value === 'bigint') return { type: 'integer', value: String(value) };
  if (typeof value === 'number') return { type: 'float', value };
  if (typeof value === 'string') return { type: 'text', value };
  return { type: 'blob', base64: Buffer.from(value).toString('base64') };
}

const sqliteError = z.object({ errcode: z.int() });
const codes = new Map([
  [5, 'SQLITE_BUSY'],
  [6, 'SQLITE_LOCKED'],
  [19, 'SQLITE_CONSTRAINT'],
]);
/** The lower byte of an extended code is the plain one. */
const codeOf = (error: unknown) => (sqliteError.safeParse(error).data?.errcode ?? 1) & 0xff;

export const isBusy = (error: unknown): boolean => codeOf(error) === 5;

/** A failure as the server tells it: SQLite's own words behind its prefix. */
export function errorOf(error: unknown): { message: string; code: string } {
  const words = error instanceof Error ? error.message : 'unknown';
  return { message: `SQLite error: ${words}`, code: codes.get(codeOf(error)) ?? 'SQLITE_ERROR' };
}
