// Understanding, step 11: everything that was read of a message decides together what it means.
import type { EpochMs } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import type { SaidEvent } from '../tracker/event.ts';
import { isIdle, marksOf, type Sentence, sentencesOf } from './clauses.ts';
import { correctionOf, isUndo } from './corrections.ts';
import { eventsOf } from './events.ts';
import type { Intent, SettledIntent } from './intent.ts';
import { type Item, itemsOf } from './items.ts';
import type { Lexicon } from './lexicon.ts';
import { type Asked, askedIn } from './questions.ts';
import { is, isOf, read } from './reading.ts';
import { type Told, tell } from './telling.ts';
import { unsureReadings } from './unsure.ts';
import type { Token } from './words.ts';

interface Context {
  readonly sentAt: EpochMs;
  readonly zone: Zone;
  readonly previous: SaidEvent | null;
  readonly group: boolean;
}

/** The meaning of a message without a command, and how sure it is (0 to 1). */
export function readMessage(
  tokens: readonly Token[],
  context: Context,
  lexicon: Lexicon,
  others: readonly Lexicon[],
): { intent: Intent; confidence: number } {
  const items = itemsOf(read(tokens, lexicon, others), lexicon);
  const intent = meaningOf(items, context);
  return { intent, confidence: confidenceIn(intent, items) };
}

function meaningOf(items: readonly Item[], context: Context): Intent {
  const written = { at: context.sentAt, zone: context.zone };
  if (items.some((item) => item.type === 'clock' && item.clock.minutes === null)) {
    const kind = context.previous?.kind ?? 'sleep';
    return (
      impossibleClock(items, context) ?? { type: 'impossible', kind, problem: 'no-such-time', value: null }
    );
  }
  if (isUndo(items)) return { type: 'undo' };
  const sentences = sentencesOf(items);
  const asked = sentences.map((sentence) => askedIn(sentence, context.group));
  const answer = answerTo(asked);
  if (answer) return answer;
  const statements = sentences.filter((_, i) => asked[i] === null);
  const told = tell(statements, context.group, context.previous?.kind ?? null);
  const log = eventsOf(told, written);
  if (context.previous) {
    const events = log?.type === 'log' ? log.events : [];
    const correction = correctionOf(items, context.previous, events, written);
    if (correction) return correction;
  }
  const checking = sentences.filter((_, i) => asked[i]?.type === 'checking');
  if (!log && checking.length > 0) return checkingAnswer(checking, context);
  if (!log) return { type: 'none', reason: whyNothing(told, asked, items) };
  return unsureReadings(log, told, written) ?? log;
}

function impossibleClock(items: readonly Item[], context: Context): SettledIntent | null {
  const [first] = tell(sentencesOf(items), context.group);
  const kind = first?.mention.kind;
  return kind === 'sleep' || kind === 'feed' || kind === 'diaper'
    ? { type: 'impossible', kind, problem: 'no-such-time', value: null }
    : { type: 'none', reason: 'unclear' };
}

/** A question for the advisor goes before all else; then what asks the diary or for help. */
function answerTo(asked: readonly (Asked | null)[]): SettledIntent | null {
  if (asked.some((one) => one?.type === 'advice')) return { type: 'question' };
  if (asked.some((one) => one?.type === 'adult')) return null;
  const found = asked.find((one) => one && one.type !== 'adult' && one.type !== 'checking');
  return found && found.type !== 'advice' && found.type !== 'adult' && found.type !== 'checking'
    ? found
    : null;
}

/** "fell asleep at 7?": perhaps a log; asked back, or left to the others in a group. */
function checkingAnswer(sentences: readonly Sentence[], context: Context): Intent {
  const log = eventsOf(tell(sentences, context.group), { at: context.sentAt, zone: context.zone });
  if (!log) return { type: 'question' };
  return context.group ? { type: 'none', reason: 'other-person' } : { type: 'ask', candidates: [log] };
}

type Reason = Extract<SettledIntent, { type: 'none' }>['reason'];

function whyNothing(told: readonly Told[], asked: readonly (Asked | null)[], items: readonly Item[]): Reason {
  const verdict = told.find((one) => one.verdict !== 'told' && one.verdict !== 'maybe')?.verdict;
  if (verdict && verdict !== 'told' && verdict !== 'maybe') return verdict;
  if (asked.some((one) => one?.type === 'adult')) return 'other-person';
  const marks = marksOf(items);
  if (marks.some((mark) => is(mark, 'doubt.plan', 'time.tomorrow'))) return 'plan';
  const idle = marks.every((mark) => isIdle(mark) || isOf(mark, 'join'));
  // A figure was meant for something, even if nobody can tell for what.
  return idle && !items.some(({ type }) => measures.has(type)) ? 'chatter' : 'unclear';
}

const measures: ReadonlySet<Item['type']> = new Set(['figure', 'amount', 'clock', 'range', 'span', 'ago']);

function confidenceIn(intent: Intent, items: readonly Item[]): number {
  const marks = marksOf(items);
  const strange = marks.filter((mark) => mark.strange).length;
  if (intent.type === 'ask') return 0.5;
  if (intent.type === 'none' && intent.reason === 'unclear') return 0.2;
  return Math.max(0.4, 1 - strange / Math.max(4, items.length));
}
