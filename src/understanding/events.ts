// Understanding, step 7: drafts become the events of a log. Both ends of one session become one interval, events
// without a time take that of their neighbour, and every time becomes an instant.
import type { EpochMs } from '../base/clock.ts';
import type { SaidEvent } from '../tracker/event.ts';
import { type Draft, draftOf, type Moment, rightNow } from './drafts.ts';
import type { SettledIntent } from './intent.ts';
import { type Told, tell } from './telling.ts';
import { type Around, pastInstants, resolve, resolvePair, type WhenPair, type Written } from './when.ts';

const nowhere: Around = { day: null, part: null };

/** What the events told in a message come to: entries, or why there are none. */
export function eventsOf(told: readonly Told[], written: Written): SettledIntent | null {
  const drafts = withTimes(merged(draftsOf(told)));
  const events: SaidEvent[] = [];
  let before: EpochMs = written.at;
  const settled = inOrder(drafts, written);
  for (const draft of settled) {
    const event = eventOf(draft, written, before);
    if ('type' in event) return event;
    events.push(event);
    before = event.end ?? event.start ?? before;
  }
  return events.length > 0 ? { type: 'log', events } : null;
}

function draftsOf(told: readonly Told[]): Draft[] {
  const drafts: Draft[] = [];
  let carried = nowhere;
  let sentence = 0;
  for (const one of told) {
    if (one.sentence !== sentence) sentence = one.sentence;
    if (one.verdict === 'told' || one.verdict === 'maybe') {
      const draft = draftOf(one, carried);
      if (draft) drafts.push(draft);
    }
    const leading = one.items.find((item) => item.type === 'day' && item.day !== null);
    if (leading?.type === 'day') carried = { day: leading.day, part: null };
  }
  return drafts;
}

/** Joins drafts that speak of the same event. */
function merged(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = [];
  for (const draft of drafts) {
    const last = joined.at(-1);
    const one = last && (session(last, draft) ?? same(last, draft));
    if (one) joined[joined.length - 1] = one;
    else joined.push(draft);
  }
  return joined;
}

/** A start and the end after it, or a length and the end it ran to. */
function session(first: Draft, second: Draft): Draft | null {
  if (first.kind !== second.kind || first.kind === 'diaper') return null;
  const whole = (start: Moment | null, end: Moment | null, span: EpochMs | null): Draft => ({
    ...first,
    action: 'interval',
    start,
    end,
    span,
    timed: true,
    details: { ...first.details, ...second.details },
  });
  if (second.action === 'end') {
    const end = second.end ?? rightNow;
    if (first.action === 'interval' && first.span !== null && !first.end) return whole(first.start, end, first.start ? null : first.span);
    const opened = first.action === 'start' || (first.kind === 'feed' && first.action === 'instant');
    return opened && first.timed ? whole(first.start, end, null) : null;
  }
  const counted = second.action === 'interval' && second.span !== null && !second.start && !second.end;
  if (counted && first.action === 'start' && first.timed && second.told.mention.form === 'end') {
    return whole(first.start, null, second.span);
  }
  const slept = second.action === 'interval' && second.span !== null && !second.start && !second.end;
  if (first.action === 'end' && slept) return whole(null, first.end ?? rightNow, second.span);
  return null;
}

/** The same thing said twice: at most one of the two has a time, and nothing contradicts. */
function same(first: Draft, second: Draft): Draft | null {
  if (first.kind !== second.kind) return null;
  const milk = first.details.amountMl !== undefined && second.details.amountMl !== undefined;
  const bothStarts = first.action === 'start' && second.action === 'start' && first.kind === 'sleep';
  if (bothStarts && first.told.sentence === second.told.sentence) return second.timed || !first.timed ? second : first;
  if ((first.timed && second.timed) || milk) return twoSides(first, second);
  const repeats = second.action === 'instant' || second.action === first.action;
  if (!repeats && first.action !== 'instant') return null;
  const main = first.action === 'instant' && second.action !== 'instant' ? second : first;
  const times = first.timed ? first : second;
  const types = first.details.diaper && second.details.diaper && first.details.diaper !== second.details.diaper;
  const details = { ...first.details, ...second.details, ...(types ? { diaper: 'both' as const } : {}) };
  const ends = main.action === 'interval' ? main : { ...main, start: times.start ?? main.start, end: times.end ?? main.end };
  return { ...ends, details: sided(first, second, details), timed: first.timed || second.timed, vague: first.vague || second.vague };
}

