// Decides how the channels of a checkpoint are written: whole, or as what follows the last elements of the
// parent's array.
import type { CheckpointEntry } from './entry.ts';

/** Shorter arrays, in characters of JSON, are written whole: leaning on a parent would save nothing. */
const WORTH_SPLITTING = 200;

type Values = Readonly<Record<string, unknown>>;

/** The two fields of an entry that hold `values`, leaning on the parent's where that is shorter. */
export function splitArrays(values: Values, parent: Values): Pick<CheckpointEntry, 'val' | 'add'> {
  const val: Record<string, unknown> = {};
  const add: NonNullable<CheckpointEntry['add']> = {};
  for (const [channel, value] of Object.entries(values)) {
    const split = splitArray(value, parent[channel]);
    if (split) add[channel] = split;
    else val[channel] = value;
  }
  return Object.keys(add).length > 0 ? { val, add } : { val };
}

function splitArray(value: unknown, before: unknown): [number, unknown[]] | undefined {
  if (!Array.isArray(value) || !Array.isArray(before)) return undefined;
  const elements = value.map((element) => JSON.stringify(element));
  if (elements.join().length < WORTH_SPLITTING) return undefined;
  const kept = overlap(
    before.map((element) => JSON.stringify(element)),
    elements,
  );
  return kept > 0 ? [kept, value.slice(kept)] : undefined;
}

/** How many of the last of `before` are the first of `after`, at most. */
function overlap(before: readonly string[], after: readonly string[]): number {
  for (let count = Math.min(before.length, after.length); count > 0; count -= 1) {
    const from = before.length - count;
    if (after.slice(0, count).every((element, at) => element === before[from + at])) return count;
  }
  return 0;
}
