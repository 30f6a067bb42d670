// Understanding, step 1: a message becomes tokens in one spelling. Only Unicode rules here, no word of any
// language: case, accents, niqqud, digits of other scripts, quotes, dashes and emoji are made alike.

type TokenKind = 'word' | 'number' | 'clock' | 'dash' | 'stop' | 'comma' | 'question' | 'symbol' | 'emoji';

export interface Token {
  readonly kind: TokenKind;
  /** The normal spelling, without quotes and points. */
  readonly text: string;
  /** The same with its apostrophe, where it has one: "we'll" is not "well". */
  readonly quoted: string;
  /** Of a number: its value. Of a clock: minutes after midnight, possibly more than a day has. */
  readonly value: number | null;
  /** Of a number written with a point: how the point would read as a clock ("7.30"), if it can. */
  readonly dotted: boolean;
  /** Nothing stood between this token and the one before. */
  readonly glued: boolean;
}

// Letters that NFKD leaves apart though people write one for the other: Arabic teh marbuta, alef maksura and
// tatweel, the German sharp s, the final forms of Hebrew letters.
const lookalikes: readonly (readonly [RegExp, string])[] = [
  [/\u0629/g, '\u0647'],
  [/\u0649/g, '\u064a'],
  [/\u0640/g, ''],
  [/\u00df/g, 'ss'],
  [/\u05da/g, '\u05db'],
  [/\u05dd/g, '\u05de'],
  [/\u05df/g, '\u05e0'],
  [/\u05e3/g, '\u05e4'],
  [/\u05e5/g, '\u05e6'],
];

const invisible = /[\p{Cf}]/gu;
const apostrophes = /[\u2018\u2019\u201b\u05f3\u00b4`\u02bc]/g;
const doubleQuotes = /[\u201c\u201d\u201e\u05f4]/g;
const dashes = /[\u2010-\u2015\u2212\u05be]/g;

/** One spelling for all ways to write the same: lower case, no marks above or below letters, ASCII digits. */
export function normalise(text: string): string {
  const quoted = text.replace(apostrophes, "'").replace(doubleQuotes, '"').replace(dashes, '-');
  const plain = quoted
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
    .replace(invisible, '')
    .toLowerCase();
  const digits = plain.replace(/\p{Nd}/gu, (digit) => String(digitValue(digit)));
  return lookalikes.reduce((so, [from, to]) => so.replace(from, to), digits);
}

/** The value of a decimal digit of any script: every script keeps its ten digits in a row, from a multiple of ten on. */
function digitValue(digit: string): number {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero -= 1;
  return code - zero;
}

const pieces: readonly (readonly [TokenKind | 'space', RegExp])[] = [
  ['space', /[^\S\n]+/uy],
  ['clock', /\d{1,2}:\d{2}(?::\d{2})?(?!:?\d)/uy],
  ['number', /\d+\s?[/\u2044]\s?[234](?!\d)|\d+\s\d+[/\u2044][234](?!\d)|\d+(?:[.,]\d+)?/uy],
  ['word', /(?:\p{L}\.){2,}(?:\p{L}(?!\p{L}))?|\p{L}+(?:['"]\p{L}+)*'?/uy],
  ['emoji', /\p{Extended_Pictographic}\p{Emoji_Modifier}?/uy],
  ['question', /[?\u00bf\u061f]+/uy],
  ['comma', /[,\u060c]/uy],
  ['stop', /[\n.!;\u061b\u00a1]+/uy],
  ['dash', /-+>?/uy],
  ['symbol', /\S/uy],
];

/** Splits a message into tokens. */
export function tokenise(text: string): Token[] {
  const source = normalise(text);
  const tokens: Token[] = [];
  let at = 0;
  let glued = false;
  while (at < source.length) {
    const [kind, piece] = next(source, at);
    at += piece.length;
    if (kind === 'space') {
      glued = false;
      continue;
    }
    tokens.push({ kind, ...spelled(kind, piece), glued });
    glued = true;
  }
  return withoutHyphens(tokens);
}

function next(source: string, at: number): readonly [TokenKind | 'space', string] {
  for (const [kind, pattern] of pieces) {
    pattern.lastIndex = at;
    const found = pattern.exec(source);
    if (found) return [kind, found[0]];
  }
  return ['space', source.charAt(at)];
}

function spelled(kind: TokenKind, piece: string): Pick<Token, 'text' | 'quoted' | 'value' | 'dotted'> {
  if (kind === 'word') {
    return {
      text: piece.replace(/['".]/g, ''),
      quoted: piece.replace(/[".]/g, ''),
      value: null,
      dotted: false,
    };
  }
  if (kind === 'clock') {
    const [hours = 0, minutes = 0] = piece.split(':').map(Number);
    return {
      text: piece,
      quoted: piece,
      value: minutes < 60 ? hours * 60 + minutes : Number.NaN,
      dotted: false,
    };
  }
  if (kind === 'number') {
    return { text: piece, quoted: piece, value: numeric(piece), dotted: /^\d{1,2}\.[0-5]\d$/.test(piece) };
  }
  return { text: piece, quoted: piece, value: null, dotted: false };
}

/** "1/2", "1 1/2", "1,5", "1.5", "120". */
function numeric(piece: string): number {
  const fraction = /^(?:(\d+)\s)?(\d+)\s?[/\u2044]\s?(\d)$/.exec(piece);
  if (!fraction) return Number(piece.replace(',', '.'));
  const [, whole = '0', over = '0', under = '1'] = fraction;
  // "41/2" is how "4 1/2" arrives when the half was one character.
  const glued = over.length > 1 && over.endsWith('1') ? Number(over.slice(0, -1)) : 0;
  return Number(whole) + glued + (glued > 0 ? 1 : Number(over)) / Number(under);
}

/**
 * A hyphen inside a word ("dream-feed") is no sign of its own, nor is one between a prefix of a script without
 * capitals and its figure; another one beside a figure may be a range.
 */
function withoutHyphens(tokens: readonly Token[]): Token[] {
  return tokens.filter((token, i) => {
    const before = tokens[i - 1];
    const after = tokens[i + 1];
    if (token.kind !== 'dash' || token.text !== '-' || !token.glued || before?.kind !== 'word') return true;
    if (after?.kind === 'word') return after.glued !== true || /^[ap]m$/.test(before.text);
    return !/\p{Lo}$/u.test(before.text);
  });
}
