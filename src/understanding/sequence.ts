// Understanding, step 8b: events told one after the other. What is said of one tells which half of the day the
// next one means.
import { type EpochMs, HOUR } from '../base/clock.ts';
import { type Draft, type Moment, rightNow, timedAs } from './drafts.ts';
import { pastInstants, resolve, type Written } from './when.ts';

type ClockMoment = Extract<Moment, { type: 'clock' }>;

/** How long after the event before an hour that could be either half of the day is looked for. */
const halfDay = 12 * HOUR;

/** The drafts with their ambiguous hours settled by their order. */
export function inOrder(drafts: readonly Draft[], written: Written): Draft[] {
  return drafts.length < 2 ? [...drafts] : afterClear(together(drafts, written), drafts, written);
}

/**
 * After a time that is clear ("woke at 3am, back down at 3:30") an ambiguous hour is the first such hour from there
 * on, if that has come already; otherwise it stays as `usual` has it.
 */
function afterClear(usual: readonly Draft[], drafts: readonly Draft[], written: Written): Draft[] {
  let anchor: EpochMs | null = null;
  return drafts.map((draft, i) => {
    const from = anchor;
    const settle = (moment: Moment | null, earliest: EpochMs | null): Moment | null =>
      moment === null || earliest === null ? null : firstFrom(moment, earliest, written);
    const start = settle(draft.start, from);
    const begun = clearInstant(start ?? draft.start, written) ?? from;
    const end = settle(draft.end, begun);
    const settled =
      start || end ? { ...draft, start: start ?? draft.start, end: end ?? draft.end } : (usual[i] ?? draft);
    anchor = clearInstant(settled.end ?? settled.start, written);
    return settled;
  });
}

/** The moment an ambiguous clock time means when it is not before `earliest`; `null` where it is not for this rule. */
function firstFrom(moment: Moment, earliest: EpochMs, written: Written): Moment | null {
  if (moment.type !== 'clock' || isClear(moment, written)) return null;
  const near = (instants: readonly EpochMs[]) =>
    instants.findLast((instant) => instant >= earliest && instant < earliest + halfDay);
  // The day may have been named for the event before: a night goes on into the next one.
  const first =
    near(pastInstants(moment.clock, moment.around, written)) ??
    near(pastInstants(moment.clock, { day: null, part: null }, written));
  return first === undefined ? null : { type: 'ago', ms: written.at - first };
}

const isClear = ({ clock, around }: ClockMoment, written: Written) =>
  clock.exact ||
  clock.part !== null ||
  around.part !== null ||
  pastInstants(clock, around, written).length === 1;

/** The instant of a moment that can mean only one. */
function clearInstant(moment: Moment | null, written: Written): EpochMs | null {
  if (moment?.type === 'ago') return written.at - moment.ms;
  if (moment?.type !== 'clock' || !isClear(moment, written)) return null;
  const found = resolve(moment.clock, moment.around, written);
  return found.outcome === 'at' ? found.at : null;
}

/**
 * Ambiguous hours told one after the other ("woke 7, bottle 7:15, nap 9", written at 20:00) keep their order where
 * that brings them together; otherwise each is its own most recent past occurrence.
 */
function together(drafts: readonly Draft[], written: Written): Draft[] {
  const told = drafts.map(momentsTold);
  const choices = told.flat().map((moment) => instantsOf(moment, written));
  if (choices.some((instants) => instants.length === 0)) return [...drafts];
  const latest = choices.map(([first = written.at]) => first);
  let next = written.at;
  const ordered = choices
    .toReversed()
    .map((instants) => {
      next = instants.find((instant) => instant <= next) ?? Number.NaN;
      return next;
    })
    .reverse();
  const spread = (instants: readonly EpochMs[]) => Math.max(...instants) - Math.min(...instants);
  if (ordered.some(Number.isNaN) || spread(ordered) >= spread(latest)) return [...drafts];
  const settled = ordered.map((at): Moment => ({ type: 'ago', ms: written.at - at }));
  return drafts.map((draft, i) => {
    const [first = rightNow, second = null] = settled.splice(0, told[i]?.length ?? 1);
    if (draft.action !== 'interval') return timedAs(draft, first);
    if (draft.start) return { ...draft, start: first, end: second };
    return draft.end ? { ...draft, end: first } : draft;
  });
}

/** The times of an event in the order they passed: one, or both ends of an interval. */
function momentsTold({ action, start, end }: Draft): readonly Moment[] {
  return action === 'interval' && start && end ? [start, end] : [start ?? end ?? rightNow];
}

function instantsOf(moment: Moment, written: Written): EpochMs[] {
  if (moment.type !== 'clock') return moment.type === 'ago' ? [written.at - moment.ms] : [];
  const found = resolve(moment.clock, moment.around, written);
  return found.outcome === 'at' ? pastInstants(moment.clock, moment.around, written) : [];
}

/** The instant of a moment; `before`: that of the event told before it. */
export function momentOf(moment: Moment, written: Written, before: EpochMs) {
  if (moment.type === 'clock') return resolve(moment.clock, moment.around, written);
  const at = moment.type === 'ago' ? written.at - moment.ms : Math.min(before + moment.ms, written.at);
  return { outcome: 'at', at } as const;
}
