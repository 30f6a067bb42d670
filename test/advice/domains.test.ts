import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { domainTold, selectDomain } from '../../src/advice/domains.ts';
import { subjects } from '../../src/locale/domain-book.ts';
import { languages } from '../../src/locale/languages.ts';
import { domains } from '../../src/understanding/intent.ts';
import { lines } from '../support/lines.ts';

const question = z.object({ text: z.string(), domain: z.enum(domains) });

describe.each(languages)('questions of parents, %s', (language) => {
  it.each(lines(`domains.${language}.jsonl`, question))('$domain: $text', ({ text, domain }) => {
    expect(selectDomain(text, language)).toBe(domain);
  });
});

describe('words, not parts of words', () => {
  it.each([['what is the weather like'], ['will it rain'], ['is that so']])('%s tells no domain', (text) => {
    expect(domainTold(text, 'en')).toBeNull();
  });
});

it('finds a question asked in another language than the chat is in', () => {
  expect(selectDomain('when do babies start to crawl', 'he')).toBe('development');
});

it('the subjects of the data are the domains of an intent', () => {
  expect([...subjects].sort()).toEqual([...domains].sort());
});
