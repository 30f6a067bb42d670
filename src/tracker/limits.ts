// What the diary refuses to believe. Checked before anything of a message is stored, so nothing is half-stored.
import { DAY, type EpochMs, HOUR, MINUTE } from '../base/clock.ts';
import type { DiaryEvent, EventKind, SaidEvent } from './event.ts';

/** Why an event cannot be right. */
export type Refusal = 'future' | 'too-old' | 'end-before-start' | 'too-long' | 'amount-out-of-range';

/** The longest a session may last. Beyond it a forgotten end is likelier than a long sleep. */
export const longest: Record<EventKind, EpochMs> = { sleep: 18 * HOUR, feed: 3 * HOUR, diaper: 0 };

/** How far back an entry may lie. */
const oldest: EpochMs = 30 * DAY;

/** The most milk one feed may hold, in ml. */
const largestFeedMl = 500;

/** Clocks of phones and servers differ; an entry may be this much ahead of its message. */
const clockTolerance = 2 * MINUTE;

export interface Refused {
  readonly refusal: Refusal;
  readonly kind: EventKind;
  /** What was said: an instant, a length in ms or an amount in ml, as the refusal goes. */
  readonly value: number;
}

/** The first thing wrong with what was said at `now`, or `null`. */
export function refuse(said: SaidEvent, now: EpochMs): Refused | null {
  const { kind, start, end, details } = said;
  const told = [start, end].filter((at) => at !== null);
  const ahead = told.find((at) => at > now + clockTolerance);
  if (ahead !== undefined) return { refusal: 'future', kind, value: ahead };
  const old = told.find((at) => at < now - oldest);
  if (old !== undefined) return { refusal: 'too-old', kind, value: old };
  const { amountMl } = details;
  if (amountMl !== undefined && amountMl > largestFeedMl) {
    return { refusal: 'amount-out-of-range', kind, value: amountMl };
  }
  if (start !== null && end !== null) return refuseLength(kind, start, end);
  if (said.action === 'start' && start !== null && now - start > longest[kind]) {
    return { refusal: 'too-long', kind, value: now - start };
  }
  return null;
}

/** What is wrong with the length of a session, or `null`. */
export function refuseLength(kind: EventKind, start: EpochMs, end: EpochMs): Refused | null {
  if (end < start) return { refusal: 'end-before-start', kind, value: end };
  if (end - start > longest[kind]) return { refusal: 'too-long', kind, value: end - start };
  return null;
}

/** What is wrong with an entry of the diary after a change at `now`, or `null`. */
export function refuseEntry(event: DiaryEvent, now: EpochMs): Refused | null {
  const action = event.open ? 'start' : event.endedAt === null ? 'instant' : 'interval';
  return refuse(
    { kind: event.kind, action, start: event.startedAt, end: event.endedAt, details: event.details },
    now,
  );
}
