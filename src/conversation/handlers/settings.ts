// /start, /timezone, /language, /reset, /cancel: how the bot speaks, and what it remembers.
import { codeOf } from '../../base/errors.ts';
import type { Zone } from '../../base/time.ts';
import { findZones } from '../../locale/cities.ts';
import { isLanguage, type Language, languageFacts, languageFrom, languages } from '../../locale/languages.ts';
import type { Reply } from '../../reply/reply.ts';
import { type Action, say, type Turn } from '../turn.ts';

export type SettingsCommand = 'start' | 'timezone' | 'language' | 'reset' | 'cancel';

export const settingsHandlers: Readonly<
  Record<SettingsCommand, (turn: Turn, argument: string) => Action | Promise<Action>>
> = {
  start: startHandler,
  timezone: timezoneHandler,
  language: languageHandler,
  reset: resetHandler,
  cancel: cancelHandler,
};

function startHandler({ chat, now }: Turn): Action {
  const welcome: Reply = { type: 'welcome', zone: chat.zone };
  if (chat.zone !== null) return say(welcome);
  return {
    replies: [welcome, { type: 'ask-zone', kept: false }],
    settings: { pending: { type: 'zone', askedAt: now } },
  };
}

function timezoneHandler(turn: Turn, argument: string): Action {
  if (argument === '') {
    return {
      replies: [{ type: 'ask-zone', kept: false }],
      settings: { pending: { type: 'zone', askedAt: turn.now } },
    };
  }
  return zoneTyped(turn, argument) ?? say({ type: 'zone-unknown', typed: argument });
}

/** Sets the zone of a typed place, or offers the several it may be; `null` where it is no place we know. */
export function zoneTyped(_turn: Turn, typed: string): Action | null {
  const [only, ...others] = findZones(typed);
  if (only === undefined) return null;
  return others.length === 0 ? zoneChosen(only) : say({ type: 'zone-choice', zones: [only, ...others] });
}

export function zoneChosen(zone: Zone): Action {
  return { replies: [{ type: 'zone-set', zone }], settings: { zone, pending: null }, release: true };
}

function languageHandler(_turn: Turn, argument: string): Action {
  if (argument === '') return say({ type: 'ask-language' });
  const typed = argument.toLowerCase();
  const named = languages.find((language) => languageFacts(language).autonym.toLowerCase() === typed);
  const language = named ?? (isLanguage(typed) ? typed : languageFrom(typed));
  return language === undefined ? say({ type: 'ask-language' }) : languageChosen(language);
}

export function languageChosen(language: Language): Action {
  return { replies: [{ type: 'language-set', language }], language, speakerLanguage: language };
}

async function resetHandler({ services, message }: Turn): Promise<Action> {
  try {
    await services.threads.reset(message.address);
    return say({ type: 'reset' });
  } catch (error) {
    if (codeOf(error) !== 'kv.unavailable') throw error;
    services.log.error('reset.failed', error);
    return say({ type: 'reset-failed' });
  }
}

function cancelHandler({ chat }: Turn): Action {
  const something = chat.pending !== null;
  return { replies: [{ type: 'dropped', something }], ...(something ? { settings: { pending: null } } : {}) };
}
