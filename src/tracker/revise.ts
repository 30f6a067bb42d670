// Taking back and correcting what was written: undo of a whole message, correction of one field of an entry.
import type { EpochMs } from '../base/clock.ts';
import type { Details, DiaryEvent, EventKind } from './event.ts';
import { type Refused, refuseEntry } from './limits.ts';
import type { Change } from './record.ts';

/** What one message wrote, as the audit kept it; `current` is the entry as it stands now (`null`: taken out). */
export interface WrittenChange {
  readonly before: DiaryEvent | null;
  readonly after: DiaryEvent | null;
  readonly current: DiaryEvent | null;
}

export interface ChangeSet {
  /** The update that wrote it. */
  readonly updateKey: string;
  readonly changes: readonly WrittenChange[];
}

/** A field of an entry with its new value: instants in ms, amounts in ml. */
export type Amendment =
  | { readonly field: 'start' | 'end' | 'amountMl'; readonly to: number }
  | { readonly field: 'side'; readonly to: NonNullable<Details['side']> }
  | { readonly field: 'diaper'; readonly to: NonNullable<Details['diaper']> };

/** The changes that put back what was there before, or `changed-since` where somebody has changed it meanwhile. */
export function undo(set: ChangeSet, open: readonly DiaryEvent[]): readonly Change[] | 'changed-since' {
  const changes: Change[] = [];
  for (const { before, after, current } of set.changes.toReversed()) {
    if (!same(after, current)) return 'changed-since';
    if (before !== null && after === null) changes.push({ before, after: before });
    else if (before === null && current !== null) changes.push({ before: current, after: null });
    else if (before !== null && current !== null) {
      const taken = before.open && open.some((other) => other.id !== before.id && other.kind === before.kind);
      if (taken) return 'changed-since';
      changes.push({ before: current, after: before });
    }
  }
  return changes;
}

/** The entry of `kind` that a message wrote last and that is still in the diary. */
export function lastEntry(set: ChangeSet | null, kind: EventKind): DiaryEvent | null {
  return set?.changes.findLast(({ current }) => current?.kind === kind)?.current ?? null;
}

/** The change that amends an entry, or why the result cannot be right at `now`. */
export function amend(entry: DiaryEvent, amendment: Amendment, now: EpochMs): Change | Refused {
  const after = amended(entry, amendment);
  return refuseEntry(after, now) ?? { before: entry, after };
}

function amended(entry: DiaryEvent, amendment: Amendment): DiaryEvent {
  switch (amendment.field) {
    case 'start':
      return { ...entry, startedAt: amendment.to };
    case 'end':
      return { ...entry, endedAt: amendment.to, open: false };
    case 'amountMl':
      return { ...entry, details: { ...entry.details, amountMl: amendment.to } };
    case 'side':
      return { ...entry, details: { ...entry.details, side: amendment.to } };
    case 'diaper':
      return { ...entry, details: { ...entry.details, diaper: amendment.to } };
  }
}

function same(one: DiaryEvent | null, other: DiaryEvent | null): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
