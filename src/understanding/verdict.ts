// Understanding, step 5e: did it happen, and to the baby? Denials, plans, conditions, habits and the people named
// around a mention decide.
import { isIdle, isTime, markOf, marksOf } from './clauses.ts';
import type { Item } from './items.ts';
import type { Mention } from './mentions.ts';
import { is, type Mark } from './reading.ts';

/** `told`: it happened. `maybe`: it may have. The rest: why it is no entry of the diary. */
export type Verdict = 'told' | 'maybe' | 'negation' | 'plan' | 'other-person' | 'unclear' | 'unsupported';

/** What doubt the sentence has cast so far on all that follows in it. */
export interface Shadow {
  planned: boolean;
  supposed: boolean;
  /** The writer spoke of themselves, and of nobody else since. */
  self: boolean;
  /** Things in a row joined by "then": without a time, an order of what is to come. */
  row: boolean;
}

/** Lets the doubts of some words fall on all that follows in the sentence. */
export function darken(items: readonly Item[], shadow: Shadow): void {
  for (const mark of marksOf(items)) {
    if (is(mark, 'doubt.plan', 'time.tomorrow')) shadow.planned = true;
    if (is(mark, 'doubt.if', 'doubt.unsure')) shadow.supposed = true;
  }
}

/** "I'm so tired, slept at 3": who was spoken of last is the subject of what follows without one. */
export function speakOf(items: readonly Item[], shadow: Shadow): void {
  const who = marksOf(items).findLast((mark) => is(mark, 'who.self', 'who.baby', 'who.we', 'who.other'));
  if (who) shadow.self = is(who, 'who.self');
}

const definite = (mention: Mention) =>
  mention.form === 'past' || mention.form === 'start' || mention.form === 'end' || mention.form === 'awake';

/** The verdict on one mention of a part; `before`: the verdict on the event told before it. */
export function judge(
  items: readonly Item[],
  mentions: readonly Mention[],
  index: number,
  shadow: Shadow,
  before: Verdict | undefined,
): Verdict {
  const mention = mentions[index];
  if (!mention) return 'unclear';
  const doubt = deniedOrSupposed(items, mentions, index, shadow);
  if (doubt) return doubt;
  const lead = items.slice((mentions[index - 1]?.to ?? -1) + 1, mention.from);
  if (planned(items, mention, lead, shadow)) return 'plan';
  if (habitual(items, mention)) return 'unclear';
  if (mention.kind === 'own') return 'other-person';
  const who = whose(items, mentions, index, shadow.self ? 'other-person' : before);
  if (who !== 'baby') return who === 'we' ? 'maybe' : 'other-person';
  if (mention.form === 'base') return 'plan';
  return mention.kind === 'unkept' || mention.kind === 'errand' ? 'unsupported' : 'told';
}

function deniedOrSupposed(
  items: readonly Item[],
  mentions: readonly Mention[],
  index: number,
  shadow: Shadow,
): Verdict | null {
  const mention = mentions[index];
  if (!mention) return null;
  const some = (within: readonly Item[], ...classes: Parameters<typeof is>[1][]) =>
    within.some((item) => is(markOf(item), ...classes));
  const rest = items.slice(mention.to);
  if (some(items, 'doubt.refused') || some(rest, 'doubt.undone')) return 'negation';
  if (shadow.supposed || some(items.slice(0, mention.from), 'doubt.if', 'doubt.unsure')) return 'plan';
  if (eitherOr(items, mentions, index)) return 'plan';
  if (!denied(items, mentions, index)) return null;
  return waited(rest) ? 'maybe' : 'negation';
}

/** "nap at 7 or bed at 8": two that exclude each other are still to be chosen from. */
function eitherOr(items: readonly Item[], mentions: readonly Mention[], index: number): boolean {
  const apart = (first: Mention | undefined, second: Mention | undefined) =>
    first !== undefined &&
    second !== undefined &&
    first.kind !== 'diaper' &&
    items.slice(first.to + 1, second.from).some((item) => is(markOf(item), 'join.or')) &&
    !items.slice(0, first.from).some((item) => is(markOf(item), 'doubt.no'));
  return apart(mentions[index - 1], mentions[index]) || apart(mentions[index], mentions[index + 1]);
}

/** What happens often, or how it goes in general, is no event. */
function habitual(items: readonly Item[], mention: Mention): boolean {
  const manner = is(markOf(items[mention.to + 1]), 'doubt.manner') && !items.some(isTime);
  const often = items.some((item) => is(markOf(item), 'doubt.habit', 'doubt.times'));
  // "two wet ones and a dirty one today": a tally of the day.
  const day = items.some((item) => item.type === 'day') && items.some((item) => item.type === 'count');
  return manner || often || (day && !items.some(isTime)) || counted(items, mention);
}

