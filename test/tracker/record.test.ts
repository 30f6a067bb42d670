import { describe, expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../src/base/clock.ts';
import type { DiaryEvent, SaidEvent } from '../../src/tracker/event.ts';
import { type RecordContext, record } from '../../src/tracker/record.ts';
import { undo } from '../../src/tracker/revise.ts';

const now = Date.UTC(2026, 2, 10, 15);

function context(open: DiaryEvent[] = []): RecordContext {
  let ids = 0;
  const newId = () => `new-${++ids}`;
  return { open, babyId: 'baby', author: 'telegram:1', zone: 'Europe/London', now, newId };
}

function session(kind: 'sleep' | 'feed', startedAt: number, details: DiaryEvent['details'] = {}): DiaryEvent {
  return {
    id: `${kind}-open`,
    babyId: 'baby',
    kind,
    startedAt,
    endedAt: null,
    open: true,
    zone: 'Europe/London',
    details,
    author: 'telegram:2',
  };
}

const said = (
  kind: SaidEvent['kind'],
  action: SaidEvent['action'],
  start: number | null,
  end: number | null = null,
  details = {},
): SaidEvent => ({
  ...{ kind, action, start, end, details },
});

function recorded(events: SaidEvent[], open: DiaryEvent[] = []) {
  const result = record(events, context(open));
  if ('refusal' in result) throw new Error(`refused: ${result.refusal}`);
  return result;
}

function refusal(events: SaidEvent[], open: DiaryEvent[] = []) {
  const result = record(events, context(open));
  return 'refusal' in result ? result : null;
}

describe('what is said becomes changes of the diary', () => {
  it('opens a session at a start and closes it at an end', () => {
    const asleep = recorded([said('sleep', 'start', now - HOUR)]);
    expect(asleep.changes).toMatchObject([
      { before: null, after: { open: true, startedAt: now - HOUR, endedAt: null } },
    ]);
    const open = session('sleep', now - HOUR);
    const awake = recorded([said('sleep', 'end', null, now)], [open]);
    expect(awake.changes).toEqual([{ before: open, after: { ...open, open: false, endedAt: now } }]);
    expect(awake.outcomes).toMatchObject([{ type: 'ended', implied: false }]);
  });

  it('makes one sleep of two parents who tap "asleep" at once', () => {
    const second = recorded([said('sleep', 'start', now)], [session('sleep', now - MINUTE)]);
    expect(second.changes).toEqual([]);
    expect(second.outcomes).toMatchObject([{ type: 'already-open' }]);
  });

  it('asks instead of inventing a start', () => {
    const { changes, outcomes } = recorded([said('sleep', 'end', null, now)]);
    expect(changes).toEqual([]);
    expect(outcomes).toEqual([{ type: 'start-unknown', kind: 'sleep', end: now }]);
  });

  it('closes the running sleep with an interval that begins where it began', () => {
    const open = session('sleep', now - 2 * HOUR);
    const { changes } = recorded([said('sleep', 'interval', now - 2 * HOUR - 10 * MINUTE, now)], [open]);
    expect(changes).toMatchObject([
      { before: open, after: { startedAt: now - 2 * HOUR - 10 * MINUTE, endedAt: now, open: false } },
    ]);
  });

  it('keeps another interval beside the running sleep', () => {
    const open = session('sleep', now - HOUR);
    const { changes } = recorded([said('sleep', 'interval', now - 6 * HOUR, now - 5 * HOUR)], [open]);
    expect(changes).toHaveLength(1);
    expect(changes[0]?.before).toBeNull();
  });

  it('stores a feed in a sleep and asks whether the baby is awake', () => {
    const sleep = session('sleep', now - HOUR);
    const { changes, outcomes } = recorded([said('feed', 'instant', now, null, { amountMl: 90 })], [sleep]);
    expect(changes).toHaveLength(1);
    expect(outcomes.map(({ type }) => type)).toEqual(['added', 'fed-asleep']);
  });

  it('does not ask where the same message says that the baby woke', () => {
    const sleep = session('sleep', now - HOUR);
    const { outcomes } = recorded(
      [said('sleep', 'end', null, now - 10 * MINUTE), said('feed', 'instant', now)],
      [sleep],
    );
    expect(outcomes.map(({ type }) => type)).toEqual(['ended', 'added']);
  });

  it('ends a feed when the baby falls asleep, and says so', () => {
    const feed = session('feed', now - 20 * MINUTE);
    const { changes, outcomes } = recorded([said('sleep', 'start', now)], [feed]);
    expect(changes).toHaveLength(2);
    expect(outcomes).toMatchObject([
      { type: 'added' },
      { type: 'ended', implied: true, event: { kind: 'feed', endedAt: now } },
    ]);
  });

  it('joins an amount to the feed that is running', () => {
    const feed = session('feed', now - 20 * MINUTE);
    const { changes } = recorded([said('feed', 'instant', now, null, { amountMl: 120 })], [feed]);
    expect(changes).toMatchObject([{ before: feed, after: { endedAt: now, details: { amountMl: 120 } } }]);
  });

  it('notes both sides when the side changes during a feed', () => {
    const feed = session('feed', now - 20 * MINUTE, { side: 'left' });
    const { outcomes } = recorded([said('feed', 'start', now, null, { side: 'right' })], [feed]);
    expect(outcomes).toMatchObject([{ type: 'extended', event: { open: true, details: { side: 'both' } } }]);
  });
});

describe('what cannot be right is refused whole', () => {
  it.each([
    ['a time to come', said('feed', 'instant', now + HOUR), 'future'],
    ['more than 30 days ago', said('diaper', 'instant', now - 31 * 24 * HOUR), 'too-old'],
    ['an end before the start', said('sleep', 'interval', now - HOUR, now - 2 * HOUR), 'end-before-start'],
    ['a sleep of 40 hours', said('sleep', 'interval', now - 40 * HOUR, now), 'too-long'],
    ['a feed of 5 hours', said('feed', 'interval', now - 5 * HOUR, now), 'too-long'],
    ['999 ml', said('feed', 'instant', now, null, { amountMl: 999 }), 'amount-out-of-range'],
  ])('%s', (_name, event, expected) => {
    expect(refusal([event])?.refusal).toBe(expected);
  });

  it('stores nothing of a message when one of its events is refused', () => {
    const result = record(
      [said('diaper', 'instant', now), said('feed', 'instant', now, null, { amountMl: 999 })],
      context(),
    );
    expect(result).toEqual({ refusal: 'amount-out-of-range', kind: 'feed', value: 999 });
  });

  it('refuses an end that would make the running sleep too long', () => {
    expect(refusal([said('sleep', 'end', null, now)], [session('sleep', now - 30 * HOUR)])?.refusal).toBe(
      'too-long',
    );
  });

  it('bears a clock that is a minute ahead', () => {
    expect(refusal([said('diaper', 'instant', now + MINUTE)])).toBeNull();
  });
});

describe('undo', () => {
  const open = session('sleep', now - HOUR);
  const ended = { ...open, open: false, endedAt: now };

  it('takes out what was added and puts back what was changed', () => {
    const added = { ...ended, id: 'added' };
    const set = {
      updateKey: 'k',
      changes: [
        { before: open, after: ended, current: ended },
        { before: null, after: added, current: added },
      ],
    };
    expect(undo(set, [])).toEqual([
      { before: added, after: null },
      { before: ended, after: open },
    ]);
  });

  it('leaves alone what somebody has changed since', () => {
    const current = { ...ended, endedAt: now - MINUTE };
    expect(undo({ updateKey: 'k', changes: [{ before: open, after: ended, current }] }, [])).toBe(
      'changed-since',
    );
  });

  it('does not reopen a sleep while another is running', () => {
    const other = { ...open, id: 'other' };
    expect(undo({ updateKey: 'k', changes: [{ before: open, after: ended, current: ended }] }, [other])).toBe(
      'changed-since',
    );
  });
});
