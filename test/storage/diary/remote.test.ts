// The diary on a remote database: what a request costs, and what is said when the far end is away or refuses.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { createClient } from '@libsql/client/web';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { codeOf } from '../../../src/base/errors.ts';
import type { InboundMessage } from '../../../src/channel/port.ts';
import type { Unit } from '../../../src/conversation/ports.ts';
import { openDatabase } from '../../../src/storage/database/open.ts';
import type { Database } from '../../../src/storage/database/port.ts';
import { migrate } from '../../../src/storage/diary/migrations.ts';
import { createDiary, createRecords } from '../../../src/storage/diary/records.ts';
import type { DiaryEvent } from '../../../src/tracker/event.ts';
import { type LibsqlServer, startLibsqlServer } from '../../support/libsql-server.ts';

const token = 'a-token-nobody-may-see';
const now = Date.UTC(2026, 2, 10, 15);
const words = 'words of a parent';
const owner = { familyId: 'family', babyId: 'baby' };
const message: InboundMessage = {
  updateKey: 'tg:1:1',
  address: { channel: 'telegram', chat: '77' },
  group: false,
  addressed: true,
  author: { id: '5' },
  messageId: '1',
  sentAt: now,
  content: { type: 'text', text: words, edited: false },
};
const sleep: DiaryEvent = {
  ...{ id: 'e1', babyId: 'baby', startedAt: now, endedAt: null, open: true },
  ...{ kind: 'sleep', zone: 'UTC', details: {}, author: 'telegram:5' },
};
const unit: Unit = {
  message,
  receivedAt: now,
  chat: { ...owner, zone: 'UTC', dayStartsAt: 0, babySex: null, babyBornOn: null, pending: null },
  isNew: true,
  revision: 0,
  changes: [{ before: null, after: sleep }],
  undoes: [],
  replies: [{ text: words }],
  settings: {},
  speakerLanguage: 'en',
  hold: false,
  wasHeld: false,
};
const mark = { updateKey: message.updateKey, at: now, messageId: '900' };

describe('a remote database', () => {
  let folder: string;
  let server: LibsqlServer;
  let database: Database;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'remote-'));
    server = await startLibsqlServer({ file: join(folder, 'test.sqlite'), token });
    database = await openDatabase(server.url, token);
    await migrate(database);
  });
  afterEach(async () => {
    database.close();
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** What a call rejects with: unavailable, and nothing of the parent's words, the SQL or the token in it. */
  async function expectUnavailable(call: Promise<unknown>) {
    const error = await call.then(
      () => expect.unreachable('the call went through'),
      (cause: unknown) => cause,
    );
    expect(codeOf(error)).toBe('storage.unavailable');
    const told = inspect(error, { depth: 10 });
    for (const secret of [token, words, 'INSERT', 'SELECT']) expect(told).not.toContain(secret);
  }

  it('costs one request for each thing that is asked', async () => {
    const records = createRecords(database);
    const calls: readonly [string, () => Promise<unknown>][] = [
      ['read', () => records.read(message, null)],
      ['commit', () => records.commit(unit, [mark])],
      ['a repeated commit', () => records.commit({ ...unit, isNew: false }, [])],
      ['markDelivered', () => records.markDelivered([mark])],
      ['between', () => createDiary(database).between(owner, 0, now + 1)],
    ];
    for (const [name, call] of calls) {
      const before = server.requests.length;
      await call();
      expect([name, server.requests.length - before]).toEqual([name, 1]);
    }
  });

  it('says what a constraint was violated by, as the local file does', async () => {
    const records = createRecords(database);
    expect(await records.commit(unit, [])).toBe('committed');
    expect(await records.commit({ ...unit, isNew: false, revision: 1 }, [])).toBe('repeated');
    const second = { ...unit, message: { ...message, updateKey: 'tg:1:2' } };
    expect(await records.commit({ ...second, isNew: false }, [])).toBe('conflict');
    expect(await records.commit({ ...second, isNew: false, revision: 1 }, [])).toBe('conflict');
  });

  it('writes nothing of a transaction that fails in its middle', async () => {
    const records = createRecords(database);
    const twice = [sleep, { ...sleep, id: 'e2' }].map((after) => ({ before: null, after }));
    expect(await records.commit({ ...unit, changes: twice }, [])).toBe('conflict');
    expect(await records.read(message, null)).toMatchObject({ seen: null, chat: null, open: [] });
  });

  it('lets two writers wait for each other', async () => {
    const records = createRecords(database);
    await records.commit(unit, []);
    const client = createClient({ url: server.url, authToken: token });
    const open = await client.transaction('write');
    await open.execute("UPDATE chats SET zone = 'Asia/Jerusalem'");
    const marked = records.markDelivered([mark]);
    await open.commit();
    await marked;
    client.close();
    expect(await records.read(message, null)).toMatchObject({
      seen: { delivered: true },
      chat: { zone: 'Asia/Jerusalem' },
    });
  });

  it('is unavailable when it does not answer in time', async () => {
    const hasty = await openDatabase(server.url, token, 50);
    server.mood = 'hangs';
    await expectUnavailable(createRecords(hasty).read(message, null));
    await expectUnavailable(createRecords(hasty).commit(unit, []));
    hasty.close();
  });

  it('is unavailable when the connection breaks, and is asked once only', async () => {
    server.mood = 'drops';
    const before = server.requests.length;
    await expectUnavailable(createRecords(database).commit(unit, []));
    expect(server.requests.length - before).toBe(1);
    server.mood = 'answers';
    expect(await createRecords(database).commit(unit, [])).toBe('committed');
  });

  it('is unavailable where nobody listens', async () => {
    await server.close();
    await expectUnavailable(createRecords(database).read(message, null));
    await expectUnavailable(createDiary(database).between(owner, 0, now));
  });

  it('is unavailable to a wrong token', async () => {
    const stranger = await openDatabase(server.url, 'another');
    await expectUnavailable(createRecords(stranger).read(message, null));
    stranger.close();
  });

  it('is unavailable where the tables are missing', async () => {
    const empty = await startLibsqlServer({ file: join(folder, 'empty.sqlite') });
    const unready = await openDatabase(empty.url);
    await expectUnavailable(createRecords(unready).commit(unit, []));
    unready.close();
    await empty.close();
  });
});
