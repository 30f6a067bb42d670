// Understanding, step 9: drafts become the events of a log. Both ends of one session become one interval, events
// without a time take that of their neighbour, and every time becomes an instant.
import type { EpochMs } from '../base/clock.ts';
import type { SaidEvent } from '../tracker/event.ts';
import { asleepAgain, type Draft, draftOf, type Moment, rightNow, timedAs } from './drafts.ts';
import type { SettledIntent } from './intent.ts';
import { merged } from './joining.ts';
import { inOrder, momentOf } from './sequence.ts';
import type { Told } from './telling.ts';
import { type Around, pastInstants, resolvePair, type WhenPair, type Written } from './when.ts';

const nowhere: Around = { day: null, part: null };

/** What the events told in a message come to: entries, or why there are none. */
export function eventsOf(told: readonly Told[], written: Written): SettledIntent | null {
  const drafts = withTimes(merged(draftsOf(told))).filter((draft) => !draft.vague);
  const events: SaidEvent[] = [];
  let before: EpochMs = written.at;
  for (const draft of inOrder(drafts, written)) {
    const event = eventOf(draft, written, before);
    if ('type' in event) {
      const { care, form } = draft.told.mention;
      // "putting her down at 7", written at 4: what goes on cannot be still to come, so it is a plan.
      return event.problem === 'future' && care && form === 'going' ? null : event;
    }
    events.push(event);
    before = event.end ?? event.start ?? before;
  }
  return events.length > 0 ? { type: 'log', events } : null;
}

function draftsOf(told: readonly Told[]): Draft[] {
  const drafts: Draft[] = [];
  let carried = nowhere;
  for (const one of told) {
    if (one.verdict === 'told' || one.verdict === 'maybe') {
      const draft = draftOf(one, carried);
      const again = draft && asleepAgain(one, draft, carried);
      if (draft) drafts.push(draft, ...(again ? [again] : []));
    }
    const leading = one.items.find((item) => item.type === 'day' && item.day !== null);
    if (leading?.type === 'day') carried = { day: leading.day, part: null };
  }
  return drafts;
}

/** "woke at 3, fed 4 oz, down at 3:30": what takes no time of its own came with what was told before it. */
const follows = (draft: Draft, before: Draft) =>
  draft.action === 'instant' &&
  before.timed &&
  before.kind === 'sleep' &&
  before.action === 'end' &&
  before.end?.type === 'clock' &&
  draft.told.sentence === before.told.sentence;

/** Gives every draft without a time that of the event it was told with. */
function withTimes(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft, i) => {
    if (draft.timed) return draft;
    const next = drafts.slice(i + 1).find((one) => one.timed && one.told.sentence === draft.told.sentence);
    const then = next && (next.start ?? next.end);
    const before = drafts[i - 1];
    if (before && follows(draft, before)) return timedAs(draft, before.end ?? before.start);
    // "nursed 20 min, then asleep at 8": what lasted ended as the next began.
    if (draft.span !== null) return then && draft.action === 'interval' ? { ...draft, end: then } : draft;
    if (then) return timedAs(draft, then);
    if (before?.timed && draft.told.and) return timedAs(draft, before.end ?? before.start);
    return draft;
  });
}

type Impossible = Extract<SettledIntent, { type: 'impossible' }>;

function eventOf(draft: Draft, written: Written, before: EpochMs): SaidEvent | Impossible {
  const { kind, action, details } = draft;
  if (action === 'interval') {
    const pair = intervalOf(draft, written, before);
    if (pair.outcome === 'impossible')
      return { type: 'impossible', kind, problem: pair.problem, value: pair.value };
    return { kind, action, start: pair.start, end: pair.end, details };
  }
  const moment = (action === 'end' ? draft.end : draft.start) ?? rightNow;
  const found = momentOf(moment, written, before);
  if (found.outcome === 'impossible')
    return { type: 'impossible', kind, problem: found.problem, value: found.value };
  return action === 'end'
    ? { kind, action, start: null, end: found.at, details }
    : { kind, action, start: found.at, end: null, details };
}

function intervalOf(draft: Draft, written: Written, before: EpochMs): WhenPair {
  const { start, end, span } = draft;
  if (start?.type === 'clock' && end?.type === 'clock') return resolvePair(start, end, written);
  if (start && end) {
    const from = momentOf(start, written, before);
    if (from.outcome === 'impossible') return from;
    const to = momentOf(end, written, from.at);
    return to.outcome === 'impossible' ? to : pairWith(start, from.at, to.at, written);
  }
  const anchor = momentOf(start ?? end ?? rightNow, written, before);
  if (anchor.outcome === 'impossible') return anchor;
  const ms = span ?? 0;
  // "fed at 9 for 20 min", written at 9:10: the clock time was the end.
  const ends = start === null || anchor.at + ms > written.at;
  return ends
    ? { outcome: 'between', start: anchor.at - ms, end: anchor.at }
    : { outcome: 'between', start: anchor.at, end: anchor.at + ms };
}

/** A clock start before an end that was told otherwise ("asleep at 1, woke 10 min ago"). */
function pairWith(start: Moment, from: EpochMs, to: EpochMs, written: Written): WhenPair {
  if (start.type !== 'clock' || from <= to) return { outcome: 'between', start: from, end: to };
  const earlier = pastInstants(start.clock, start.around, written).find((instant) => instant <= to);
  return { outcome: 'between', start: earlier ?? from, end: to };
}
