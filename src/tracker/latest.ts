// "When did she last eat?", "how long has he been up?": the newest of each kind, as data.
import type { DiaryEvent, EventKind } from './event.ts';

/** The newest entry of each kind asked for; absent where the diary holds none. */
export type Latest = Readonly<Partial<Record<EventKind, DiaryEvent>>>;

/** Picks the newest of `kinds` from events in any order. */
export function latestOf(events: readonly DiaryEvent[], kinds: readonly EventKind[]): Latest {
  const latest: Partial<Record<EventKind, DiaryEvent>> = {};
  for (const event of events) {
    const known = latest[event.kind];
    const later = known === undefined || event.open || event.startedAt > known.startedAt;
    if (kinds.includes(event.kind) && later) latest[event.kind] = event;
  }
  return latest;
}
