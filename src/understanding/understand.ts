// The second stop of a message: words become an Intent. Commands first, then the phrases of the languages.
import type { EpochMs } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import { fallbackLanguage, type Language } from '../locale/languages.ts';
import type { PhraseBook } from '../locale/phrase-book.ts';
import type { SaidEvent } from '../tracker/event.ts';
import { commandIntent, isCommand } from './command-line.ts';
import type { Intent } from './intent.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { readMessage } from './message.ts';
import { fitOf } from './reading.ts';
import { type Token, tokenise } from './words.ts';

/** A message, with what is needed to know what it means. */
export interface Said {
  readonly text: string;
  /** When it was written: "now" in its words. */
  readonly sentAt: EpochMs;
  /** The zone its clock times are meant in. */
  readonly zone: Zone;
  /** The reader's language first; the others are tried where it does not fit. */
  readonly languages: readonly Language[];
  /** What was logged just before, for corrections. */
  readonly previous: SaidEvent | null;
  /** Said in a chat of several people. */
  readonly group: boolean;
}

export interface Understood {
  readonly intent: Intent;
  /** The language the message was read in. */
  readonly language: Language;
  /** How sure the reading is, 0 to 1. */
  readonly confidence: number;
}

/** Reads a message. Pure and synchronous; the same message always means the same. */
export type Understand = (said: Said) => Understood;

/** Longer messages are stories; only their beginning is read. */
const longestRead = 1_000;

/** Makes the reader of messages. `books` gives the phrases of a language; each is read once, when first needed. */
export function createUnderstanding(books: (language: Language) => PhraseBook): Understand {
  const lexicons = new Map<Language, Lexicon>();
  const lexiconOf = (language: Language): Lexicon => {
    const known = lexicons.get(language) ?? createLexicon(books(language));
    lexicons.set(language, known);
    return known;
  };
  return (said) => {
    const languages = said.languages.length > 0 ? said.languages : [fallbackLanguage];
    const [own = fallbackLanguage] = languages;
    if (isCommand(said.text)) {
      const intent = commandIntent(said, () => languages.map(lexiconOf));
      if (intent) return { intent, language: own, confidence: 1 };
    }
    const tokens = tokenise(said.text.slice(0, longestRead));
    const { language, lexicon, others } = chosen(tokens, languages, lexiconOf);
    return { ...readMessage(tokens, said, lexicon, others), language };
  };
}

/**
 * The language a message is read in: the reader's own where it knows every word, else the one that knows most of
 * them. The others are loaded only then.
 */
function chosen(
  tokens: readonly Token[],
  languages: readonly Language[],
  lexiconOf: (language: Language) => Lexicon,
) {
  const [own = fallbackLanguage, ...rest] = languages;
  const words = tokens.some(({ kind }) => kind === 'word');
  if (!words || fitOf(tokens, lexiconOf(own)) === 1)
    return { language: own, lexicon: lexiconOf(own), others: [] };
  const fits = languages.map((language) => fitOf(tokens, lexiconOf(language)));
  const language = languages[fits.indexOf(Math.max(...fits))] ?? own;
  const others = [own, ...rest].filter((one) => one !== language).map(lexiconOf);
  return { language, lexicon: lexiconOf(language), others };
}
