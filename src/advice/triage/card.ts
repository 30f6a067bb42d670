// What is shown for a danger: whom to call and what to do until help is there. Data; the reply room has the words.
import type { Zone } from '../../base/time.ts';
import { emergencyNumbers } from './numbers.ts';
import type { RedFlag } from './triage.ts';

/** Keys of the sentences under `facts` in the emergency namespace. */
type Fact =
  | 'stayOnLine'
  | 'noWaiting'
  | 'within2Hours'
  | 'watchClock'
  | 'injector'
  | 'battery'
  | 'poisonLine'
  | 'babySafe'
  | 'someoneNear'
  | 'notAlone';

export interface Card {
  /** `emergency`: the baby (or the mother's body). `crisis`: the parent's own despair, `urgent` when it needs a doctor now. */
  readonly kind: 'emergency' | 'crisis';
  readonly urgent: boolean;
  /** The emergency number of the country; `null` where it is not known. */
  readonly number: string | null;
  /** A crisis line for adults, where there is one. */
  readonly line: string | null;
  /** A poison centre, where there is one. */
  readonly poison: string | null;
  /** What to do while waiting: at most three, in this order. */
  readonly facts: readonly Fact[];
}

const MOST_FACTS = 3;

const factsOf: Readonly<Record<string, readonly Fact[]>> = {
  'RF-F1': ['noWaiting', 'within2Hours'],
  'RF-F2': ['within2Hours'],
  'RF-H2': ['within2Hours'],
  'RF-N9': ['within2Hours'],
  'RF-N6': ['watchClock'],
  'RF-K3': ['injector'],
  'RF-P1': ['battery', 'poisonLine'],
  'RF-P2': ['poisonLine'],
  'RF-P3': ['poisonLine'],
  'RF-T7': ['babySafe', 'someoneNear'],
  'RF-C1': ['someoneNear', 'notAlone'],
  'RF-C2': ['babySafe', 'someoneNear'],
  'RF-C3': ['notAlone'],
};

/** Dangers in which every minute counts and the person on the phone leads. */
const leadByPhone = /^RF-(B|N[12468]|K|T[168]|S|F8|X4)/;

/** The card for the dangers of one message; `flags` is not empty. */
export function card(flags: readonly RedFlag[], zone: Zone | null): Card {
  const numbers = emergencyNumbers(zone);
  const ofBaby = flags.filter(({ level }) => level === 'E');
  const facts = new Set(flags.flatMap(({ id }) => factsOf[id] ?? []));
  if (numbers.poison === null) facts.delete('poisonLine');
  if (ofBaby.length > 0 && (facts.size === 0 || ofBaby.some(({ id }) => leadByPhone.test(id))))
    facts.add('stayOnLine');
  return {
    kind: ofBaby.length > 0 ? 'emergency' : 'crisis',
    urgent: ofBaby.length > 0 || flags.some(({ id }) => id === 'RF-C3'),
    number: numbers.emergency,
    line: numbers.crisis,
    poison: numbers.poison,
    facts: [...facts].slice(0, MOST_FACTS),
  };
}
