// Understanding, step 5b: which events a part of a sentence mentions, and in what form.
import type { DiaperType, EventKind } from '../tracker/event.ts';
import { joinAdjacent, withoutAdjuncts } from './adjacent.ts';
import { isIdle, isTime, markOf, marksOf } from './clauses.ts';
import type { Item } from './items.ts';
import { is, isOf, type Mark } from './reading.ts';

/**
 * How an event is mentioned. `start`, `end`: its ends; `going`: as something that goes on; `past`: as a whole;
 * `noun`: as a thing; `awake`: as the state after its end; `base`: as an act nobody has done yet.
 */
export type Form = 'start' | 'end' | 'awake' | 'past' | 'going' | 'noun' | 'base';

export interface Mention {
  readonly kind: EventKind | 'unkept' | 'errand' | 'own';
  readonly form: Form;
  /** Done by an adult to the baby, so that the subject may be anyone. */
  readonly care: boolean;
  readonly diaper: DiaperType | null;
  /** Its amount may be meant by a figure alone ("bottle 120"). */
  readonly measured: boolean;
  /** Still going on when it was written, beyond doubt ("is sleeping", not "slept"). */
  readonly lasting: boolean;
  /** Index of its first and last item in the part. */
  readonly from: number;
  readonly to: number;
}

type Sort = Omit<Mention, 'from' | 'to'>;

const sort = (kind: Mention['kind'], form: Form, more: Partial<Sort> = {}): Sort => ({
  kind,
  form,
  care: false,
  diaper: null,
  measured: false,
  lasting: false,
  ...more,
});

const strong: readonly (readonly [Parameters<typeof is>[1], Sort])[] = [
  ['other.own', sort('own', 'past')],
  ['other.unkept', sort('unkept', 'past')],
  ['other.errand', sort('errand', 'past')],
  ['sleep.put', sort('sleep', 'start', { care: true })],
  ['sleep.putting', sort('sleep', 'going', { care: true })],
  ['sleep.start', sort('sleep', 'start')],
  ['sleep.roused', sort('sleep', 'end', { care: true })],
  ['sleep.end', sort('sleep', 'end')],
  ['sleep.awake', sort('sleep', 'awake')],
  ['sleep.going', sort('sleep', 'going')],
  ['sleep.past', sort('sleep', 'past')],
  ['feed.given', sort('feed', 'past', { care: true })],
  ['feed.start', sort('feed', 'start', { care: true })],
  ['feed.giving', sort('feed', 'going', { care: true })],
  ['feed.going', sort('feed', 'going')],
  ['feed.past', sort('feed', 'past', { measured: true })],
  ['diaper.changed', sort('diaper', 'past', { care: true })],
  ['diaper.both', sort('diaper', 'past', { diaper: 'both' })],
  ['diaper.dirty', sort('diaper', 'past', { diaper: 'dirty' })],
  ['diaper.wet', sort('diaper', 'past', { diaper: 'wet' })],
  ['diaper.noun', sort('diaper', 'noun', { care: true })],
  ['feed.noun', sort('feed', 'noun', { care: true, measured: true })],
  ['sleep.noun', sort('sleep', 'noun')],
  ['sleep.hour', sort('sleep', 'noun')],
  ['sleep.base', sort('sleep', 'base')],
  ['feed.base', sort('feed', 'base', { measured: true })],
  ['diaper.base', sort('diaper', 'base')],
];

const looks = [
  ['diaper.bothLook', 'both'],
  ['diaper.dirtyLook', 'dirty'],
  ['diaper.wetLook', 'wet'],
] as const;

/** The events a part mentions, in order. `terse`: the whole message says little else. */
export function mentionsOf(items: readonly Item[], terse: boolean): Mention[] {
  const mentions: Mention[] = [];
  items.forEach((item, i) => {
    const found = mentionAt(items, i, item, terse);
    if (found) mentions.push({ ...found, from: i, to: i });
  });
  return joinAdjacent(items, withoutAdjuncts(items, mentions));
}

function mentionAt(items: readonly Item[], at: number, item: Item, terse: boolean): Sort | null {
  if (item.type === 'amount') return impliedFeed(items);
  if (item.type === 'figure') return secondHelping(items, at);
  const mark = markOf(item);
  if (!mark) return null;
  const found = strong.find(([phraseClass]) => is(mark, phraseClass));
  if (found?.[1].form === 'noun' && !standsAlone(items, at, mark)) return null;
  if (found && !(isOf(mark, 'side') && hasUnkept(items))) {
    return { ...found[1], lasting: found[1].form === 'going' && !is(mark, 'sleep.past', 'feed.past') };
  }
  return (
    sidedFeed(items, at, mark) ??
    loose(items, at, mark) ??
    diaperSign(items, at, mark, terse) ??
    vagueFeed(items, at, mark)
  );
}

