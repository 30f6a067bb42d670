// Understanding, step 5c: each mention gets the words that belong to it and a verdict: did it happen, to the baby?
import { hasGroup, isIdle, isTime, markOf, marksOf, type Part, type Sentence } from './clauses.ts';
import type { Item } from './items.ts';
import { type Mention, mentionsOf } from './mentions.ts';
import { is, isOf, type Mark } from './reading.ts';

/** `told`: it happened. `maybe`: it may have. The rest: why it is no entry of the diary. */
export type Verdict = 'told' | 'maybe' | 'negation' | 'plan' | 'other-person' | 'unclear' | 'unsupported';

/** An event told in a message, with all that is said of it. */
export interface Told {
  readonly mention: Mention;
  readonly items: readonly Item[];
  readonly verdict: Verdict;
  readonly sentence: number;
  /** Joined by "and" to the event before it in the same part. */
  readonly and: boolean;
}

/** What doubt the sentence has cast so far on all that follows in it. */
interface Shadow {
  planned: boolean;
  supposed: boolean;
}

/** The events told in the sentences of a message, in order. `terse`: there is little else in it. */
export function tell(sentences: readonly Sentence[], group: boolean): Told[] {
  const told: Told[] = [];
  const waiting: Item[] = [];
  sentences.forEach((sentence, index) => {
    const shadow: Shadow = { planned: false, supposed: false };
    for (const part of sentence.parts) {
      const terse = told.length > 0 || sentences.length === 1;
      const found = mentionsIn(part, told, terse);
      if (found.length === 0) {
        takeBack(part, told);
        attach(part, told, waiting);
        darken(part.items, shadow);
        continue;
      }
      const here = tellPart(part, found, shadow, index, group, told.at(-1));
      const first = here[0];
      if (first) here[0] = { ...first, items: [...waiting.splice(0), ...first.items] };
      told.push(...here);
    }
  });
  return told;
}

function mentionsIn(part: Part, told: readonly Told[], terse: boolean): Mention[] {
  const mentions = mentionsOf(part.items, terse);
  part.items.forEach((item, i) => {
    const mark = markOf(item);
    const form = is(mark, 'phase.end') ? 'end' : is(mark, 'phase.start') ? 'start' : null;
    if (form === null) return;
    const near = nearest(part.items, mentions, i);
    if (near >= 0) {
      const mention = mentions[near];
      if (mention) {
        mentions[near] = { ...mention, form, from: Math.min(mention.from, i), to: Math.max(mention.to, i) };
      }
      return;
    }
    const kind = told.findLast(({ mention }) => mention.kind === 'sleep' || mention.kind === 'feed')?.mention.kind;
    const plain = part.items.every((other) => plainBeside(markOf(other)));
    const owner = mentions.find((mention) => mention.kind === 'sleep' || mention.kind === 'feed')?.kind ?? kind;
    if (owner === undefined || !plain) return;
    const alone = { kind: owner, form, care: true, diaper: null, measured: false, from: i, to: i } as const;
    mentions.push(alone);
    mentions.sort((a, b) => a.from - b.from);
  });
  return mentions;
}

const plainBeside = (mark: Mark | undefined) =>
  mark === undefined ||
  (!mark.strange && !is(mark, 'chatter')) ||
  isOf(mark, 'phase') ||
  is(mark, 'who.baby', 'filler');

/** The session that a word such as "finished" speaks of: beside it, no time in between. */
function nearest(items: readonly Item[], mentions: readonly Mention[], at: number): number {
  const free = (mention: Mention) => {
    const [from, to] = mention.from > at ? [at + 1, mention.from] : [mention.to + 1, at];
    const clear = !items.slice(from, to).some((item) => isTime(item) || item.type === 'span' || is(markOf(item), 'join.and'));
    return (mention.kind === 'sleep' || mention.kind === 'feed') && mention.form !== 'end' && clear;
  };
  const after = mentions.findIndex((mention) => mention.from > at && free(mention));
  return after >= 0 ? after : mentions.findLastIndex((mention) => mention.to < at && free(mention));
}

/** "... but no": what was just told did not happen. */
function takeBack(part: Part, told: Told[]): void {
  const marks = marksOf(part.items);
  const denies = marks.some((mark) => is(mark, 'doubt.undone') || (part.join === 'but' && is(mark, 'doubt.no')));
  const empty = marks.every((mark) => isIdle(mark) || isOf(mark, 'doubt') || is(mark, 'want.correct'));
  const last = told.at(-1);
  if (denies && empty && last && part.join !== 'start') told[told.length - 1] = { ...last, verdict: 'negation' };
}

