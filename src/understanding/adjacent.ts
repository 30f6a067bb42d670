// Understanding, step 5c: mentions that stand side by side. Some only circle another event, some are one event told in
// several words.
import { isTime, markOf } from './clauses.ts';
import type { Item } from './items.ts';
import type { Form, Mention } from './mentions.ts';
import { is } from './reading.ts';

/** Leaves out what only dates or circles another event: "before bed", "fell asleep nursing", "after a bath". */
export function withoutAdjuncts(items: readonly Item[], mentions: readonly Mention[]): Mention[] {
  const timed = items.some(isTime);
  return mentions.filter((mention, i) => {
    if (mentions.length < 2 && timed) return true;
    const lead = items
      .slice(0, mention.from)
      .findLast((item) => !is(markOf(item), 'filler', 'who.baby', 'who.object'));
    if (is(markOf(lead), 'time.before', 'time.after') || (lead?.type === 'span' && lead.within)) return false;
    const last = mentions[i - 1];
    if (last?.kind === 'own' && mention.form === 'noun') return false;
    const slid = last?.kind === 'sleep' && last.form === 'start' && mention.kind === 'feed';
    const between = items.slice((last?.to ?? 0) + 1, mention.from);
    const separate = between.some((item) => isTime(item) || is(markOf(item), 'join.and'));
    const during = mention.form === 'going' || mention.form === 'start' || mention.form === 'noun';
    return !(slid && during && !separate);
  });
}

const weight: Record<Form, number> = { end: 6, start: 5, awake: 4, past: 3, going: 2, noun: 1, base: 0 };

/** Words side by side that mean one event ("gave ... bottle", "woke from nap", "pee and poop") become one mention. */
export function joinAdjacent(items: readonly Item[], mentions: readonly Mention[]): Mention[] {
  const joined: Mention[] = [];
  for (const mention of mentions) {
    const last = joined.at(-1);
    // "no poop, just pee"
    const denied =
      last?.kind === 'diaper' &&
      last.diaper !== null &&
      mention.diaper !== null &&
      is(markOf(items[last.from - 1]), 'doubt.no');
    if (last && !denied && last.kind === mention.kind && touches(items, last, mention))
      joined[joined.length - 1] = both(last, mention);
    else joined.push(mention);
  }
  return joined;
}

function touches(items: readonly Item[], first: Mention, second: Mention): boolean {
  const between = items.slice(first.to + 1, second.from);
  const timed = between.some((item) => isTime(item) || item.type === 'span');
  const and = between.some((item) => is(markOf(item), 'join.and'));
  const opposite = first.form === 'start' && (second.form === 'end' || second.form === 'awake');
  const twice = first.form === 'end' && second.form === 'start';
  return (
    !timed &&
    !opposite &&
    !twice &&
    (!and || first.kind === 'diaper' || (first.form === 'noun' && second.form === 'noun'))
  );
}

/** A thing says nothing of who did it; a deed does. */
function careOf(first: Mention, second: Mention): boolean {
  if (first.form === 'noun') return second.care;
  return second.form === 'noun' ? first.care : first.care || second.care;
}

function both(first: Mention, second: Mention): Mention {
  const lead = weight[second.form] > weight[first.form] ? second : first;
  const types = [first.diaper, second.diaper].filter((type) => type !== null);
  const diaper = types.length === 2 && types[0] !== types[1] ? 'both' : (types[0] ?? null);
  return {
    ...lead,
    care: careOf(first, second),
    measured: first.measured || second.measured,
    lasting: lead.lasting,
    diaper,
    from: first.from,
    to: second.to,
  };
}
