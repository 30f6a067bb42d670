// The figures of a period. Pure arithmetic on diary events; sentences are made of them in reply/.
import { DAY, type EpochMs } from '../base/clock.ts';
import type { DiaperType, DiaryEvent, Side } from './event.ts';
import { longest } from './limits.ts';
import type { Span } from './period.ts';

export interface SleepFigures {
  /** Sleeps that lie in the period wholly or in part; overlapping entries are one sleep. */
  readonly count: number;
  /** Time asleep within the period, ms. */
  readonly totalMs: number;
  /** `totalMs / count`. */
  readonly averageMs: number;
  /**
   * `totalMs` a day of 24 h, counted from the first entry of the period; `null` under two days, where an average
   * would say nothing.
   */
  readonly dailyMs: number | null;
  /** The longest sleep that touches the period, at its full length, ms. */
  readonly longestMs: number;
  /** The newest sleep; `endedAt` null while it goes on. */
  readonly latest: { readonly startedAt: EpochMs; readonly endedAt: EpochMs | null } | null;
}

export interface FeedFigures {
  readonly count: number;
  /** Time of the feeds whose both ends are known, ms; overlaps counted once. */
  readonly totalMs: number;
  readonly totalMl: number;
  readonly sides: Readonly<Record<Side, number>>;
  readonly latest: DiaryEvent | null;
}

export interface DiaperFigures {
  readonly count: number;
  readonly types: Readonly<Record<DiaperType | 'unsaid', number>>;
  readonly latestAt: EpochMs | null;
}

export interface Summary {
  readonly span: Span;
  readonly sleep: SleepFigures;
  readonly feed: FeedFigures;
  readonly diaper: DiaperFigures;
}

/** How long before a period an event may begin and still reach into it. */
export const reach: EpochMs = longest.sleep;

/** Adds up the events that fall into `span`; sessions going on count until `now`. */
export function summarize(events: readonly DiaryEvent[], span: Span, now: EpochMs): Summary {
  const of = (kind: DiaryEvent['kind']) => events.filter((event) => event.kind === kind);
  return {
    span,
    sleep: sleepFigures(of('sleep'), span, now),
    feed: feedFigures(of('feed'), span, now),
    diaper: diaperFigures(of('diaper'), span),
  };
}

function sleepFigures(sleeps: readonly DiaryEvent[], span: Span, now: EpochMs): SleepFigures {
  const stretches = merge(sleeps, now).filter((stretch) => stretch.from < span.to && stretch.to > span.from);
  const totalMs = stretches.reduce((sum, stretch) => sum + within(stretch, span), 0);
  const newest = stretches.at(-1);
  const logged = Math.min(now, span.to) - Math.max(span.from, stretches[0]?.from ?? now);
  return {
    count: stretches.length,
    totalMs,
    dailyMs: logged < 2 * DAY ? null : (totalMs * DAY) / logged,
    averageMs: stretches.length === 0 ? 0 : totalMs / stretches.length,
    longestMs: Math.max(0, ...stretches.map((stretch) => stretch.to - stretch.from)),
    latest: newest === undefined ? null : { startedAt: newest.from, endedAt: newest.open ? null : newest.to },
  };
}

function feedFigures(all: readonly DiaryEvent[], span: Span, now: EpochMs): FeedFigures {
  const feeds = all.filter((feed) => startsIn(feed, span));
  const sides = { left: 0, right: 0, both: 0 };
  for (const { details } of feeds) if (details.side !== undefined) sides[details.side] += 1;
  return {
    count: feeds.length,
    totalMs: merge(feeds, now).reduce((sum, stretch) => sum + (stretch.to - stretch.from), 0),
    totalMl: feeds.reduce((sum, { details }) => sum + (details.amountMl ?? 0), 0),
    sides,
    latest: newest(feeds),
  };
}

function diaperFigures(all: readonly DiaryEvent[], span: Span): DiaperFigures {
  const diapers = all.filter((diaper) => startsIn(diaper, span));
  const types = { wet: 0, dirty: 0, both: 0, unsaid: 0 };
  for (const { details } of diapers) types[details.diaper ?? 'unsaid'] += 1;
  return { count: diapers.length, types, latestAt: newest(diapers)?.startedAt ?? null };
}

interface Stretch {
  readonly from: EpochMs;
  readonly to: EpochMs;
  readonly open: boolean;
}

/** Sessions with both ends (or going on until `now`) as stretches by start, overlapping ones joined. */
function merge(sessions: readonly DiaryEvent[], now: EpochMs): Stretch[] {
  const stretches = sessions
    .filter((session) => session.open || session.endedAt !== null)
    .map(
      ({ startedAt, endedAt, open }): Stretch => ({
        from: startedAt,
        to: endedAt ?? Math.max(now, startedAt),
        open,
      }),
    )
    .sort((one, other) => one.from - other.from);
  const merged: Stretch[] = [];
  for (const next of stretches) {
    const last = merged.at(-1);
    if (last === undefined || next.from >= last.to) merged.push(next);
    else
      merged[merged.length - 1] = {
        from: last.from,
        to: Math.max(last.to, next.to),
        open: last.open || next.open,
      };
  }
  return merged;
}

const within = (stretch: Stretch, span: Span) =>
  Math.min(stretch.to, span.to) - Math.max(stretch.from, span.from);
const startsIn = (event: DiaryEvent, span: Span) => event.startedAt >= span.from && event.startedAt < span.to;

function newest(events: readonly DiaryEvent[]): DiaryEvent | null {
  return events.reduce<DiaryEvent | null>(
    (last, event) => (last === null || event.startedAt >= last.startedAt ? event : last),
    null,
  );
}
