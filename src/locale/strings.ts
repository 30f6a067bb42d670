// The sentences of a language by typed key. The only home of i18next. Every value put into a sentence of a
// right-to-left language is wrapped in an isolate, so that times, numbers and names keep their own direction.
import i18next, { type TFunction } from 'i18next';
import { z } from 'zod';
import type commands from '../../locales/en/commands.json';
import type emergency from '../../locales/en/emergency.json';
import type reply from '../../locales/en/reply.json';
import { localeJson } from './files.ts';
import { type Language, languageFacts } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'reply';
    resources: { reply: typeof reply; commands: typeof commands; emergency: typeof emergency };
  }
}

/** The files of a language's folder that hold sentences; each is an i18next namespace. */
export const namespaces = ['reply', 'commands', 'emergency'] as const;

export type Strings = TFunction<typeof namespaces>;

/** Sentences by nested key. */
interface Sentences {
  [key: string]: string | Sentences;
}
const sentencesSchema: z.ZodType<Sentences> = z.lazy(() =>
  z.record(z.string(), z.union([z.string(), sentencesSchema])),
);

const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

const made = new Map<Language, Strings>();

/** The sentences of `language`; loaded from disk at the first call. @throws AppError `locale.missing` */
export function stringsOf(language: Language): Strings {
  const known = made.get(language);
  if (known !== undefined) return known;
  const strings = load(language);
  made.set(language, strings);
  return strings;
}

function load(language: Language): Strings {
  const isolate = languageFacts(language).direction === 'rtl';
  const sentences = (name: string) => sentencesSchema.parse(localeJson(language, `${name}.json`));
  const instance = i18next.createInstance({
    lng: language,
    ns: [...namespaces],
    defaultNS: 'reply',
    resources: { [language]: Object.fromEntries(namespaces.map((name) => [name, sentences(name)])) },
    interpolation: { escape: (text) => (isolate ? `${firstStrongIsolate}${text}${popIsolate}` : text) },
    initAsync: false,
  });
  void instance.init();
  return instance.getFixedT(language, [...namespaces]);
}
