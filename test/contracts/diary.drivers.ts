// The drivers of the diary's database, each opened fresh for a test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../src/storage/database/open.ts';
import type { Database } from '../../src/storage/database/port.ts';
import { migrate } from '../../src/storage/diary/migrations.ts';
import { startLibsqlServer } from '../support/libsql-server.ts';

interface Opened {
  readonly database: Database;
  close(): Promise<void>;
}

export const databaseDrivers: readonly { name: string; open: () => Promise<Opened> }[] = [
  {
    name: 'a local file',
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'diary-'));
      const database = await openDatabase(`file:${join(folder, 'test.sqlite')}`);
      return {
        database,
        async close() {
          database.close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  },
  {
    name: 'a remote server',
    async open() {
      const folder = mkdtempSync(join(tmpdir(), 'diary-'));
      const server = await startLibsqlServer({ file: join(folder, 'test.sqlite'), token: 'a-token' });
      const database = await openDatabase(server.url, 'a-token');
      await migrate(database);
      return {
        database,
        async close() {
          database.close();
          await server.close();
          rmSync(folder, { recursive: true, force: true });
        },
      };
    },
  },
];
