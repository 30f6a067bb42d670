// What our buttons mean. Reply puts a Press into a button's data, the conversation reads it back.
import { MINUTE } from '../base/clock.ts';
import { isZone, type Zone } from '../base/time.ts';
import { isLanguage, type Language } from '../locale/languages.ts';
import { type SessionKind, sessionKinds } from '../tracker/event.ts';
import { type Period, periods } from '../understanding/intent.ts';

export type Press =
  /** Take back what an update wrote. */
  | { readonly press: 'undo'; readonly updateKey: string }
  | { readonly press: 'zone'; readonly zone: Zone }
  | { readonly press: 'language'; readonly language: Language }
  /** The session that ended at `end` had lasted so many minutes. */
  | { readonly press: 'lasted'; readonly kind: SessionKind; readonly end: number; readonly minutes: number }
  /** The sleep going on ended at this instant. */
  | { readonly press: 'awake'; readonly at: number }
  /** One of the readings offered. */
  | { readonly press: 'pick'; readonly index: number }
  | { readonly press: 'summary'; readonly period: Period }
  /** Leave it as it is. */
  | { readonly press: 'dismiss' };

/** The data of a button: short words and numbers; instants in whole minutes, so that 64 bytes are enough. */
export function pressData(press: Press): string {
  switch (press.press) {
    case 'undo':
      return `undo ${press.updateKey}`;
    case 'zone':
      return `zone ${press.zone}`;
    case 'language':
      return `language ${press.language}`;
    case 'lasted':
      return `lasted ${press.kind} ${Math.floor(press.end / MINUTE)} ${press.minutes}`;
    case 'awake':
      return `awake ${Math.floor(press.at / MINUTE)}`;
    case 'pick':
      return `pick ${press.index}`;
    case 'summary':
      return `summary ${press.period}`;
    case 'dismiss':
      return 'dismiss';
  }
}

/** Reads a button's data back; `null` for anything we did not write (an old version, a forged update). */
export function readPress(data: string): Press | null {
  const [word, ...rest] = data.split(' ');
  const [first = '', second = '', third = ''] = rest;
  switch (word) {
    case 'undo':
      return first === '' ? null : { press: 'undo', updateKey: first };
    case 'zone':
      return isZone(first) ? { press: 'zone', zone: first } : null;
    case 'language':
      return isLanguage(first) ? { press: 'language', language: first } : null;
    case 'lasted':
      return lasted(first, second, third);
    case 'awake':
      return whole(first) === null ? null : { press: 'awake', at: Number(first) * MINUTE };
    case 'pick':
      return whole(first) === null ? null : { press: 'pick', index: Number(first) };
    case 'summary': {
      const period = periods.find((known) => known === first);
      return period === undefined ? null : { press: 'summary', period };
    }
    case 'dismiss':
      return { press: 'dismiss' };
    default:
      return null;
  }
}

function lasted(kindWord: string, endWord: string, minutesWord: string): Press | null {
  const kind = sessionKinds.find((known) => known === kindWord);
  const end = whole(endWord);
  const minutes = whole(minutesWord);
  if (kind === undefined || end === null || minutes === null) return null;
  return { press: 'lasted', kind, end: end * MINUTE, minutes };
}

const whole = (text: string) => (/^\d{1,9}$/.test(text) ? Number(text) : null);
