import { describe, expect, it } from 'vitest';
import { splitText } from '../../../src/channel/telegram/split.ts';

describe('splitText', () => {
  it.each<[string, string, number, string[]]>([
    ['short text stays whole', 'Slept 2 h.', 10, ['Slept 2 h.']],
    ['between paragraphs', 'one two\n\nthree four', 12, ['one two', 'three four']],
    ['between lines', 'one two\nthree four', 12, ['one two', 'three four']],
    ['between sentences', 'One two. Three four.', 13, ['One two.', 'Three four.']],
    ['at the last sentence that fits', 'A b. C d. E f.', 9, ['A b. C d.', 'E f.']],
    ['between words', 'one two three four', 10, ['one two', 'three four']],
    ['within a word', 'abcdefghij', 4, ['abcd', 'efgh', 'ij']],
    ['not within a character', 'abc\u{1F37C}def', 4, ['abc', '\u{1F37C}de', 'f']],
    ['a break too early is passed over', 'a\nbcdefgh ijkl', 10, ['a\nbcdefgh', 'ijkl']],
  ])('%s', (_name, text, max, parts) => {
    expect(splitText(text, max)).toEqual(parts);
  });

  it('loses no word of a long text', () => {
    const words = Array.from({ length: 3000 }, (_, index) => `word${index}${index % 9 === 0 ? '.' : ''}`);
    const parts = splitText(words.join(' '), 4096);
    expect(parts.join(' ').split(' ')).toEqual(words);
    expect(Math.max(...parts.map((part) => part.length))).toBeLessThanOrEqual(4096);
  });
});