/** Times, sides and looks that stand alone belong to what was told before, or else to what comes next. */
function attach(part: Part, told: Told[], waiting: Item[]): void {
  const useful = part.items.filter((item) => item.type !== 'mark' || isOf(item.mark, 'side') || isOf(item.mark, 'diaper'));
  if (useful.length === 0 || marksOf(part.items).some((mark) => mark.strange || isOf(mark, 'doubt'))) return;
  const last = told.at(-1);
  const timed = useful.some((item) => isTime(item));
  if (last && !(timed && last.items.some((item) => isTime(item) && item.type !== 'figure'))) {
    told[told.length - 1] = { ...last, items: [...last.items, ...part.items] };
  } else waiting.push(...part.items);
}

function darken(items: readonly Item[], shadow: Shadow): void {
  for (const mark of marksOf(items)) {
    if (is(mark, 'doubt.plan', 'time.tomorrow')) shadow.planned = true;
    if (is(mark, 'doubt.if', 'doubt.unsure')) shadow.supposed = true;
  }
}

function tellPart(
  part: Part,
  mentions: readonly Mention[],
  shadow: Shadow,
  sentence: number,
  group: boolean,
  before: Told | undefined,
): Told[] {
  const cuts = cutsBetween(part.items, mentions);
  const told = mentions.map((mention, i): Told => {
    const items = part.items.slice(cuts[i] ?? 0, cuts[i + 1] ?? part.items.length);
    const verdict = judge(part.items, mentions, i, shadow, before);
    const between = part.items.slice((mentions[i - 1]?.to ?? 0) + 1, mention.from);
    const and = i > 0 && between.some((item) => is(markOf(item), 'join.and'));
    return { mention, items, verdict, sentence, and };
  });
  darken(part.items.slice(mentions.at(-1)?.to ?? 0), shadow);
  return withMilk(told).map((one) => ({ ...one, verdict: believable(one, part, group) }));
}

/** Where the words of one mention end and those of the next begin. */
function cutsBetween(items: readonly Item[], mentions: readonly Mention[]): number[] {
  const first = mentions[0];
  const last = mentions.at(-1);
  if (!first || !last) return [0];
  const timeFirst =
    items.slice(0, first.from).some(isTime) && !items.slice(last.to + 1).some((item) => isTime(item) && item.type !== 'now');
  return mentions.map((mention, i) => {
    const previous = mentions[i - 1];
    if (!previous) return 0;
    const from = previous.to + 1;
    const between = items.slice(from, mention.from);
    const and = between.findLastIndex((item) => is(markOf(item), 'join.and'));
    if (and >= 0) return from + and;
    const time = timeFirst ? between.findIndex((item) => isTime(item) || item.type === 'day') : -1;
    return time >= 0 ? from + time : mention.from;
  });
}

/** Amounts and sides belong to the feed nearby, whatever stands between. */
function withMilk(told: readonly Told[]): Told[] {
  const feed = told.findIndex(({ mention }) => mention.kind === 'feed');
  if (feed < 0) return [...told];
  const milk = (item: Item) => item.type === 'amount' || isOf(markOf(item), 'side');
  const owns = ({ mention }: Told) => mention.kind === 'feed' || mention.kind === 'unkept' || mention.kind === 'own';
  const stray = told.flatMap((one) => (owns(one) ? [] : one.items.filter(milk)));
  return told.map((one, i) => {
    if (owns(one)) return i === feed ? { ...one, items: [...one.items, ...stray] } : one;
    return { ...one, items: one.items.filter((item) => !milk(item)) };
  });
}

const definite = (mention: Mention) => mention.form === 'past' || mention.form === 'start' || mention.form === 'end' || mention.form === 'awake';

