// Understanding, step 5f: each mention of a message gets the words that belong to it, and its verdict.
import type { EventKind } from '../tracker/event.ts';
import { hasGroup, isIdle, isTime, markOf, marksOf, type Part, type Sentence } from './clauses.ts';
import type { Item } from './items.ts';
import type { Mention } from './mentions.ts';
import { mentionsWithPhases } from './phases.ts';
import { is, isOf } from './reading.ts';
import { withRepeats } from './repeats.ts';
import { darken, judge, type Shadow, speakOf, type Verdict } from './verdict.ts';

/** An event told in a message, with all that is said of it. */
export interface Told {
  readonly mention: Mention;
  readonly items: readonly Item[];
  readonly verdict: Verdict;
  readonly sentence: number;
  /** Joined by "and" to the event before it in the same part. */
  readonly and: boolean;
}

/** What the telling has come to before a part is read. */
interface Story {
  readonly told: Told[];
  /** Times that came before any event. */
  readonly waiting: Item[];
  readonly group: boolean;
  /** The unknown words of the message. */
  readonly strange: number;
}

/**
 * The events told in the sentences of a message, in order. `open`: the kind logged just before, which "finished at 3"
 * may speak of.
 */
export function tell(sentences: readonly Sentence[], group: boolean, open: EventKind | null = null): Told[] {
  const all = sentences.flatMap(({ parts }) => parts.flatMap(({ items }) => marksOf(items)));
  const story: Story = { told: [], waiting: [], group, strange: all.filter((mark) => mark.strange).length };
  sentences.forEach((sentence, index) => {
    const shadow: Shadow = { planned: false, supposed: false, self: false, row: false };
    sentence.parts.forEach((part, i) => {
      shadow.row = part.join === 'then' || sentence.parts[i + 1]?.join === 'then';
      tellPart(story, part, shadow, index, sentences.length === 1, open);
    });
  });
  return withRepeats(withLooks(story.told), story.waiting);
}

/** "woke up wet, changed at 2": the look was told with the event before the change. */
function withLooks(told: readonly Told[]): Told[] {
  return told.map((one, i) => {
    const before = told[i - 1];
    const bare = one.mention.kind === 'diaper' && one.mention.diaper === null;
    if (!bare || before?.mention.kind !== 'sleep' || before.sentence !== one.sentence) return one;
    const looks = before.items.filter((item) =>
      is(markOf(item), 'diaper.wetLook', 'diaper.dirtyLook', 'diaper.bothLook'),
    );
    return { ...one, items: [...one.items, ...looks] };
  });
}

function tellPart(
  story: Story,
  part: Part,
  shadow: Shadow,
  sentence: number,
  single: boolean,
  open: EventKind | null,
): void {
  const { told, waiting } = story;
  const before = told.findLast(({ mention }) => mention.kind === 'sleep' || mention.kind === 'feed');
  const session =
    before?.mention.kind === 'feed' || before?.mention.kind === 'sleep' ? before.mention.kind : open;
  const mentions = withPurposes(
    part.items,
    mentionsWithPhases(part.items, single || told.length > 0, session),
  );
  if (mentions.length === 0) {
    takeBack(part, told);
    attach(part, told, waiting);
    darken(part.items, shadow);
    speakOf(part.items, shadow);
    return;
  }
  const cuts = cutsBetween(part.items, mentions);
  const here = mentions.map((mention, i): Told => {
    const items = part.items.slice(cuts[i] ?? 0, cuts[i + 1] ?? part.items.length);
    const verdict = judge(part.items, mentions, i, shadow, told.at(-1)?.verdict);
    const between = part.items.slice((mentions[i - 1]?.to ?? 0) + 1, mention.from);
    const and = i > 0 && between.some((item) => is(markOf(item), 'join.and', ...purpose));
    return {
      mention,
      items: i === 0 ? [...spare(waiting.splice(0), items), ...items] : items,
      verdict,
      sentence,
      and,
    };
  });
  darken(part.items.slice(mentions.at(-1)?.to ?? 0), shadow);
  if (marksOf(part.items).some((mark) => is(mark, 'who.baby'))) shadow.self = false;
  told.push(...withMilk(here).map((one) => ({ ...one, verdict: believable(one, part, story, shadow.row) })));
}

/** What waited for an event, without the time where the event has its own. */
function spare(waiting: readonly Item[], own: readonly Item[]): Item[] {
  const timed = own.some((item) => item.type === 'range' || (item.type === 'clock' && item.role === 'at'));
  return waiting.filter((item) => !(timed && item.type === 'clock' && item.role === 'at'));
}

const purpose = ['time.for', 'time.to'] as const;

/** "woke at 2 for a feed": what the baby woke for was had. */
function withPurposes(items: readonly Item[], mentions: readonly Mention[]): Mention[] {
  return mentions.map((mention, i) => {
    const before = mentions[i - 1];
    const woke = before?.kind === 'sleep' && (before.form === 'end' || before.form === 'awake');
    if (!woke || mention.kind !== 'feed') return mention;
    const between = items.slice(before.to + 1, mention.from);
    return between.some((item) => is(markOf(item), ...purpose))
      ? { ...mention, form: 'past', care: true }
      : mention;
  });
}

