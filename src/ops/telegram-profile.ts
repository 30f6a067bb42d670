// What Telegram shows of the bot before a word is said: menus of commands and descriptions, from the table of
// commands and the words of each language.
import { z } from 'zod';
import { localeJson } from '../locale/files.ts';
import type { Language } from '../locale/languages.ts';
import { commands } from '../understanding/commands.ts';
import type { BotProfile } from './telegram-setup.ts';

const wordsSchema = z.record(z.string(), z.string());

const word = (language: Language, key: string): string =>
  wordsSchema.parse(localeJson(language, 'commands.json'))[key] ?? '';

/** The same menu in private chats and in groups: every command serves a family as it serves a parent. */
export const botProfile: BotProfile = {
  menuFor: (language) =>
    commands
      .filter((command) => command.inMenu)
      .map(({ name }) => ({ command: name, description: word(language, name) })),
  description: (language) => word(language, 'description'),
  shortDescription: (language) => word(language, 'shortDescription'),
};