function judge(
  items: readonly Item[],
  mentions: readonly Mention[],
  index: number,
  shadow: Shadow,
  before: Told | undefined,
): Verdict {
  const mention = mentions[index];
  if (!mention) return 'unclear';
  const from = (mentions[index - 1]?.to ?? -1) + 1;
  const lead = items.slice(from, mention.from);
  const marks = marksOf(items);
  if (marks.some((mark) => is(mark, 'doubt.refused'))) return 'negation';
  if (shadow.supposed || marksOf(items.slice(0, mention.from)).some((mark) => is(mark, 'doubt.if', 'doubt.unsure'))) {
    return 'plan';
  }
  if (denied(items, mentions, index)) return waited(items.slice(mention.to)) ? 'maybe' : 'negation';
  if (planned(items, mention, lead, shadow)) return 'plan';
  if (marks.some((mark) => is(mark, 'doubt.habit', 'doubt.times')) || counted(items, mention)) return 'unclear';
  if (mention.kind === 'own') return 'other-person';
  const who = whose(items, mentions, index, before);
  if (who !== 'baby') return who === 'we' ? 'maybe' : 'other-person';
  if (mention.form === 'base') return 'plan';
  return mention.kind === 'unkept' || mention.kind === 'errand' ? 'unsupported' : 'told';
}

/** "woke 3 times": how often, not when. */
const counted = (items: readonly Item[], mention: Mention) =>
  items.some((item, i) => item.type === 'count' && (i > mention.to || mention.form === 'noun') && i - mention.to < 3);

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
  const later = rest.findIndex(ahead);
  const open = later >= 0 && !rest.slice(later).some(isTime);
  if (open && (mention.form === 'noun' || mention.form === 'base')) return true;
  return asksSomeone(items, mention);
}

/** "feed her", "wake him at 4": the plain form and its object, at the start, ask somebody to do it. */
function asksSomeone(items: readonly Item[], mention: Mention): boolean {
  const plainForm = mention.form === 'noun' || mention.form === 'base' || mention.form === 'end';
  const opens = items.slice(0, mention.from).every((item) => isIdle(markOf(item)) || is(markOf(item), 'who.other'));
  const object = is(markOf(items[mention.from + 1]), 'who.object');
  const verb = is(markOf(items[mention.from]), 'feed.noun', 'feed.base', 'sleep.loose', 'diaper.change', 'sleep.base');
  return plainForm && opens && object && verb;
}

/** Whom the event happened to: the person named last before it, or right after it. */
function whose(
  items: readonly Item[],
  mentions: readonly Mention[],
  index: number,
  before: Told | undefined,
): 'baby' | 'we' | 'other' {
  const mention = mentions[index];
  if (!mention) return 'other';
  const next = items.slice(mention.from + 1).find((item) => !is(markOf(item), 'filler') || is(markOf(item), 'join.with'));
  const object = is(markOf(next), 'who.other', 'who.people') && !is(markOf(next), 'join.with');
  if (object && mention.form !== 'noun') return 'other';
  if (is(markOf(items[mention.from]), 'who.we')) return 'we';
  const subject = subjectBefore(items, mention.from);
  if (is(subject, 'who.you')) return 'other';
  if (mention.care) return 'baby';
  if (is(subject, 'who.baby')) return 'baby';
  if (is(subject, 'who.we')) return 'we';
  if (is(subject, 'who.self', 'who.other', 'who.people')) return 'other';
  return subject === undefined && before?.verdict === 'other-person' && mention.form !== 'noun' ? 'other' : 'baby';
}

function subjectBefore(items: readonly Item[], at: number): Mark | undefined {
  for (let i = at - 1; i >= 0; i -= 1) {
    const mark = markOf(items[i]);
    if (!is(mark, 'who.baby', 'who.self', 'who.we', 'who.other', 'who.you', 'who.people')) continue;
    const lead = items.slice(0, i).findLast((item) => !(is(markOf(item), 'filler') && !is(markOf(item), 'join.with')));
    if (is(mark, 'who.other') && (is(markOf(lead), 'join.with') || lead?.type === 'clock')) continue;
    return mark;
  }
  return undefined;
}

/** A thing alone is no event: "bottle" needs a time, an amount, or nothing else beside it. */
function believable(told: Told, part: Part, group: boolean): Verdict {
  const { mention, items, verdict } = told;
  if (verdict !== 'told') return verdict;
  const evidence = items.some((item) => item.type !== 'mark') || mention.diaper !== null || hasGroup(items, 'side');
  const strange = marksOf(part.items).filter((mark) => mark.strange).length;
  if (mention.form !== 'noun') return verdict;
  if (evidence) return strange <= 3 ? verdict : 'unclear';
  return strange === 0 && !group ? verdict : 'unclear';
}
