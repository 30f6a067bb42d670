// Understanding, step 6: a told event becomes a draft of an entry: which ends it gives, and how their times were said.
import type { EpochMs } from '../base/clock.ts';
import type { Details, EventKind, SaidEvent } from '../tracker/event.ts';
import { marksOf } from './clauses.ts';
import type { ClockTime, Day, DayPart } from './clock.ts';
import { readFigures } from './figures.ts';
import type { Item } from './items.ts';
import { is } from './reading.ts';
import type { Told } from './telling.ts';
import type { Around } from './when.ts';

/** A moment as said: a clock time, so long ago, so long after the event before, or the moment of writing. */
export type Moment =
  | { readonly type: 'clock'; readonly clock: ClockTime; readonly around: Around }
  | { readonly type: 'ago'; readonly ms: EpochMs }
  | { readonly type: 'later'; readonly ms: EpochMs };

export interface Draft {
  readonly kind: EventKind;
  readonly action: SaidEvent['action'];
  readonly start: Moment | null;
  readonly end: Moment | null;
  /** How long it lasted, where one end is to be counted from the other. */
  readonly span: EpochMs | null;
  readonly details: Details;
  /** A time was said; otherwise it is "now" or that of a neighbour. */
  readonly timed: boolean;
  /** Only a day or part of a day was said. */
  readonly vague: boolean;
  readonly told: Told;
}

export const rightNow: Moment = { type: 'ago', ms: 0 };

interface Said {
  at: Moment | null;
  since: Moment | null;
  until: Moment | null;
  span: EpochMs | null;
  soFar: boolean;
  within: boolean;
  now: boolean;
}

/** The draft of a told event; `carried`: the day named before it, for clock times that name none. */
export function draftOf(told: Told, carried: Around): Draft | null {
  const { kind } = told.mention;
  if (kind !== 'sleep' && kind !== 'feed' && kind !== 'diaper') return null;
  const around = aroundOf(told.items, carried);
  const details = detailsOf(told, kind);
  const figures = readFigures(told, kind, details);
  const said = saidTimes([...told.items, ...figures.clocks], around);
  const timed = said.at !== null || said.since !== null || said.until !== null || said.now;
  const draft = {
    kind,
    details: figures.amountMl === null ? details : { ...details, amountMl: figures.amountMl },
    told,
    timed,
    vague: !timed && (isVague(told.items, around) || untimed(told, said)),
  };
  if (kind === 'diaper') {
    return { ...draft, action: 'instant', start: said.at ?? said.since ?? said.until, end: null, span: null };
  }
  return { ...draft, ...(kind === 'sleep' ? sleepEnds(told, said) : feedEnds(told, said)) };
}

/** "napped" without any time, or so long "today": when is not said. */
const untimed = ({ mention, items }: Told, said: Said) =>
  said.span === null
    ? mention.kind === 'sleep' && mention.form === 'past'
    : items.some((item) => item.type === 'day');

type Ends = Pick<Draft, 'action' | 'start' | 'end' | 'span'>;
const startOnly = (start: Moment | null): Ends => ({ action: 'start', start, end: null, span: null });
const endOnly = (end: Moment | null): Ends => ({ action: 'end', start: null, end, span: null });
const interval = (start: Moment | null, end: Moment | null, span: EpochMs | null): Ends => ({
  action: 'interval',
  start,
  end,
  span,
});

function sleepEnds({ mention: { form, lasting } }: Told, said: Said): Ends {
  const { at, since, until, span } = said;
  if (form === 'end' || form === 'awake') return wakeEnds(form, said);
  if (since && until) return interval(since, until, null);
  if (span !== null && !said.within) {
    const open = said.soFar || lasting || form === 'start';
    return lastingEnds(said, span, open);
  }
  if (until && !at) return endOnly(until);
  return at && until ? interval(at, until, null) : startOnly(since ?? at);
}

function wakeEnds(form: 'end' | 'awake', { at, since, until, span, within }: Said): Ends {
  const when = at ?? since ?? until;
  if (form === 'end' && since && until) return interval(since, until, null);
  if (span === null) return endOnly(when);
  if (within || (form === 'end' && when)) return interval(null, when, span);
  return endOnly(when ?? { type: 'ago', ms: span });
}

/** A length and at most one end; `open`: it was going on when the message was written. */
function lastingEnds({ at, since, until }: Said, span: EpochMs, open: boolean): Ends {
  return open && !at && !since && !until
    ? { ...startOnly({ type: 'ago', ms: span }), span }
    : interval(at ?? since, until, span);
}

