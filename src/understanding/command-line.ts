// Understanding, the first layer: "/feed left 10m" becomes an Intent. Arguments are read with the phrases of the
// languages, the kind of event being settled by the command.
import type { EpochMs } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import type { EventKind } from '../tracker/event.ts';
import { marksOf, sentencesOf } from './clauses.ts';
import { type CommandName, commands, isCommandName } from './commands.ts';
import { eventsOf } from './events.ts';
import type { Intent } from './intent.ts';
import { type Item, itemsOf } from './items.ts';
import type { Lexicon } from './lexicon.ts';
import { type Form, type Mention, mentionsOf } from './mentions.ts';
import { kindOf, periodOf } from './questions.ts';
import { is, read } from './reading.ts';
import type { Told } from './telling.ts';
import { unsureReadings } from './unsure.ts';
import { tokenise } from './words.ts';

interface Line {
  readonly text: string;
  readonly sentAt: EpochMs;
  readonly zone: Zone;
}

const shape = /^\s*\/([\p{L}\d_]+)(?:@\w+)?(?:\s+([\s\S]*))?$/u;

/** Whether a message is a command. */
export const isCommand = (text: string): boolean => shape.test(text);

/** Arguments that mean one thing in every language; the phrases need not be loaded for them. */
const plainForms: Readonly<Record<string, Form>> = { start: 'start', end: 'end' };

/**
 * The intent of a message that begins with a slash, or `null` for any other message. `lexicons`: the reader's
 * first; asked for only when there are words to read.
 */
export function commandIntent(line: Line, lexicons: () => readonly Lexicon[]): Intent | null {
  const [, typed, rest] = shape.exec(line.text) ?? [];
  if (typed === undefined) return null;
  const name = typed.toLowerCase();
  if (!isCommandName(name)) return { type: 'unknown-command', typed: name, nearest: nearestCommand(name) };
  const argument = (rest ?? '').trim();
  const form = plainForms[argument.toLowerCase()];
  if (form !== undefined && (name === 'sleep' || name === 'feed')) return logged(name, form, [], line);
  return perform(name, argument, argument === '' ? [] : argumentItems(argument, lexicons()), line);
}

function argumentItems(argument: string, [lexicon, ...others]: readonly Lexicon[]): readonly Item[] {
  return lexicon ? itemsOf(read(tokenise(argument), lexicon, others), lexicon) : [];
}

function perform(name: CommandName, argument: string, items: readonly Item[], line: Line): Intent {
  switch (name) {
    case 'help':
      return { type: 'help' };
    case 'undo':
      return { type: 'undo' };
    case 'today':
      return { type: 'summary', period: 'day' };
    case 'summary':
      return { type: 'summary', period: periodOf(items) ?? 'day' };
    case 'last':
      return { type: 'latest', kind: kindOf(marksOf(items)) };
    case 'sleep':
    case 'feed':
    case 'diaper':
      return logged(name, formOf(name, items), items, line);
    case 'wake':
      return logged('sleep', 'end', items, line);
    default:
      return { type: 'command', name, argument };
  }
}

/** The form the arguments give the event: what they say, or what the command does when it is sent alone. */
function formOf(kind: EventKind, items: readonly Item[]): Form {
  const marks = marksOf(items);
  if (marks.some((mark) => is(mark, 'phase.end'))) return 'end';
  if (marks.some((mark) => is(mark, 'phase.start'))) return 'start';
  const said = mentionsOf(items, true).find((mention) => mention.kind === kind && mention.form !== 'base');
  if (said) return said.form;
  if (kind === 'sleep') return 'noun';
  const told = items.some((item) =>
    ['clock', 'range', 'ago', 'span', 'amount', 'figure'].includes(item.type),
  );
  return kind === 'feed' && !told ? 'start' : 'past';
}

function logged(kind: EventKind, form: Form, items: readonly Item[], line: Line): Intent {
  const written = { at: line.sentAt, zone: line.zone };
  const mention: Mention = {
    kind,
    form,
    care: true,
    diaper: null,
    measured: kind === 'feed',
    lasting: false,
    from: 0,
    to: 0,
  };
  const flat = sentencesOf(items).flatMap((sentence) => sentence.parts.flatMap((part) => part.items));
  const told: Told = { mention, items: flat, verdict: 'told', sentence: 0, and: false };
  const log = eventsOf([told], written);
  if (!log) return { type: 'none', reason: 'unclear' };
  return unsureReadings(log, [told], written) ?? log;
}

/** The command a mistyped one was meant to be, at most two slips away. */
function nearestCommand(typed: string): CommandName | null {
  const ranked = commands
    .map(({ name }) => ({ name, slips: slipsBetween(typed, name) }))
    .sort((a, b) => a.slips - b.slips);
  const [best] = ranked;
  return best && best.slips <= Math.min(2, best.name.length - 2) ? best.name : null;
}

/** Letters to add, drop or change between two words. */
function slipsBetween(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1, (row[j - 1] ?? 0) + same));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
