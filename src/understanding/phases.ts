// Understanding, step 5d: "started", "finished": words that say which end of a session is told.
import type { EventKind, SessionKind } from '../tracker/event.ts';
import { isTime, markOf } from './clauses.ts';
import type { Item } from './items.ts';
import { type Form, type Mention, mentionsOf } from './mentions.ts';
import { is, isOf, type Mark } from './reading.ts';

/**
 * The events a part mentions, with the ends that words beside them give. `session`: what such a word speaks of where
 * the part names nothing itself ("..., just finished").
 */
export function mentionsWithPhases(
  items: readonly Item[],
  terse: boolean,
  session: EventKind | null,
): Mention[] {
  const mentions = mentionsOf(items, terse);
  items.forEach((item, i) => {
    const form = phaseOf(markOf(item));
    if (form === null) return;
    const near = nearest(items, mentions, i);
    const mention = mentions[near];
    if (mention) {
      mentions[near] = { ...mention, form, from: Math.min(mention.from, i), to: Math.max(mention.to, i) };
      return;
    }
    const kind = mentions.map((one) => one.kind).find(isSession) ?? session;
    if (kind === null || !isSession(kind) || !items.every((other) => isPlain(markOf(other)))) return;
    mentions.push({ kind, form, care: true, diaper: null, measured: false, lasting: false, from: i, to: i });
    mentions.sort((a, b) => a.from - b.from);
  });
  return mentions;
}

function phaseOf(mark: Mark | undefined): Form | null {
  if (is(mark, 'phase.end')) return 'end';
  return is(mark, 'phase.start') ? 'start' : null;
}

const isSession = (kind: Mention['kind']): kind is SessionKind => kind === 'sleep' || kind === 'feed';

const isPlain = (mark: Mark | undefined) =>
  mark === undefined || isOf(mark, 'phase') || is(mark, 'filler') || (!mark.strange && !is(mark, 'chatter'));

/** The session that a word such as "finished" stands beside, with no time in between: its place, or -1. */
function nearest(items: readonly Item[], mentions: readonly Mention[], at: number): number {
  const apart = (item: Item) => isTime(item) || item.type === 'span' || is(markOf(item), 'join.and');
  const free = (mention: Mention) => {
    const [from, to] = mention.from > at ? [at + 1, mention.from] : [mention.to + 1, at];
    return isSession(mention.kind) && mention.form !== 'end' && !items.slice(from, to).some(apart);
  };
  const after = mentions.findIndex((mention) => mention.from > at && free(mention));
  return after >= 0 ? after : mentions.findLastIndex((mention) => mention.to < at && free(mention));
}
