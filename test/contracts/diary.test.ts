import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import type { InboundMessage } from '../../src/channel/port.ts';
import type { Records, Situation, Unit } from '../../src/conversation/ports.ts';
import type { Database } from '../../src/storage/database/port.ts';
import { migrate } from '../../src/storage/diary/migrations.ts';
import { createDiary, createRecords, eventsBetween, latestEvents } from '../../src/storage/diary/records.ts';
import type { DiaryEvent } from '../../src/tracker/event.ts';
import { undo } from '../../src/tracker/revise.ts';
import { databaseDrivers } from './diary.drivers.ts';

const now = Date.UTC(2026, 2, 10, 15);
let updates = 0;

function message(text: string, more: Partial<InboundMessage> = {}): InboundMessage {
  updates += 1;
  return {
    updateKey: `tg:1:${updates}`,
    address: { channel: 'telegram', chat: '77' },
    group: false,
    addressed: true,
    author: { id: '5' },
    messageId: String(updates),
    sentAt: now,
    content: { type: 'text', text, edited: false },
    ...more,
  };
}

function sleepEvent(id: string, startedAt: number, endedAt: number | null = null): DiaryEvent {
  return {
    id,
    babyId: 'baby',
    kind: 'sleep',
    startedAt,
    endedAt,
    open: endedAt === null,
    zone: 'UTC',
    details: {},
    author: 'telegram:5',
  };
}

function unit(from: InboundMessage, situation: Situation, part: Partial<Unit> = {}): Unit {
  const fresh = {
    familyId: 'family',
    babyId: 'baby',
    zone: 'UTC',
    dayStartsAt: 0,
    babySex: null,
    babyBornOn: null,
    pending: null,
  };
  return {
    message: from,
    receivedAt: now,
    chat: situation.chat ?? fresh,
    isNew: situation.chat === null,
    revision: situation.revision,
    changes: [],
    undoes: [],
    replies: [{ text: 'ok' }],
    settings: {},
    hold: false,
    wasHeld: false,
    ...part,
  };
}

