// Understanding, step 5h: one event told with several times ("milk at 8, 11 and 2") is as many events.
import { markOf } from './clauses.ts';
import type { Item } from './items.ts';
import { is } from './reading.ts';
import type { Told } from './telling.ts';

/** The told events, those with several times as often as they happened. `loose`: times that came after them all. */
export function withRepeats(told: readonly Told[], loose: readonly Item[]): Told[] {
  return told.flatMap((one, i) => {
    const items = i === told.length - 1 ? [...one.items, ...loose] : one.items;
    const run = runOf(items);
    if (!repeatable(one) || !run) return [one];
    const times = run.filter((item) => item.type !== 'mark');
    const rest = items.slice(0, items.length - run.length);
    return times.map((time): Told => ({ ...one, items: [...rest, time] }));
  });
}

/** An event of which nothing is told but when: at what moment, or from when to when. */
function repeatable({ mention, items, verdict }: Told): boolean {
  const moment = mention.kind === 'feed' || mention.kind === 'diaper';
  const whole = mention.form !== 'start' && mention.form !== 'end' && mention.form !== 'awake';
  const measured = items.some(({ type }) => type === 'amount' || type === 'span');
  const session = items.some(({ type }) => type === 'range');
  return whole && (moment || (session && mention.kind === 'sleep')) && verdict === 'told' && !measured;
}

/** The times at the end, with nothing but "and" between them; `null` where there is one or none. */
function runOf(items: readonly Item[]): readonly Item[] | null {
  const from = items.findLastIndex((item) => !isTimeOfList(item) && !isAnd(item)) + 1;
  const run = items.slice(from);
  const times = run.filter((item) => !isAnd(item));
  const [first] = times;
  const bare = times.slice(1).some((item) => item.type === 'figure');
  const alike = times.every((item) => (item.type === 'range') === (first?.type === 'range'));
  if (!first || first.type === 'figure' || times.length < 2 || !alike) return null;
  return !bare || run.some(isAnd) ? run : null;
}

const isAnd = (item: Item) => is(markOf(item), 'join.and');

const isTimeOfList = (item: Item) =>
  item.type === 'range' ||
  (item.type === 'clock' && item.role === 'at') ||
  (item.type === 'figure' && Number.isInteger(item.value) && item.value > 0 && item.value <= 24);
