// What is read for every message must cost the same in an old diary as in a new one: no step of it may go through
// all that a family or a chat has ever written.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { About } from '../../../src/conversation/ports.ts';
import { openDatabase } from '../../../src/storage/database/open.ts';
import type { Database } from '../../../src/storage/database/port.ts';
import { situationStatement } from '../../../src/storage/diary/situation.ts';

const message = {
  updateKey: 'tg:1:1',
  address: { channel: 'telegram', chat: '77' },
  group: false,
  addressed: true,
  author: { id: '5' },
  sentAt: 0,
  content: { type: 'text', text: 'asleep', edited: false },
} as const;
const abouts: readonly (About | null)[] = [null, { by: 'update', id: 'tg:1:1' }, { by: 'message', id: '9' }];

describe('the read before every write', () => {
  const folder = mkdtempSync(join(tmpdir(), 'situation-'));
  let database: Database;
  beforeAll(async () => {
    database = await openDatabase(`file:${join(folder, 'test.sqlite')}`);
  });
  afterAll(() => {
    database.close();
    rmSync(folder, { recursive: true });
  });

  it.each(abouts)('searches by more than the family or the chat, about %o', async (about) => {
    const statement = situationStatement(message, about);
    if (typeof statement === 'string') throw new Error('a statement with arguments');
    const plan = await database.execute({ ...statement, sql: `EXPLAIN QUERY PLAN ${statement.sql}` });
    const steps = plan.rows.map((row) => String(row['detail']));
    expect(steps.length).toBeGreaterThan(10);
    const wide =
      /^SCAN (e|events|event_changes|inbox)$|PRIMARY KEY \(family=\?\)$|_(message|sent) \(channel=\? AND chat=\?\)$/;
    expect(steps.filter((step) => wide.test(step))).toEqual([]);
  });
});
