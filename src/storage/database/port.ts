// What storage asks of a SQL database: one statement, or several as one transaction; each is one request.
// Drivers: local.ts (a file), remote.ts (libSQL over HTTP).

export type SqlValue = string | number | null;

/** SQL with `?` or `:name` parameters, or SQL alone. */
export type Statement =
  | string
  | { readonly sql: string; readonly args?: SqlValue[] | Record<string, SqlValue> };

/** A row by the names of its columns, still to be parsed by whoever asked for it. */
export type Row = Readonly<Record<string, unknown>>;

export interface Result {
  readonly rows: readonly Row[];
  /** Rows written by the statement; 0 for one that reads. */
  readonly rowsAffected: number;
}

export interface Database {
  /** Rejects with the database's own error, whose message names the constraint that was violated. */
  execute(statement: Statement): Promise<Result>;
  /** All of the statements in one transaction, or none of them. */
  batch(statements: readonly Statement[], mode: 'read' | 'write'): Promise<readonly Result[]>;
  close(): void;
}
