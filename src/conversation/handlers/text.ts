// Words: red flags first, then what they mean, then what is done about it.
import { card } from '../../advice/triage/card.ts';
import { type Language, languages } from '../../locale/languages.ts';
import type { Reply } from '../../reply/reply.ts';
import type { DiaryEvent, SaidEvent } from '../../tracker/event.ts';
import type { ChangeSet } from '../../tracker/revise.ts';
import { isBareCommand } from '../../understanding/commands.ts';
import type { Intent } from '../../understanding/intent.ts';
import { act } from '../act.ts';
import { type Action, say, type Turn } from '../turn.ts';
import { patience } from './log.ts';
import { ageDays } from './question.ts';
import { zoneTyped } from './settings.ts';

/** The longest message that is read, in UTF-16 units: about a page. */
const longestText = 2_000;

/** What comes of a text; `null`: it is none of our business (talk between people in a group). */
export async function textHandler(turn: Turn, text: string): Promise<Action | null> {
  const spoken = [turn.language, ...languages.filter((language) => language !== turn.language)];
  const flagged = redFlags(turn, text.slice(0, 2 * longestText), spoken);
  if (flagged !== null) return besideCard(turn, flagged, text, spoken);
  return text.length > longestText ? tooLong(turn) : answer(turn, text, spoken);
}

/** The card comes first and waits for nothing. A log in the same words is kept; whatever else they ask has to wait. */
async function besideCard(
  turn: Turn,
  flagged: Reply,
  text: string,
  spoken: readonly Language[],
): Promise<Action> {
  const logged =
    text.length > longestText ? null : await answer(turn, text, spoken, ({ type }) => type === 'log');
  return logged === null ? say(flagged) : { ...logged, replies: [flagged, ...logged.replies] };
}

function redFlags(turn: Turn, text: string, spoken: readonly Language[]): Reply | null {
  if (isBareCommand(text)) return null;
  const found = turn.services.triage({ text, languages: spoken, ageDays: ageDays(turn.chat, turn) });
  if (found.length === 0) return null;
  return { type: 'emergency', card: card(found, turn.chat.zone) };
}

function tooLong({ message }: Turn): Action | null {
  return message.addressed ? say({ type: 'too-long', limit: longestText }) : null;
}

/** Does what the text means, if `wanted`. */
async function answer(
  turn: Turn,
  text: string,
  spoken: readonly Language[],
  wanted: (intent: Intent) => boolean = () => true,
): Promise<Action | null> {
  const { services, situation, message, chat, now, zone } = turn;
  const said = {
    text,
    sentAt: now,
    zone,
    languages: spoken,
    previous: previousOf(situation.lastChange),
    group: message.group,
  };
  const understood = services.understand(said);
  const intent = understood.intent;
  if (!wanted(intent) || (!message.addressed && !speaksForItself(intent))) return null;
  const reader = noticeLanguage(turn, intent, understood.language);
  const settled = answerPending(turn, intent, text, said) ?? null;
  if (settled !== null) return settled;
  if (chat.zone === null && needsZone(intent)) return holdForZone(reader);
  const action = await act(reader, intent, text);
  if (action === null || reader === turn) return action;
  const { language } = reader;
  return {
    ...action,
    language: action.language ?? language,
    speakerLanguage: action.speakerLanguage ?? language,
  };
}

/** In a group, what is clearly meant for the diary is heard without being addressed; the rest is people talking. */
function speaksForItself({ type }: Intent): boolean {
  return ['log', 'correct', 'undo', 'latest', 'summary', 'command', 'impossible'].includes(type);
}

/** A speaker whose language nobody told is answered in the one that was understood. */
function noticeLanguage(turn: Turn, intent: Intent, language: Language): Turn {
  if (turn.languageKnown || language === turn.language || intent.type === 'none' || intent.type === 'ask')
    return turn;
  return { ...turn, language, languageKnown: true };
}

function needsZone({ type }: Intent): boolean {
  return ['log', 'correct', 'summary', 'latest', 'impossible', 'ask'].includes(type);
}

function holdForZone({ message, language, languageKnown, now }: Turn): Action {
  return {
    replies: [{ type: 'ask-zone', kept: true }],
    settings: { pending: { type: 'zone', askedAt: now } },
    ...(languageKnown ? { language, speakerLanguage: language } : {}),
    hold: message.content.type === 'text',
  };
}

/** A short answer to a question of ours: a city, or the time a session began. */
function answerPending(
  turn: Turn,
  intent: Intent,
  text: string,
  said: Parameters<Turn['services']['understand']>[0],
): Action | Promise<Action | null> | null {
  const { pending } = turn.chat;
  if (pending === null || turn.now - pending.askedAt > patience || intent.type === 'command') return null;
  if (pending.type === 'zone')
    return intent.type === 'none' || intent.type === 'question' || intent.type === 'ask'
      ? zoneTyped(turn, text)
      : null;
  if (pending.type !== 'start-of' || intent.type === 'log' || text.length > 40) return null;
  // A bare time or length is read as the argument of the command whose start is asked for.
  const reading = turn.services.understand({
    ...said,
    text: `/${pending.kind} ${text}`,
    previous: null,
  }).intent;
  const event = reading.type === 'log' ? reading.events[0] : undefined;
  if (event?.start == null) return null;
  const start = event.end === null ? event.start : pending.end - (event.end - event.start);
  return act(
    turn,
    { type: 'log', events: [{ ...event, action: 'interval', start, end: pending.end }] },
    text,
  );
}

/** What was logged just before, in the words of understanding: "5:10" corrects the end that a message told. */
function previousOf(set: ChangeSet | null): SaidEvent | null {
  const change = set?.changes.findLast(({ current }) => current !== null);
  if (change === undefined || change.current === null) return null;
  return saidAgain(change.current, change.before);
}

function saidAgain(
  { kind, startedAt, endedAt, open, details }: DiaryEvent,
  before: DiaryEvent | null,
): SaidEvent {
  if (before?.open && endedAt !== null) return { kind, action: 'end', start: null, end: endedAt, details };
  if (endedAt !== null) return { kind, action: 'interval', start: startedAt, end: endedAt, details };
  return { kind, action: open ? 'start' : 'instant', start: startedAt, end: null, details };
}
