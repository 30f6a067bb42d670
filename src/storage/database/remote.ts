// Driver for a remote libSQL database over HTTP (Turso, or a server of one's own). Each call is one request.
import { createClient } from '@libsql/client/web';
import type { Database, Statement } from './port.ts';

export interface RemoteOptions {
  readonly url: string;
  readonly authToken: string | undefined;
  /** How long a request may take. */
  readonly timeoutMs: number;
}

export function openRemote({ url, authToken, timeoutMs }: RemoteOptions): Database {
  const withTimeout: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  const client = createClient({ url, fetch: withTimeout, ...(authToken === undefined ? {} : { authToken }) });
  const plain = (statement: Statement) =>
    typeof statement === 'string'
      ? { sql: statement, args: [] }
      : { sql: statement.sql, args: statement.args ?? [] };
  return {
    execute: (statement) => client.execute(plain(statement)),
    batch: (statements, mode) => client.batch(statements.map(plain), mode),
    close: () => client.close(),
  };
}
