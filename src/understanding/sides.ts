// Understanding, step 4d: figures beside the two sides of a feed are minutes ("15 min left and 10 right"), neither
// hours nor amounts.
import { MINUTE } from '../base/clock.ts';
import type { Item } from './items.ts';
import { is, isOf } from './reading.ts';

/** Nobody nurses longer than this on one side. */
const longestSide = 60;

type Place = { readonly at: number; readonly sort: 'side' | 'length'; readonly name: string };

/** Reads bare figures as minutes where each of both sides has its own length. */
export function minutesPerSide(items: readonly Item[]): Item[] {
  const places = items.flatMap(placeOf);
  const milk = items.some((item) => item.type === 'mark' && isOf(item.mark, 'feed'));
  for (let i = 0; i + 3 < places.length; i += 1) {
    const four = places.slice(i, i + 4);
    const lengths = four.filter(({ sort }) => sort === 'length');
    const measured = lengths.some(({ at }) => items[at]?.type === 'span');
    if (inTurn(four) && (measured || milk || items.length === four.length))
      return withMinutes(items, lengths);
  }
  return [...items];
}

/** "n left n right" or "left n right n". */
function inTurn(four: readonly Place[]): boolean {
  const [a, b, c, d] = four;
  if (!a || !b || !c || !d) return false;
  const turns = a.sort !== b.sort && a.sort === c.sort && b.sort === d.sort;
  return turns && (a.sort === 'side' ? a.name !== c.name : b.name !== d.name);
}

function placeOf(item: Item, at: number): Place[] {
  if (item.type === 'span' && !item.within) return [{ at, sort: 'length', name: '' }];
  if (item.type === 'figure' && item.value > 0 && item.value <= longestSide)
    return [{ at, sort: 'length', name: '' }];
  if (item.type !== 'mark') return [];
  if (is(item.mark, 'side.left')) return [{ at, sort: 'side', name: 'left' }];
  return is(item.mark, 'side.right') ? [{ at, sort: 'side', name: 'right' }] : [];
}

function withMinutes(items: readonly Item[], lengths: readonly Place[]): Item[] {
  return items.map((item, i) =>
    item.type === 'figure' && lengths.some(({ at }) => at === i)
      ? { type: 'span', ms: item.value * MINUTE, within: false, soFar: false }
      : item,
  );
}