/** "... but no": what was just told did not happen. */
function takeBack(part: Part, told: Told[]): void {
  const marks = marksOf(part.items);
  const denies = marks.some(
    (mark) => is(mark, 'doubt.undone') || (part.join === 'but' && is(mark, 'doubt.no')),
  );
  const empty = marks.every((mark) => isIdle(mark) || isOf(mark, 'doubt') || is(mark, 'want.correct'));
  const last = told.at(-1);
  if (denies && empty && last && part.join !== 'start')
    told[told.length - 1] = { ...last, verdict: 'negation' };
}

/** Times, sides and looks that stand alone belong to what was told before, or else to what comes next. */
function attach(part: Part, told: Told[], waiting: Item[]): void {
  const useful = part.items.filter(
    (item) => item.type !== 'mark' || isOf(item.mark, 'side') || isOf(item.mark, 'diaper'),
  );
  const foreign = marksOf(part.items).some(
    (mark) => mark.strange || isOf(mark, 'doubt') || is(mark, 'who.people'),
  );
  if (useful.length === 0 || foreign || part.items.some((item) => item.type === 'count')) return;
  const last = told.at(-1);
  const timed = useful.some((item) => isTime(item) && !(item.type === 'figure' && item.value > 24));
  if (last && !(timed && last.items.some((item) => isTime(item) && item.type !== 'figure'))) {
    told[told.length - 1] = { ...last, items: [...last.items, ...part.items] };
  } else waiting.push(...part.items);
}

/** Where the words of one mention end and those of the next begin. */
function cutsBetween(items: readonly Item[], mentions: readonly Mention[]): number[] {
  const first = mentions[0];
  const last = mentions.at(-1);
  if (!first || !last) return [0];
  const timeFirst =
    items.slice(0, first.from).some(isTime) &&
    !items.slice(last.to + 1).some((item) => isTime(item) && item.type !== 'now');
  return mentions.map((mention, i) => {
    const previous = mentions[i - 1];
    if (!previous) return 0;
    const from = previous.to + 1;
    const between = items.slice(from, mention.from);
    const and = between.findLastIndex((item) => is(markOf(item), 'join.and'));
    if (and >= 0) return from + and;
    // "13:30 bottle 120 14:30 nap": the amount stays with the bottle.
    const amount = (item: Item, k: number) =>
      previous.measured && item.type === 'figure' && item.value > 24 && between.slice(k + 1).some(isTime);
    const time = timeFirst
      ? between.findIndex((item, k) => (isTime(item) && !amount(item, k)) || item.type === 'day')
      : -1;
    return time >= 0 ? from + time : mention.from;
  });
}

/** Amounts and sides belong to the feed nearby, whatever stands between. */
function withMilk(told: readonly Told[]): Told[] {
  const feed = told.findIndex(({ mention }) => mention.kind === 'feed');
  if (feed < 0) return [...told];
  const milk = (item: Item) => item.type === 'amount' || isOf(markOf(item), 'side');
  const owns = ({ mention }: Told) =>
    mention.kind === 'feed' || mention.kind === 'unkept' || mention.kind === 'own';
  const stray = told.flatMap((one) => (owns(one) ? [] : one.items.filter(milk)));
  return told.map((one, i) => {
    if (owns(one)) return i === feed ? { ...one, items: [...one.items, ...stray] } : one;
    return { ...one, items: one.items.filter((item) => !milk(item)) };
  });
}

/** How many words of an unknown kind an event bears that nothing else makes likely. */
const bearable: Record<Mention['form'], number> = {
  end: 2,
  start: 2,
  awake: 1,
  past: 1,
  going: 0,
  noun: 0,
  base: 0,
};

/**
 * An event with a time, an amount or the like is believed beside a few unknown words; one without needs to be nearly
 * all that is said. `strange`: the unknown words of the whole message.
 */
function believable(told: Told, part: Part, { strange, group, told: before }: Story, row: boolean): Verdict {
  const { mention, items, verdict } = told;
  if (verdict !== 'told') return verdict;
  const timed = items.some((item) => item.type !== 'mark' && item.type !== 'now');
  const here = marksOf(part.items).filter((mark) => mark.strange).length;
  if (timed || mention.diaper !== null || hasGroup(items, 'side')) {
    return mention.form !== 'noun' || here <= 3 ? verdict : 'unclear';
  }
  // "bottle then bed", and not "woke at 2 then bottle"
  if (row && mention.form === 'noun' && !before.some((other) => other.verdict === 'told')) return 'plan';
  // "ate chickpeas": perhaps a meal; "put the kettle down": hardly a nap. A name may stand before.
  const after = marksOf(part.items.slice(mention.from)).some((mark) => mark.strange);
  const laid = mention.kind === 'sleep' && mention.form === 'start' && mention.care;
  if (after && (laid || (mention.kind === 'feed' && mention.form !== 'noun'))) return 'maybe';
  const named = mention.kind === 'sleep' && mention.form === 'going' && !after ? 1 : 0;
  if (mention.form === 'noun' && part.items.length > 2 + mention.to - mention.from) return 'unclear';
  if (strange > bearable[mention.form] + named) return 'unclear';
  return mention.form === 'noun' && group ? 'unclear' : verdict;
}
