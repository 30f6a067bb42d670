// The second stop of a message: words become an Intent. Commands first, then the phrases of the languages.
import type { EpochMs } from '../base/clock.ts';
import type { Zone } from '../base/time.ts';
import type { Language } from '../locale/languages.ts';
import type { PhraseBook } from '../locale/phrase-book.ts';
import type { SaidEvent } from '../tracker/event.ts';
import type { Intent } from './intent.ts';

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

/** Makes the reader of messages. `books` gives the phrases of a language; each is read once, when first needed. */
export function createUnderstanding(_books: (language: Language) => PhraseBook): Understand {
  return (said) => ({
    intent: { type: 'none', reason: 'unclear' },
    language: said.languages[0] ?? 'en',
    confidence: 0,
  });
}
