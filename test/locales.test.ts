import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type Language, languages } from '../src/locale/languages.ts';
import { namespaces, stringsOf } from '../src/locale/strings.ts';
import { commands } from '../src/understanding/commands.ts';

const root = fileURLToPath(new URL('../locales/', import.meta.url));
const source = fileURLToPath(new URL('../src/', import.meta.url));

type Sentences = { [key: string]: string | Sentences };

const flat = (node: Sentences, path = ''): [string, string][] =>
  Object.entries(node).flatMap(([key, value]) =>
    typeof value === 'string'
      ? [[`${path}${key}`, value] as [string, string]]
      : flat(value, `${path}${key}.`),
  );

const file = (language: Language, name: string): [string, string][] =>
  flat(JSON.parse(readFileSync(`${root}${language}/${name}.json`, 'utf8')));

const categories = ['zero', 'one', 'two', 'few', 'many', 'other'];
const pluralOf = (key: string) => new RegExp(`^(.*)_(${categories.join('|')})$`).exec(key);
const base = (key: string) => pluralOf(key)?.[1] ?? key;
const placeholders = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name).sort();

describe.each(languages)('%s', (language) => {
  it.each([...namespaces])('%s.json has the keys of every other language', (name) => {
    const keys = (tag: Language) => [...new Set(file(tag, name).map(([key]) => base(key)))].sort();
    expect(keys(language)).toEqual(keys('en'));
  });

  it.each([...namespaces])('%s.json uses the same placeholders', (name) => {
    const known = new Map(file('en', name).map(([key, text]) => [base(key), new Set(placeholders(text))]));
    for (const [key, text] of file(language, name)) {
      const allowed = known.get(base(key));
      const used = placeholders(text);
      // A plural form may leave out the number ("once"), nothing else.
      if (pluralOf(key))
        expect(
          used.filter((one) => one !== undefined && !allowed?.has(one) && one !== 'count'),
          key,
        ).toEqual([]);
      else expect(used, key).toEqual([...(allowed ?? [])].sort());
    }
  });

  it('has the plural categories of the language wherever it has plurals', () => {
    const needed = [...new Intl.PluralRules(language).resolvedOptions().pluralCategories].sort();
    for (const name of namespaces) {
      const plurals = Map.groupBy(
        file(language, name).filter(([key]) => pluralOf(key)),
        ([key]) => base(key),
      );
      for (const [key, forms] of plurals)
        expect(forms.map(([form]) => pluralOf(form)?.[2]).sort(), `${name}:${key}`).toEqual(needed);
    }
  });

  it('has no empty sentence and no stray brace', () => {
    for (const name of namespaces) {
      for (const [key, text] of file(language, name)) {
        expect(text.trim(), key).not.toBe('');
        expect(text.replace(/\{\{\w+\}\}/g, ''), key).not.toMatch(/[{}]/);
      }
    }
  });

  it('describes every command within the limits of a menu', () => {
    const t = stringsOf(language);
    for (const { name } of commands) expect(t(`commands:${name}`).length, name).toBeLessThanOrEqual(256);
    expect(t('commands:description').length).toBeLessThanOrEqual(512);
    expect(t('commands:shortDescription').length).toBeLessThanOrEqual(120);
  });

  it('has the prompts of every other language, with the same variables', () => {
    const prompts = (tag: Language) => readdirSync(`${root}${tag}/prompts`).sort();
    expect(prompts(language)).toEqual(prompts('en'));
    expect(prompts(language).length).toBeGreaterThan(0);
    for (const prompt of prompts(language)) {
      const read = (tag: Language) => placeholders(readFileSync(`${root}${tag}/prompts/${prompt}`, 'utf8'));
      expect(new Set(read(language)), prompt).toEqual(new Set(read('en')));
    }
  });

  it('has the same files as every other language', () => {
    expect(readdirSync(`${root}${language}`).sort()).toEqual(readdirSync(`${root}en`).sort());
  });
});

describe('sentences', () => {
  const code = readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith('.ts'))
    .map((path) => readFileSync(`${source}${path}`, 'utf8'))
    .join('\n');

  it('are all used', () => {
    // A key counts as used when it, or its beginning before a computed part, stands in the code.
    const unused = file('en', 'reply')
      .map(([key]) => base(key))
      .filter((key) => {
        const parts = key.split('.');
        const written = [
          key,
          ...parts.map((_, index) => `${parts.slice(0, index + 1).join('.')}.\${`),
          `${'${'}kind}.${parts.at(-1)}`,
          `${'${'}key}With`,
        ];
        return !written.some((form) => code.includes(`'${key}'`) || code.includes(`\`${form}`));
      });
    expect(unused).toEqual([]);
  });

  it('isolate every value in right-to-left text', () => {
    expect(stringsOf('he')('sleep.since', { start: '13:05' })).toBe('💤 שינה מאז \u206813:05\u2069.');
    expect(stringsOf('en')('sleep.since', { start: '13:05' })).toBe('💤 Asleep since 13:05.');
  });

  it('have a folder for every language and no other', () => {
    const folders = readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map(({ name }) => name);
    expect(folders.sort()).toEqual([...languages].sort());
    expect(existsSync(`${root}en/phrases.json`)).toBe(true);
  });
});
