// Opens the libSQL database: a local file for terminal and home, a libsql:// address in production.
// The two entry points of the client are loaded apart, so a cold start pays only for the one it uses.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Client } from '@libsql/client';
import { AppError } from '../../base/errors.ts';
import { migrate } from './migrations.ts';

export type Database = Client;

/** How long a remote request may take. */
const REQUEST_TIMEOUT_MS = 5_000;

/**
 * Opens `url` (`file:...` or `libsql://...`, `https://...`). A local file is made and migrated at once; a remote
 * database is migrated by `npm run migrate`, and each of its requests may take `timeoutMs`.
 * @throws AppError `storage.unavailable`
 */
export async function openDatabase(
  url: string,
  authToken?: string,
  timeoutMs = REQUEST_TIMEOUT_MS,
): Promise<Database> {
  try {
    return url.startsWith('file:') ? await openFile(url) : await openRemote(url, authToken, timeoutMs);
  } catch (cause) {
    throw new AppError('storage.unavailable', 'the database cannot be opened', cause);
  }
}

async function openFile(url: string): Promise<Database> {
  const { createClient } = await import('@libsql/client/sqlite3');
  mkdirSync(dirname(pathOf(url)), { recursive: true });
  const client = createClient({ url, timeout: 2_000 });
  await client.execute('PRAGMA journal_mode = WAL');
  // FULL: what was acknowledged survives a power cut, at the price of one fsync a write.
  await client.execute('PRAGMA synchronous = FULL');
  await migrate(client);
  return client;
}

async function openRemote(url: string, authToken: string | undefined, timeoutMs: number): Promise<Database> {
  const { createClient } = await import('@libsql/client/web');
  const withTimeout: typeof fetch = (input, init) =>
    fetch(input, { ...init, signal: AbortSignal.timeout(timeoutMs) });
  return createClient({ url, fetch: withTimeout, ...(authToken === undefined ? {} : { authToken }) });
}

const pathOf = (url: string) => (url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length));
