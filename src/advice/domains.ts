// Says what a question is about, from the words of its language. Pure; no model is asked.
import { domainBook, type Subject, subjects } from '../locale/domain-book.ts';
import { type Language, languages } from '../locale/languages.ts';
import { spelling } from '../locale/spelling.ts';
import type { Domain } from '../understanding/intent.ts';
import { compile, findAll, type Pattern } from './words/patterns.ts';
import { tokenize } from './words/tokens.ts';
import { createVocabulary } from './words/vocabulary.ts';

type Scores = Map<Subject, number>;

/** Where two subjects are told equally well, the earlier one is meant. */
const precedence = [
  'health_safety',
  'baby_gear',
  'feeding',
  'sleep',
  'development',
  'general',
] as const satisfies readonly Subject[];

const scorers = new Map<Language, (text: string) => Scores>();

/** The domain of a question. `language` is tried first, the others where it finds nothing; `general` where none does. */
export function selectDomain(text: string, language: Language): Domain {
  return domainTold(text, language) ?? 'general';
}

/** The domain that the words of a question tell, or `null` where they tell none. */
export function domainTold(text: string, language: Language): Domain | null {
  for (const tried of new Set([language, ...languages])) {
    const best = highest(scorer(tried)(text));
    if (best !== null) return best;
  }
  return null;
}

function scorer(language: Language): (text: string) => Scores {
  const known = scorers.get(language);
  if (known !== undefined) return known;
  const made = createScorer(language);
  scorers.set(language, made);
  return made;
}

function createScorer(language: Language): (text: string) => Scores {
  const ways = spelling(language);
  const book = domainBook(language);
  const vocabulary = createVocabulary(ways, book.words);
  const none = vocabulary.element('');
  const weighed: { subject: Subject; weight: number; patterns: Pattern[] }[] = subjects.flatMap((subject) =>
    Object.entries(book.subjects[subject]).map(([weight, sources]) => ({
      subject,
      weight: Number(weight),
      patterns: sources.flatMap((source) => compile(source, vocabulary)),
    })),
  );
  return (text) => {
    const tokens = tokenize(text, ways);
    const reading = { tokens, elements: vocabulary.recognise(tokens) };
    const scores: Scores = new Map();
    for (const { subject, weight, patterns } of weighed) {
      const told = patterns.filter((pattern) => findAll(pattern, reading, none).length > 0).length;
      if (told > 0) scores.set(subject, (scores.get(subject) ?? 0) + weight * told);
    }
    return scores;
  };
}

/** The weight from which words tell a domain; lighter ones only tip the balance. */
const LEAST_WEIGHT = 2;

function highest(scores: Scores): Subject | null {
  const most = Math.max(...scores.values());
  return most < LEAST_WEIGHT ? null : (precedence.find((subject) => scores.get(subject) === most) ?? null);
}
