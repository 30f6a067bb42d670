// Opens the database: a local file for terminal and home, a libsql:// address in production. Each driver is
// loaded only where it is used.
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { AppError } from '../../base/errors.ts';
import { migrate } from '../diary/migrations.ts';
import type { Database } from './port.ts';

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
    if (url.startsWith('file:')) return await openFile(pathOf(url));
    const { openRemote } = await import('./remote.ts');
    return openRemote({ url, authToken, timeoutMs });
  } catch (cause) {
    throw new AppError('storage.unavailable', 'the database cannot be opened', cause);
  }
}

async function openFile(path: string): Promise<Database> {
  const { openLocal } = await import('./local.ts');
  if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
  const database = openLocal(path);
  await migrate(database);
  return database;
}

const pathOf = (url: string) => (url.startsWith('file:///') ? fileURLToPath(url) : url.slice('file:'.length));
