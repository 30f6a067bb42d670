// From what a parent says to changes of the diary: starts, ends, pairing. Pure; storage applies the changes.
import { type EpochMs, MINUTE } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import { type DiaryEvent, isSessionKind, type SaidEvent, type SessionKind } from './event.ts';
import { type Refused, refuse, refuseLength } from './limits.ts';

/** One row of the diary before and after. `before` null: a new event. `after` null: it is taken out. */
export type Change =
  | { readonly before: null; readonly after: DiaryEvent }
  | { readonly before: DiaryEvent; readonly after: DiaryEvent }
  | { readonly before: DiaryEvent; readonly after: null };

/** What became of one thing that was said; the reply is made from these. */
export type Outcome =
  /** A session began, or a moment was noted. */
  | { readonly type: 'added'; readonly event: DiaryEvent }
  /** A session that was going on is finished. `implied`: nobody said so, another event did. */
  | { readonly type: 'ended'; readonly event: DiaryEvent; readonly implied: boolean }
  /** A session that goes on got a side or an amount. */
  | { readonly type: 'extended'; readonly event: DiaryEvent }
  /** It is going on already: nothing was added. */
  | { readonly type: 'already-open'; readonly event: DiaryEvent }
  /** An end was told and no start is known: the parent is asked, nothing is invented. */
  | { readonly type: 'start-unknown'; readonly kind: SessionKind; readonly end: EpochMs }
  /** A feed lies in a sleep that is going on: is the baby awake? */
  | { readonly type: 'fed-asleep'; readonly sleep: DiaryEvent; readonly at: EpochMs };

export interface Recorded {
  readonly changes: readonly Change[];
  readonly outcomes: readonly Outcome[];
}

export interface RecordContext {
  /** Sessions going on, at most one of each kind. */
  readonly open: readonly DiaryEvent[];
  readonly babyId: string;
  readonly author: string;
  readonly zone: Zone;
  /** When the message was written. */
  readonly now: EpochMs;
  /** A fresh id for each new event. */
  readonly newId: () => string;
}

/** A second "asleep" this close to the first, or an interval starting this close, means the same session. */
const sameSession = 30 * MINUTE;
/** A feed that runs this long when the baby falls asleep is taken to have ended then. */
const feedEndsInSleep = 90 * MINUTE;

/** Works out what to write for the events of one message, in the order told; `Refused` writes nothing at all. */
export function record(said: readonly SaidEvent[], context: RecordContext): Recorded | Refused {
  const page = new Page(context);
  for (const event of said) {
    const refused = refuse(event, context.now) ?? write(page, event);
    if (refused !== null) return refused;
  }
  return { changes: page.changes(), outcomes: page.outcomes };
}

function write(page: Page, said: SaidEvent): Refused | null {
  if (!isSessionKind(said.kind)) {
    page.add(said, { endedAt: null, open: false });
    return null;
  }
  switch (said.action) {
    case 'start':
      return begin(page, said, said.kind);
    case 'end':
      return finish(page, said, said.kind);
    case 'interval':
      return both(page, said, said.kind);
    case 'instant':
      return moment(page, said, said.kind);
  }
}

function begin(page: Page, said: SaidEvent, kind: SessionKind): null {
  const running = page.open(kind);
  if (running !== undefined) {
    const side = said.details.side;
    const switched =
      side !== undefined && running.details.side !== undefined && side !== running.details.side;
    if (kind === 'feed' && (switched || (side !== undefined && running.details.side === undefined))) {
      const event = page.change(running, {
        details: { ...running.details, ...said.details, side: switched ? 'both' : side },
      });
      page.outcomes.push({ type: 'extended', event });
    } else {
      page.outcomes.push({ type: 'already-open', event: running });
    }
    return null;
  }
  const event = page.add(said, { endedAt: null, open: true });
  if (kind === 'sleep') endFeedAsleep(page, event.startedAt);
  else askIfAwake(page, event);
  return null;
}

function finish(page: Page, said: SaidEvent, kind: SessionKind): Refused | null {
  const end = said.end ?? page.context.now;
  const running = page.open(kind);
  if (running === undefined) {
    page.outcomes.push({ type: 'start-unknown', kind, end });
    return null;
  }
  const refused = refuseLength(kind, running.startedAt, end);
  if (refused !== null) return refused;
  page.end(running, end, said, false);
  return null;
}

function both(page: Page, said: SaidEvent, kind: SessionKind): Refused | null {
  const running = page.open(kind);
  const start = said.start;
  if (running !== undefined && start !== null && Math.abs(start - running.startedAt) <= sameSession) {
    page.end(running, said.end ?? page.context.now, said, false, start);
    return null;
  }
  page.add(said, { endedAt: said.end, open: false });
  return null;
}

function moment(page: Page, said: SaidEvent, kind: SessionKind): Refused | null {
  const running = page.open(kind);
  const at = said.start ?? page.context.now;
  if (running !== undefined && refuseLength(kind, running.startedAt, at) === null) {
    page.end(running, at, said, false);
    return null;
  }
  askIfAwake(page, page.add(said, { endedAt: null, open: false }));
  return null;
}

function endFeedAsleep(page: Page, asleepAt: EpochMs): void {
  const feed = page.open('feed');
  if (feed === undefined || asleepAt < feed.startedAt || asleepAt - feed.startedAt > feedEndsInSleep) return;
  page.end(feed, asleepAt, null, true);
}

function askIfAwake(page: Page, feed: DiaryEvent): void {
  const sleep = page.open('sleep');
  if (feed.kind !== 'feed' || sleep === undefined || feed.startedAt <= sleep.startedAt) return;
  page.outcomes.push({ type: 'fed-asleep', sleep, at: feed.startedAt });
}

/** The diary as it will be after the events written so far. */
class Page {
  readonly outcomes: Outcome[] = [];
  readonly context: RecordContext;
  readonly #original = new Map<string, DiaryEvent>();
  readonly #current = new Map<string, DiaryEvent>();

  constructor(context: RecordContext) {
    this.context = context;
    for (const event of context.open) {
      this.#original.set(event.id, event);
      this.#current.set(event.id, event);
    }
  }

  open(kind: SessionKind): DiaryEvent | undefined {
    return [...this.#current.values()].find((event) => event.open && event.kind === kind);
  }

  add(said: SaidEvent, ending: { endedAt: EpochMs | null; open: boolean }): DiaryEvent {
    const { babyId, author, zone, now, newId } = this.context;
    const event: DiaryEvent = {
      id: newId(),
      babyId,
      kind: said.kind,
      startedAt: said.start ?? said.end ?? now,
      ...ending,
      zone,
      details: said.details,
      author,
    };
    this.#current.set(event.id, event);
    this.outcomes.push({ type: 'added', event });
    return event;
  }

  change(event: DiaryEvent, patch: Partial<DiaryEvent>): DiaryEvent {
    const changed = { ...event, ...patch };
    this.#current.set(event.id, changed);
    return changed;
  }

  end(
    running: DiaryEvent,
    endedAt: EpochMs,
    said: SaidEvent | null,
    implied: boolean,
    startedAt = running.startedAt,
  ): void {
    const details = { ...running.details, ...said?.details };
    const event = this.change(running, { startedAt, endedAt, open: false, details });
    this.outcomes.push({ type: 'ended', event, implied });
  }

  changes(): Change[] {
    return [...this.#current.values()].flatMap((after): Change[] => {
      const before = this.#original.get(after.id) ?? null;
      return before === after ? [] : [{ before, after }];
    });
  }
}
