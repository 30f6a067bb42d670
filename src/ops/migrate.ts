// npm run migrate: brings the database of TURSO_DATABASE_URL to the newest schema. A local file migrates itself.
import { readEnv } from '../env.ts';
import { openDatabase } from '../storage/database/open.ts';
import { migrate } from '../storage/diary/migrations.ts';
import { operate } from './operate.ts';

await operate(async () => {
  const { url, authToken } = readEnv().database;
  const database = await openDatabase(url, authToken);
  const { applied, version } = await migrate(database);
  process.stdout.write(
    `The schema is at version ${version} (${applied === 0 ? 'nothing to do' : `${applied} steps applied`}).\n`,
  );
  database.close();
});
