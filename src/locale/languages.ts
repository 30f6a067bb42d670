// The languages of the bot: the only file that names one. A new language is a folder in locales/ and a line here.

interface LanguageFacts {
  /** The language's name for itself, as a parent looks for it on a button. */
  readonly autonym: string;
  readonly direction: 'ltr' | 'rtl';
  /** Matches a letter of its script: a text without one has no word of the language. */
  readonly letter: RegExp;
  /** Tags whose habits (12/24 h clock, order of dates) `Intl` follows, by a pattern of the reader's zone; the first that fits. */
  readonly habits: readonly (readonly [zone: RegExp, tag: string])[];
  /** Zones offered on buttons when a family is asked where it lives. */
  readonly likelyZones: readonly string[];
}

const facts = {
  en: {
    autonym: 'English',
    direction: 'ltr',
    letter: /\p{Script=Latin}/u,
    habits: [
      [/^(America|Pacific)\//, 'en-US'],
      [/^Australia\//, 'en-AU'],
      [/./, 'en-GB'],
    ],
    likelyZones: [
      'America/New_York',
      'America/Chicago',
      'America/Denver',
      'America/Los_Angeles',
      'Europe/London',
      'Australia/Sydney',
    ],
  },
  he: {
    autonym: '\u05e2\u05d1\u05e8\u05d9\u05ea',
    direction: 'rtl',
    letter: /\p{Script=Hebrew}/u,
    habits: [[/./, 'he-IL']],
    likelyZones: ['Asia/Jerusalem', 'America/New_York', 'Europe/London'],
  },
} satisfies Record<string, LanguageFacts>;

/** A language the bot speaks, as a BCP 47 primary tag. */
export type Language = keyof typeof facts;

export const languages = Object.keys(facts).filter(isLanguage);

export const fallbackLanguage: Language = 'en';

export function isLanguage(tag: string): tag is Language {
  return Object.hasOwn(facts, tag);
}

export function languageFacts(language: Language): LanguageFacts {
  return facts[language];
}

/** The languages whose script a text uses; where it has no letters at all, the first. */
export function languagesWritten(text: string, among: readonly Language[]): readonly Language[] {
  const written = among.filter((language) => facts[language].letter.test(text));
  return written.length > 0 ? written : among.slice(0, 1);
}

/** The tag with the habits of a reader of `language` who lives in `zone`. */
export function formatTag(language: Language, zone: string): string {
  return facts[language].habits.find(([pattern]) => pattern.test(zone))?.[1] ?? language;
}

/** The language the bot speaks that fits a BCP 47 tag of a platform ("he-IL", the old "iw"), if there is one. */
export function languageFrom(tag: string | undefined): Language | undefined {
  if (tag === undefined) return undefined;
  try {
    const primary = new Intl.Locale(tag).language;
    return isLanguage(primary) ? primary : undefined;
  } catch {
    return undefined;
  }
}