/** "woke 3 times": how often, not when. */
const counted = (items: readonly Item[], mention: Mention) =>
  items.some(
    (item, i) => item.type === 'count' && (i > mention.to || mention.form === 'noun') && i - mention.to < 4,
  );

function denied(items: readonly Item[], mentions: readonly Mention[], index: number): boolean {
  const mention = mentions[index];
  if (!mention) return false;
  const from = (mentions[index - 1]?.to ?? -1) + 1;
  const lead = items.slice(from, mention.from);
  const no = lead.findLastIndex((item) => is(markOf(item), 'doubt.no'));
  const and = lead.findLastIndex((item) => is(markOf(item), 'join.and'));
  if (no >= 0 && no > and) return true;
  const or = lead.some((item) => is(markOf(item), 'join.or'));
  return or && index > 0 && denied(items, mentions, index - 1);
}

/** "didn't sleep until 9" says that it began at 9, or that it did not: better asked. */
const waited = (rest: readonly Item[]) => rest.some((item) => item.type === 'clock' && item.role === 'until');

function planned(items: readonly Item[], mention: Mention, lead: readonly Item[], shadow: Shadow): boolean {
  const ahead = (item: Item) => is(markOf(item), 'doubt.plan', 'time.tomorrow');
  if (lead.some(ahead)) {
    shadow.planned = true;
    return true;
  }
  if (shadow.planned) {
    if (!definite(mention)) return true;
    shadow.planned = false;
  }
  const rest = items.slice(mention.to + 1);
  if (rest.some((item) => is(markOf(item), 'time.tomorrow'))) return true;
  const within = items.some((item) => item.type === 'span' && item.within);
  if (items.some((item) => item.type === 'ahead') || (within && !definite(mention))) return true;
  const later = rest.findIndex(ahead);
  const open = later === 0 || (later > 0 && !rest.slice(later).some(isTime));
  if (open && (mention.form === 'noun' || mention.form === 'base')) return true;
  return asksSomeone(items, mention);
}

/** "feed her", "wake him at 4": the plain form and its object, at the start, ask somebody to do it. */
function asksSomeone(items: readonly Item[], mention: Mention): boolean {
  const plainForm = mention.form === 'noun' || mention.form === 'base' || mention.form === 'end';
  const opens = items
    .slice(0, mention.from)
    .every((item) => isIdle(markOf(item)) || is(markOf(item), 'who.other'));
  const object = is(markOf(items[mention.from + 1]), 'who.object');
  const verb = is(
    markOf(items[mention.from]),
    'feed.noun',
    'feed.base',
    'sleep.loose',
    'diaper.change',
    'sleep.base',
  );
  return plainForm && opens && object && verb;
}

/** Whom the event happened to: the person named last before it, or right after it. */
function whose(
  items: readonly Item[],
  mentions: readonly Mention[],
  index: number,
  before: Verdict | undefined,
): 'baby' | 'we' | 'other' {
  const mention = mentions[index];
  if (!mention) return 'other';
  const next = items
    .slice(mention.from + 1)
    .find((item) => !is(markOf(item), 'filler') || is(markOf(item), 'join.with'));
  const object = is(markOf(next), 'who.other', 'who.people') && !is(markOf(next), 'join.with');
  if (object && mention.form !== 'noun') return 'other';
  if (is(markOf(items[mention.from]), 'who.we')) return 'we';
  const subject = subjectBefore(items, mention.from);
  if (is(subject, 'who.you')) return 'other';
  if (mention.care) return 'baby';
  if (is(subject, 'who.baby')) return 'baby';
  if (is(subject, 'who.we')) return 'we';
  if (is(subject, 'who.self', 'who.other', 'who.people')) return 'other';
  return subject === undefined && before === 'other-person' && mention.form !== 'noun' ? 'other' : 'baby';
}

function subjectBefore(items: readonly Item[], at: number): Mark | undefined {
  for (let i = at - 1; i >= 0; i -= 1) {
    const mark = markOf(items[i]);
    if (!is(mark, 'who.baby', 'who.self', 'who.we', 'who.other', 'who.you', 'who.people')) continue;
    const lead = items
      .slice(0, i)
      .findLast((item) => !(is(markOf(item), 'filler') && !is(markOf(item), 'join.with')));
    if (is(mark, 'who.other') && (is(markOf(lead), 'join.with') || lead?.type === 'clock')) continue;
    return mark;
  }
  return undefined;
}
