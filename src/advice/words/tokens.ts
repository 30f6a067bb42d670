// First step of every matcher of this room: a message becomes words and numbers, with the pauses between them.
import type { Spelling } from '../../locale/spelling.ts';

export interface Token {
  /** A word folded to its plain spelling, or the digits of a number. */
  readonly text: string;
  /** The value of a number; times of day such as 8:40 have none. */
  readonly number: number | null;
  /** How many digits follow the decimal point. */
  readonly decimals: number;
  /** What stands before the word: nothing, a pause (comma, bracket, dash) or the end of a sentence. */
  readonly before: 'nothing' | 'pause' | 'stop';
}

const piece =
  /(?<number>\p{Nd}+(?:[.,:]\p{Nd}+)*)|(?<word>\p{L}(?:[\p{L}\p{M}]|['"\u2018\u2019\u02bc\u05f3\u05f4\u201d](?=\p{L}))*)|(?<stop>[.!?\u061f\n]+)|(?<pause>[,;:()\u060c\u2013\u2014]|\s-\s)/gu;
const quotes = /['"\u2018\u2019\u02bc\u05f3\u05f4\u201d]/g;

/** A word as it is compared: lower case, without accents and quotes, drawn-out letters said once. */
export function fold(word: string, spelling: Spelling): string {
  const isPlain = /^[a-z]*$/.test(word);
  let plain = isPlain
    ? word
    : word.toLowerCase().normalize('NFKD').replace(/\p{M}/gu, '').normalize('NFC').replace(quotes, '');
  plain = plain.replace(/(\p{L})\1{2,}/gu, '$1');
  for (const [from, to] of spelling.fold) plain = plain.replaceAll(from, to);
  return plain;
}

/** The words and numbers of a message, in order. */
export function tokenize(text: string, spelling: Spelling): Token[] {
  const tokens: Token[] = [];
  let before: Token['before'] = 'stop';
  for (const { groups } of text.normalize('NFKC').matchAll(piece)) {
    const { number, word, stop } = groups ?? {};
    if (stop !== undefined) before = 'stop';
    else if (number === undefined && word === undefined) before = before === 'stop' ? 'stop' : 'pause';
    else {
      tokens.push(
        number === undefined
          ? { text: fold(word ?? '', spelling), number: null, decimals: 0, before }
          : { ...readNumber(number), before },
      );
      before = 'nothing';
    }
  }
  return tokens;
}

function readNumber(written: string): Pick<Token, 'text' | 'number' | 'decimals'> {
  const digits = written
    .replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)))
    .replace(/^(\d+),(\d{1,2})$/, '$1.$2');
  const isPlain = /^\d+(\.\d+)?$/.test(digits);
  return {
    text: digits,
    number: isPlain ? Number(digits) : null,
    decimals: digits.split('.')[1]?.length ?? 0,
  };
}

/** Digits of every script stand in runs of ten that begin with zero. */
function digitValue(digit: string): number {
  let zero = digit.codePointAt(0) ?? 0;
  const code = zero;
  while (/\p{Nd}/u.test(String.fromCodePoint(zero - 1)) && code - zero < 9) zero -= 1;
  return code - zero;
}