describe.each(databaseDrivers)('records on $name', ({ open }) => {
  let database: Database;
  let records: Records;
  let close: () => Promise<void>;

  beforeEach(async () => {
    ({ database, close } = await open());
    records = createRecords(database);
  });
  afterEach(() => close());

  /** Reads, writes and answers the result, as the conversation does. */
  async function write(from: InboundMessage, part: Partial<Unit> = {}) {
    return records.commit(unit(from, await records.read(from, null), part), []);
  }
  const add = (id: string, startedAt: number, endedAt: number | null = null) => ({
    changes: [{ before: null, after: sleepEvent(id, startedAt, endedAt) }],
  });
  const stored = () => createDiary(database).between({ familyId: 'family', babyId: 'baby' }, 0, now + HOUR);

  it('know nothing of a new chat, and everything after its first write', async () => {
    const first = message('asleep');
    expect(await records.read(first, null)).toMatchObject({
      seen: null,
      chat: null,
      open: [],
      held: [],
      lastChange: null,
    });
    expect(await write(first, { ...add('e1', now), speakerLanguage: 'en' })).toBe('committed');
    const situation = await records.read(message('next'), null);
    expect(situation).toMatchObject({
      speakerLanguage: 'en',
      chat: { familyId: 'family', zone: 'UTC' },
      open: [{ id: 'e1' }],
    });
    expect(situation.lastChange).toEqual({
      updateKey: first.updateKey,
      changes: [{ before: null, after: sleepEvent('e1', now), current: sleepEvent('e1', now) }],
    });
  });

  it('take an update once, however often it comes', async () => {
    const first = message('asleep');
    const situation = await records.read(first, null);
    expect(await records.commit(unit(first, situation, add('e1', now)), [])).toBe('committed');
    expect(
      await records.commit(unit(first, await records.read(first, null), add('e2', now - HOUR, now)), []),
    ).toBe('repeated');
    expect(await stored()).toHaveLength(1);
    expect((await records.read(first, null)).seen).toEqual({
      state: 'done',
      receivedAt: now,
      replies: [{ text: 'ok' }],
      delivered: false,
    });
  });

  it('write all of a unit or nothing', async () => {
    await write(message('start'), add('e1', now));
    const second = message('again');
    const broken = [
      { before: null, after: sleepEvent('e2', now - 3 * HOUR, now - 2 * HOUR) },
      { before: null, after: sleepEvent('e3', now) },
    ];
    expect(await write(second, { changes: broken })).toBe('conflict');
    expect((await stored()).map(({ id }) => id)).toEqual(['e1']);
    expect((await records.read(second, null)).seen).toBeNull();
  });

  it('refuse a write that decided on an older state', async () => {
    await write(message('start'), add('e1', now));
    const mother = message('awake');
    const father = message('awake', { author: { id: '6' } });
    const [seenByMother, seenByFather] = [await records.read(mother, null), await records.read(father, null)];
    const ended = {
      changes: [{ before: sleepEvent('e1', now), after: sleepEvent('e1', now, now + MINUTE) }],
    };
    expect(await records.commit(unit(mother, seenByMother, ended), [])).toBe('committed');
    expect(await records.commit(unit(father, seenByFather, ended), [])).toBe('conflict');
  });

  it('make one family of two first messages of a chat', async () => {
    const [one, two] = [message('a'), message('b')];
    const [first, second] = [await records.read(one, null), await records.read(two, null)];
    expect(await records.commit(unit(one, first), [])).toBe('committed');
    const rival = unit(two, second);
    expect(
      await records.commit(
        { ...rival, chat: { ...rival.chat, familyId: 'other', babyId: 'other-baby' } },
        [],
      ),
    ).toBe('conflict');
    expect((await records.read(two, null)).chat?.familyId).toBe('family');
  });

  it('keep the audit of every change and can take back a whole update', async () => {
    await write(message('start'), add('e1', now - HOUR));
    const end = message('end');
    const [before, after] = [sleepEvent('e1', now - HOUR), sleepEvent('e1', now - HOUR, now)];
    await write(end, { changes: [{ before, after }] });
    const back = message('undo');
    const situation = await records.read(back, null);
    expect(situation.lastChange).toMatchObject({
      updateKey: end.updateKey,
      changes: [{ before, after, current: after }],
    });
    const changes = situation.lastChange === null ? [] : undo(situation.lastChange, situation.open);
    if (changes === 'changed-since') throw new Error('nobody changed it');
    expect(await write(back, { changes, undoes: [end.updateKey, back.updateKey] })).toBe('committed');
    const later = await records.read(message('undo again'), null);
    expect(later.open).toEqual([before]);
    expect(later.lastChange?.changes).toMatchObject([{ before: null, current: before }]);
  });

  it('find what a message wrote by its id, and by the id of our answer', async () => {
    const log = message('asleep');
    await write(log, add('e1', now));
    await records.markDelivered([{ updateKey: log.updateKey, at: now, messageId: '900' }]);
    await write(message('later'), {
      changes: [{ before: null, after: { ...sleepEvent('e2', now - HOUR, now), kind: 'feed' } }],
    });
    const about = (id: string) => records.read(message('no'), { by: 'message', id });
    expect((await about(log.messageId ?? '')).lastChange?.updateKey).toBe(log.updateKey);
    expect((await about('900')).lastChange?.updateKey).toBe(log.updateKey);
    expect((await about('12345')).lastChange).toBeNull();
  });

  it('let nobody take back what another wrote', async () => {
    const log = message('asleep');
    await write(log, add('e1', now));
    const other = message('undo', { author: { id: '6' } });
    expect((await records.read(other, null)).lastChange).toBeNull();
    expect((await records.read(other, { by: 'update', id: log.updateKey })).lastChange).toBeNull();
  });

  it('never show one family to another', async () => {
    const mine = message('asleep');
    await write(mine, add('e1', now));
    const stranger = message('undo', { address: { channel: 'telegram', chat: '88' } });
    for (const about of [
      null,
      { by: 'update', id: mine.updateKey } as const,
      { by: 'message', id: mine.messageId ?? '' } as const,
    ]) {
      expect(await records.read(stranger, about)).toMatchObject({ chat: null, open: [], lastChange: null });
    }
    expect(await createDiary(database).between({ familyId: 'other', babyId: 'baby' }, 0, now + HOUR)).toEqual(
      [],
    );
  });

  it('hold messages in order and act upon each once', async () => {
    const [one, two] = [message('asleep'), message('awake')];
    await write(one, { hold: true });
    await write(two, { hold: true });
    const situation = await records.read(message('Tel Aviv'), null);
    expect(situation.held).toEqual([one, two]);
    expect(await write(one, { ...add('e1', now), wasHeld: true })).toBe('committed');
    expect(await write(one, { ...add('e1', now), wasHeld: true })).toBe('conflict');
    expect((await records.read(message('x'), null)).held).toEqual([two]);
    expect(await stored()).toHaveLength(1);
  });

  it('remember which replies arrived', async () => {
    const [one, two] = [message('a'), message('b')];
    await write(one);
    const situation = await records.read(two, null);
    await records.commit(unit(two, situation), [{ updateKey: one.updateKey, at: now, messageId: null }]);
    expect((await records.read(one, null)).seen?.delivered).toBe(true);
    expect((await records.read(two, null)).seen?.delivered).toBe(false);
  });

  it('search a span on the primary key', async () => {
    const plan = await database.execute({
      sql: `EXPLAIN QUERY PLAN ${eventsBetween}`,
      args: ['family', 'baby', 0, now],
    });
    const steps = plan.rows.map((row) => String(row['detail'])).join('; ');
    expect(steps).toContain(
      'SEARCH e USING PRIMARY KEY (family=? AND baby=? AND started_at>? AND started_at<?)',
    );
    expect(steps).not.toMatch(/SCAN|TEMP B-TREE/);
  });

  it('find the newest of each kind by walking back on the primary key', async () => {
    const args = { kinds: '["sleep","feed"]', family: 'family', baby: 'baby', from: 0 };
    const plan = await database.execute({ sql: `EXPLAIN QUERY PLAN ${latestEvents}`, args });
    const steps = plan.rows.map((row) => String(row['detail'])).join('; ');
    expect(steps).toContain('SEARCH l USING PRIMARY KEY (family=? AND baby=? AND started_at>?)');
    expect(steps).not.toMatch(/SCAN [el]|TEMP B-TREE/);
    await write(message('nap'), add('e1', now - 3 * HOUR, now - 2 * HOUR));
    await write(message('nap'), add('e2', now - HOUR, now));
    const latest = await createDiary(database).latest(
      { familyId: 'family', babyId: 'baby' },
      ['sleep', 'feed'],
      0,
    );
    expect(latest).toEqual({ sleep: sleepEvent('e2', now - HOUR, now) });
  });

  it('migrate twice without harm', async () => {
    expect(await migrate(database)).toMatchObject({ applied: 0 });
  });
});