/** A thing that may be an event: not several ("3 bottles"), and no bed or bedtime without its own time. */
function standsAlone(items: readonly Item[], at: number, mark: Mark): boolean {
  // "nap's over" is no plural; "naps 9-10, 1-2" tells each.
  if (is(mark, 'amount.count')) {
    return mark.token.quoted !== mark.token.text || items[at + 1]?.type === 'range';
  }
  if (!is(mark, 'sleep.hour')) return true;
  const before = markOf(items[at - 1]);
  return items.some((item) => isTime(item) && item.type !== 'now') && !is(before, 'filler', 'join.with');
}

const hasUnkept = (items: readonly Item[]) => marksOf(items).some((mark) => is(mark, 'other.unkept'));

/** An amount of milk where nothing else in the part could have been drunk. */
function impliedFeed(items: readonly Item[]): Sort | null {
  const explained = marksOf(items).some((mark) =>
    is(
      mark,
      'feed.past',
      'feed.given',
      'feed.giving',
      'feed.going',
      'feed.noun',
      'feed.start',
      'other.unkept',
      'other.own',
    ),
  );
  const first = items.findIndex((item) => item.type === 'amount');
  return explained || first < 0 ? null : sort('feed', 'past', { care: true });
}

/** "... and 90 at 4" after a feed that was measured without a unit too. */
function secondHelping(items: readonly Item[], at: number): Sort | null {
  const item = items[at];
  const after = items[at + 1];
  const joined = is(markOf(items[at - 1]), 'join.and') && after !== undefined && isTime(after);
  const milk = marksOf(items.slice(0, at)).some((mark) => isOf(mark, 'feed'));
  return joined && milk && item?.type === 'figure' && item.value > 24
    ? sort('feed', 'past', { care: true, measured: true })
    : null;
}

/** "lefty 10 min": a side and how long. */
function sidedFeed(items: readonly Item[], at: number, mark: Mark): Sort | null {
  const beside = items[at + 1]?.type === 'span' || items[at - 1]?.type === 'span';
  const milk = marksOf(items).some((other) => isOf(other, 'feed') || isOf(other, 'other'));
  return isOf(mark, 'side') && beside && !milk ? sort('feed', 'past', { care: true }) : null;
}

/** Short words that are an event only beside its subject or its time: "up at 7", "she's down". */
function loose(items: readonly Item[], at: number, mark: Mark): Sort | null {
  const start = is(mark, 'sleep.looseStart');
  if (!start && !is(mark, 'sleep.loose')) return null;
  const before = items
    .slice(0, at)
    .findLast((item) => !is(markOf(item), 'filler', 'time.already') && markOf(item)?.token.kind !== 'symbol');
  const beside =
    before === undefined ||
    isTime(before) ||
    before.type === 'day' ||
    is(markOf(before), 'who.baby', 'join.and', 'who.we', 'chatter');
  const next = items[at + 1];
  const told =
    next === undefined || next.type !== 'mark' || !is(next.mark, 'who.object') || is(next.mark, 'filler');
  if (!beside || !told || markOf(next)?.strange) return null;
  return sort('sleep', start ? 'start' : 'end');
}

/** "changed her", and looks ("wet") beside a diaper or where nothing else is said. */
function diaperSign(items: readonly Item[], at: number, mark: Mark, terse: boolean): Sort | null {
  const look = looks.find(([phraseClass]) => is(mark, phraseClass));
  const change = is(mark, 'diaper.change');
  if (!look && !change) return null;
  const others = marksOf(items).filter((other) => other !== mark);
  const next = markOf(items[at + 1]);
  const closed = items[at + 1]?.type !== 'mark' || is(next, 'who.object', 'who.baby', 'join.and');
  const beside = others.some((other) =>
    is(other, 'diaper.noun', 'diaper.change', 'diaper.changed', 'diaper.wet', 'diaper.dirty'),
  );
  // "both" alone may as well be the sides of a feed.
  const sided = is(mark, 'side.both') && !items.some(isTime);
  const alone =
    !sided && others.every((other) => isIdle(other) || is(other, 'join.and', ...looks.map(([name]) => name)));
  if (!beside && !(terse && alone) && !(change && (closed || alone))) return null;
  return sort('diaper', 'past', { care: true, diaper: look ? look[1] : null });
}

/** "had 90", "took 4oz": verbs that tell of a feed only by what was taken. */
function vagueFeed(items: readonly Item[], at: number, mark: Mark): Sort | null {
  const gave = is(mark, 'feed.gave');
  if (!gave && !is(mark, 'feed.vague')) return null;
  const rest = items.slice(at + 1);
  const amount = rest.some((item) => item.type === 'amount' || (item.type === 'figure' && item.value >= 20));
  const explained = marksOf(items).some((other) =>
    is(other, 'feed.noun', 'feed.past', 'feed.given', 'other.unkept', 'other.own', 'sleep.noun'),
  );
  return amount && !explained ? sort('feed', 'past', { care: gave, measured: true }) : null;
}
