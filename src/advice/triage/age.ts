// How old a parent says the baby is, for the context of a conversation.
import type { Language } from '../../locale/languages.ts';
import { redFlagBook } from '../../locale/red-flag-book.ts';
import { spelling } from '../../locale/spelling.ts';
import { tokenize } from '../words/tokens.ts';
import { createVocabulary } from '../words/vocabulary.ts';
import { figureWords, readFigures } from './figures.ts';

type AgeReader = (text: string) => number | null;
const readers = new Map<Language, AgeReader>();

/** The age said in a message, in days; the youngest where several are. `null`: none is. */
export function ageSaid(text: string, language: Language): number | null {
  const reader = readers.get(language) ?? createAgeReader(language);
  readers.set(language, reader);
  return reader(text);
}

function createAgeReader(language: Language): AgeReader {
  const book = redFlagBook(language);
  const ways = spelling(language);
  const vocabulary = createVocabulary(ways, book.words);
  const words = figureWords(vocabulary, book, ways);
  return (text) => {
    const tokens = tokenize(text, ways);
    return readFigures({ tokens, elements: vocabulary.recognise(tokens) }, words).ageDays;
  };
}
