// Understanding, step 7: drafts that speak of one event become one: a start and its end, or a thing said twice.
import { type Draft, type Moment, rightNow, timedAs } from './drafts.ts';

/** Joins drafts that speak of the same event, in order. */
export function merged(drafts: readonly Draft[]): Draft[] {
  const joined: Draft[] = [];
  for (const draft of drafts) {
    const last = joined.at(-1);
    const one = last && last.kind === draft.kind ? (session(last, draft) ?? same(last, draft)) : null;
    if (one) joined[joined.length - 1] = one;
    else joined.push(draft);
  }
  return joined;
}

const onlySpan = (draft: Draft) =>
  draft.action === 'interval' && draft.span !== null && !draft.start && !draft.end;

/** A start and the end after it, or a length and the end it ran to. */
function session(first: Draft, second: Draft): Draft | null {
  if (first.kind === 'diaper') return null;
  const details = { ...first.details, ...second.details };
  const whole = (start: Moment | null, end: Moment | null, span: Draft['span']): Draft => ({
    ...first,
    action: 'interval',
    start,
    end,
    span,
    timed: true,
    details,
  });
  if (second.action === 'end') return ended(first, second, whole);
  // "fell asleep at 1, woke after 40 min"
  if (onlySpan(second) && first.action === 'start' && first.timed && second.told.mention.form === 'end') {
    return whole(first.start, null, second.span);
  }
  // "woke at 4, slept 30 min"
  return onlySpan(second) && first.action === 'end' ? whole(null, first.end ?? rightNow, second.span) : null;
}

function ended(
  first: Draft,
  second: Draft,
  whole: (start: Moment | null, end: Moment | null, span: Draft['span']) => Draft,
): Draft | null {
  const end = second.end ?? rightNow;
  if (first.span !== null && first.action === 'start') return whole(null, end, first.span);
  if (first.span !== null && first.action === 'interval' && !first.end) {
    return whole(first.start, end, first.start ? null : first.span);
  }
  const opened = first.action === 'start' || (first.kind === 'feed' && first.action === 'instant');
  return opened && first.timed ? whole(first.start, end, null) : null;
}

/** The same thing said twice: at most one of the two has a time, and nothing contradicts. */
function same(first: Draft, second: Draft): Draft | null {
  if (lasted(first) && lasted(second)) return bothSides(first, second);
  const fellAsleep = first.action === 'start' && second.action === 'start' && first.kind === 'sleep';
  if (fellAsleep && first.told.sentence === second.told.sentence) {
    return second.timed || !first.timed ? second : first;
  }
  const measured = first.details.amountMl !== undefined && second.details.amountMl !== undefined;
  if (measured || (first.timed && second.timed)) return null;
  if (second.action !== 'instant' && second.action !== first.action && first.action !== 'instant')
    return null;
  const main = first.action === 'instant' ? second : first;
  const times = first.timed ? first : second;
  const ends = main.action === 'interval' ? main : timedAs(main, times.start ?? times.end);
  return {
    ...ends,
    details: detailsOfBoth(first, second),
    timed: first.timed || second.timed,
    vague: first.vague || second.vague,
  };
}

/** Lasted so long from or to a time that was said. */
const lasted = (draft: Draft) =>
  draft.action === 'interval' && draft.span !== null && (draft.start === null || draft.end === null);

/** "10 min left, 8 right": one feed on both sides, at the time told of either. */
function bothSides(first: Draft, second: Draft): Draft | null {
  const [main, other] = onlySpan(second) ? [first, second] : [second, first];
  const same = main.details.side === other.details.side;
  if (!onlySpan(other) || !main.details.side || !other.details.side || (same && !onlySpan(main))) return null;
  return {
    ...main,
    span: (main.span ?? 0) + (other.span ?? 0),
    details: detailsOfBoth(first, second),
  };
}

function detailsOfBoth({ details: first }: Draft, { details: second }: Draft): Draft['details'] {
  const types = first.diaper && second.diaper && first.diaper !== second.diaper;
  const sides = first.side && second.side && first.side !== second.side;
  return {
    ...first,
    ...second,
    ...(types ? { diaper: 'both' as const } : {}),
    ...(sides ? { side: 'both' as const } : {}),
  };
}
