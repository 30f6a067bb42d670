// Diaries to measure on: filled by SQL alone, in the order of time, as real ones grow. All families write at once,
// so the rows of one lie among those of the others; the audit's triggers are set aside meanwhile.
import { DAY, type EpochMs } from '../src/base/clock.ts';
import { openDatabase } from '../src/storage/database/open.ts';
import type { Database } from '../src/storage/database/port.ts';
import { eventJson } from '../src/storage/diary/migrations.ts';
import type { DiaryOwner } from '../src/tracker/diary.ts';

/** Entries a day: sleeps, feeds and diapers, each 48 minutes after the last. */
const PER_DAY = 30;

export interface Plan {
  readonly name: string;
  readonly families: number;
  /** Days of every family's diary. */
  readonly days: number;
  /** Days of the diary of the family that is measured, where it is older than the others. */
  readonly oldest?: number;
}

export interface Filled {
  readonly name: string;
  readonly database: Database;
  readonly rows: number;
  readonly megabytes: number;
}

/** The owner of the `number`th diary of a database; 0 is the one that may be older. */
export function ownerOf(number: number): DiaryOwner {
  const tail = String(number).padStart(12, '0');
  return { familyId: `00000000-0000-4000-8000-${tail}`, babyId: `00000000-0000-4000-9000-${tail}` };
}

/** Fills a database at `file` with entries up to `now`. */
export async function fill(file: string, plan: Plan, now: EpochMs): Promise<Filled> {
  const database = await openDatabase(`file:${file}`);
  const quick = [
    'PRAGMA journal_mode = MEMORY',
    'PRAGMA synchronous = OFF',
    'PRAGMA foreign_keys = OFF',
    'PRAGMA cache_size = -400000',
    'DROP TRIGGER event_insert',
    'DROP TRIGGER event_update',
  ];
  for (const sql of quick) await database.execute(sql);
  const owners = { sql: familySql, args: { families: plan.families } };
  const babies = { sql: babySql, args: { families: plan.families } };
  const shared = entries(now - plan.days * DAY, plan.days, '%');
  const older = (plan.oldest ?? 0) - plan.days;
  const alone = older > 0 ? [entries(now - (older + plan.days) * DAY, older, ownerOf(0).babyId)] : [];
  await database.batch([owners, babies, ...alone, shared, chat, audit, revisions], 'write');
  const size = await database.execute(
    'SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size',
  );
  database.close();
  return {
    name: plan.name,
    database: await openDatabase(`file:${file}`),
    rows: PER_DAY * (plan.families * plan.days + Math.max(0, older)),
    megabytes: Number(size.rows[0]?.['bytes'] ?? 0) / 1e6,
  };
}

const counted = `WITH RECURSIVE number(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM number WHERE n + 1 < :families)`;
const familySql = `INSERT INTO families ${counted}
  SELECT printf('00000000-0000-4000-8000-%012d', n), 0, 0 FROM number`;
const babySql = `INSERT INTO babies (id, family, created_at) ${counted}
  SELECT printf('00000000-0000-4000-9000-%012d', n), printf('00000000-0000-4000-8000-%012d', n), 0 FROM number`;

/** The chat of the first diary, and the audit of all that is in it. */
const chat = `INSERT INTO chats (channel, chat, family, zone, created_at)
  SELECT 'telegram', '1', family, 'Europe/London', 0 FROM babies WHERE id = '${ownerOf(0).babyId}'`;
/** What the triggers would have counted. */
const revisions = `UPDATE families SET revision = (SELECT MAX(seq) FROM event_changes)
  WHERE id = '${ownerOf(0).familyId}'`;
const audit = `INSERT INTO event_changes (family, seq, event, update_key, author, at, after)
  SELECT family, row_number() OVER (ORDER BY started_at), id, update_key, author, started_at, ${eventJson('e')}
  FROM events e WHERE family = '${ownerOf(0).familyId}'`;

function entries(from: EpochMs, days: number, babies: string) {
  const every = DAY / PER_DAY;
  return {
    sql: `INSERT INTO events (family, baby, started_at, id, kind, ended_at, open, zone, details, author,
        update_key, ordinal, written_key, written_by, written_at)
      WITH RECURSIVE step(n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM step WHERE n + 1 < :steps),
        entry AS (SELECT :from + n * :every AS at, n % 5 AS kind FROM step)
      SELECT b.family, b.id, at, lower(hex(randomblob(18))), iif(kind = 0, 'sleep', iif(kind < 3, 'feed', 'diaper')),
        iif(kind = 0, at + 2400000, NULL), 0, 'Europe/London',
        iif(kind = 0, '{}', iif(kind < 3, '{"amountMl":120}', '{"diaper":"wet"}')), 'telegram:1',
        at || ':' || b.id, 0, at || ':' || b.id, 'telegram:1', at
      FROM entry CROSS JOIN babies b WHERE b.id LIKE :babies`,
    args: { steps: days * PER_DAY, from, every, babies },
  };
}