function feedEnds({ mention: { form, lasting } }: Told, said: Said): Ends {
  const { at, since, until, span } = said;
  const from = since ?? at;
  if (from && until) return interval(from, until, null);
  if (span !== null && form === 'end') return interval(null, at ?? until, span);
  if (span !== null) return lastingEnds(said, span, lasting && said.soFar);
  if (form === 'end') return endOnly(at ?? until ?? since);
  const begun = form === 'start' || since !== null || (form === 'going' && (!at || said.now));
  return begun ? startOnly(from) : { action: 'instant', start: at ?? until, end: null, span: null };
}

/** "awake from 2 to 3": asleep again at three. */
export function asleepAgain(told: Told, draft: Draft, carried: Around): Draft | null {
  const around = aroundOf(told.items, carried);
  const { since, until } = saidTimes(told.items, around);
  if (told.mention.form !== 'awake' || !since || !until) return null;
  return { ...draft, ...startOnly(until) };
}

function saidTimes(items: readonly Item[], around: Around): Said {
  const said: Said = {
    at: null,
    since: null,
    until: null,
    span: null,
    soFar: false,
    within: false,
    now: false,
  };
  const moment = (clock: ClockTime): Moment => ({ type: 'clock', clock, around });
  for (const item of items) {
    if (item.type === 'clock') said[item.role] ??= moment(item.clock);
    else if (item.type === 'range') {
      said.since ??= moment(item.from);
      said.until ??= moment(item.to);
    } else if (item.type === 'ago') {
      if (item.since) said.since ??= { type: 'ago', ms: item.ms };
      else said.at ??= { type: 'ago', ms: item.ms };
    } else if (item.type === 'later') said.at ??= { type: 'later', ms: item.ms };
    else if (item.type === 'now') {
      if (item.until) said.until ??= rightNow;
      else said.now = true;
    } else if (item.type === 'span') {
      said.span = (said.span ?? 0) + item.ms;
      said.soFar ||= item.soFar;
      said.within ||= item.within;
    }
  }
  return said;
}

/** The day and part of day named around the event, or carried over from before. */
function aroundOf(items: readonly Item[], carried: Around): Around {
  const named = items.filter((item) => item.type === 'day');
  const day = named.find((item) => item.day !== null)?.day ?? null;
  const part = named.find((item) => item.part !== null)?.part ?? null;
  return day === null && part === null ? carried : { day: day ?? carried.day, part };
}

/** "this morning" without a clock time: when exactly was not said. "Tonight" and "today" pass for now. */
function isVague(items: readonly Item[], { day, part }: Around): boolean {
  const presentDay = (named: Day | null) =>
    named === null || named.type === 'tonight' || (named.type === 'back' && named.days === 0);
  const presentPart = (named: DayPart | null) => named === null || named === 'night' || named === 'evening';
  return items.some((item) => item.type === 'day')
    ? !presentDay(day) || !presentPart(part)
    : !presentDay(day);
}

function detailsOf({ mention, items }: Told, kind: EventKind): Details {
  const marks = marksOf(items);
  if (kind === 'diaper') {
    const looks = [
      ['diaper.wetLook', 'diaper.wet', 'wet'],
      ['diaper.dirtyLook', 'diaper.dirty', 'dirty'],
    ] as const;
    const seen = looks
      .filter(([look, sure]) => marks.some((mark) => is(mark, look, sure)))
      .map(([, , type]) => type);
    const both = marks.some((mark) => is(mark, 'diaper.bothLook', 'diaper.both')) || seen.length === 2;
    const diaper = mention.diaper === 'both' || both ? 'both' : (mention.diaper ?? seen[0]);
    return diaper ? { diaper } : {};
  }
  if (kind !== 'feed') return {};
  const amounts = items.flatMap((item) => (item.type === 'amount' ? [item.ml] : []));
  const sides = new Set(marks.flatMap((mark) => sideOf(mark)));
  const side = sides.has('both') || sides.size > 1 ? 'both' : [...sides][0];
  return { ...(amounts[0] ? { amountMl: amounts[0] } : {}), ...(side ? { side } : {}) };
}

function sideOf(mark: Parameters<typeof is>[0]): ('left' | 'right' | 'both')[] {
  if (is(mark, 'side.both')) return ['both'];
  if (is(mark, 'side.left')) return ['left'];
  return is(mark, 'side.right') ? ['right'] : [];
}

/** The draft with a time: of its end where it tells the end, of its start otherwise. */
export function timedAs(draft: Draft, moment: Moment | null): Draft {
  const ends = draft.action === 'end' ? { end: moment } : { start: moment };
  return { ...draft, ...ends, timed: true, vague: false };
}