function sided(first: Draft, second: Draft, details: Draft['details']): Draft['details'] {
  const { side } = first.details;
  return side && second.details.side && side !== second.details.side ? { ...details, side: 'both' } : details;
}

/** "10 min left, 8 right": one feed on both sides. */
function twoSides(first: Draft, second: Draft): Draft | null {
  const spans = first.span !== null && second.span !== null && !second.start && !second.end;
  return spans && first.details.side && second.details.side
    ? { ...first, span: (first.span ?? 0) + (second.span ?? 0), details: sided(first, second, first.details) }
    : null;
}

/** Gives every draft without a time that of the event it was told with. */
function withTimes(drafts: readonly Draft[]): Draft[] {
  return drafts.map((draft, i) => {
    if (draft.timed || draft.span !== null) return draft;
    const next = drafts.slice(i + 1).find((one) => one.timed);
    if (next && next.told.sentence === draft.told.sentence) return timedAs(draft, next.start ?? next.end);
    const before = drafts[i - 1];
    if (before?.timed && draft.told.and) return timedAs(draft, before.end ?? before.start);
    return draft;
  });
}

function timedAs(draft: Draft, moment: Moment | null): Draft {
  const ends = draft.action === 'end' ? { end: moment } : { start: moment };
  return { ...draft, ...ends, timed: true, vague: false };
}

/**
 * Ambiguous hours told one after the other ("woke 7, bottle 7:15, nap 9", written at 20:00) keep their order where
 * that brings them together; otherwise each is its own most recent past occurrence.
 */
function inOrder(drafts: readonly Draft[], written: Written): Draft[] {
  const single = (draft: Draft) => draft.action !== 'interval';
  if (drafts.length < 2 || !drafts.every(single)) return [...drafts];
  const choices = drafts.map((draft) => instantsOf(draft.start ?? draft.end ?? rightNow, written));
  if (choices.some((instants) => instants.length === 0)) return [...drafts];
  const latest = choices.map(([first = written.at]) => first);
  let next = written.at;
  const ordered = choices.toReversed().map((instants) => {
    next = instants.find((instant) => instant <= next) ?? Number.NaN;
    return next;
  });
  const spread = (instants: readonly EpochMs[]) => Math.max(...instants) - Math.min(...instants);
  if (ordered.some(Number.isNaN) || spread(ordered) >= spread(latest)) return [...drafts];
  return drafts.map((draft, i) => timedAs(draft, { type: 'ago', ms: written.at - (ordered.at(-1 - i) ?? written.at) }));
}

function instantsOf(moment: Moment, written: Written): EpochMs[] {
  if (moment.type !== 'clock') return moment.type === 'ago' ? [written.at - moment.ms] : [];
  const found = resolve(moment.clock, moment.around, written);
  return found.outcome === 'at' ? pastInstants(moment.clock, moment.around, written) : [];
}

type Impossible = Extract<SettledIntent, { type: 'impossible' }>;

function eventOf(draft: Draft, written: Written, before: EpochMs): SaidEvent | Impossible {
  const { kind, action, details } = draft;
  if (action === 'interval') {
    const pair = intervalOf(draft, written, before);
    if (pair.outcome === 'impossible') return { type: 'impossible', kind, problem: pair.problem, value: pair.value };
    return { kind, action, start: pair.start, end: pair.end, details };
  }
  const moment = (action === 'end' ? draft.end : draft.start) ?? rightNow;
  const found = momentOf(moment, written, before);
  if (found.outcome === 'impossible') return { type: 'impossible', kind, problem: found.problem, value: found.value };
  return action === 'end'
    ? { kind, action, start: null, end: found.at, details }
    : { kind, action, start: found.at, end: null, details };
}

function momentOf(moment: Moment, written: Written, before: EpochMs) {
  if (moment.type === 'clock') return resolve(moment.clock, moment.around, written);
  const at = moment.type === 'ago' ? written.at - moment.ms : Math.min(before + moment.ms, written.at);
  return { outcome: 'at', at } as const;
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

export { tell };
