// Which signs, at which age, are an emergency: the rows of level E of the red-flag specification, with those of
// level U that count together. The signs come from the words of a language; nothing here knows a language.
import type { SignName } from '../../locale/red-flag-book.ts';

/** What is known of the baby from all books together. */
export interface Picture {
  /** Whether every one of these signs was told. */
  readonly all: (...signs: readonly SignName[]) => boolean;
  /** Whether one of these signs was told. */
  readonly any: (...signs: readonly SignName[]) => boolean;
  /** Whether the baby is younger than so many days, or may be because nothing says how old it is. */
  readonly youngerThan: (days: number) => boolean;
  /** The baby's age, where something tells it. */
  readonly ageDays: number | null;
  /** The highest and lowest body temperature told, in degrees Celsius. */
  readonly warmest: number | null;
  readonly coldest: number | null;
  readonly breaths: number | null;
  /** The most hours without a wet nappy told; `null` when no number was. */
  readonly dryHours: number | null;
}

export interface Row {
  readonly id: string;
  readonly when: (picture: Picture) => boolean;
}

const TWO_MONTHS = 61;
const THREE_MONTHS = 91;
const SIX_MONTHS = 182;
const ONE_YEAR = 365;

/** A fever told as a number or, without one, in words. */
const hasFever = (is: Picture) => (is.warmest === null ? is.any('fever') : is.warmest >= 38);
const feedsBadly = (is: Picture) => is.any('refusesFeeds', 'feedsNothing', 'weakSuck');
const breathesBadly = (is: Picture) => is.any('notBreathing', 'hardBreathing', 'sinkingChest');
const isDry = (is: Picture) =>
  is.any('dryNappies') && (is.dryHours === null || is.dryHours >= (is.youngerThan(THREE_MONTHS) ? 8 : 12));

/** Emergencies. RF-F1 at 4 to 12 weeks, RF-H2/H3, RF-N9 and RF-P3 are urgent (U) in the specification and stand here
 * while there is no card for that level: unsure between two levels, the higher is taken. */
export const emergencies: readonly Row[] = [
  { id: 'RF-B1', when: (is) => is.any('notBreathing') },
  { id: 'RF-B2', when: (is) => is.any('blue') },
  { id: 'RF-B3', when: (is) => is.any('sinkingChest') },
  { id: 'RF-B4', when: (is) => is.breaths !== null && is.breaths >= (is.youngerThan(TWO_MONTHS) ? 60 : 61) },
  { id: 'RF-B6', when: (is) => is.any('hardBreathing') },
  { id: 'RF-B7', when: (is) => is.any('choking') },
  { id: 'RF-N1', when: (is) => is.any('unresponsive') },
  { id: 'RF-N2', when: (is) => is.any('limp') },
  { id: 'RF-N3', when: (is) => is.any('strangeCry') && (is.youngerThan(THREE_MONTHS) || hasFever(is)) },
  { id: 'RF-N3', when: (is) => is.any('endlessCry') && hasFever(is) },
  { id: 'RF-N4', when: (is) => is.any('motionless') && is.youngerThan(TWO_MONTHS) },
  { id: 'RF-N6', when: (is) => is.any('fit') },
  { id: 'RF-N8', when: (is) => is.any('headSign') },
  { id: 'RF-N9', when: (is) => is.any('sunkenSpot') },
  { id: 'RF-F1', when: (is) => hasFever(is) && is.youngerThan(THREE_MONTHS) },
  { id: 'RF-F2', when: (is) => is.coldest !== null && is.coldest < 35.5 && is.youngerThan(TWO_MONTHS) },
  { id: 'RF-F7', when: (is) => hasFever(is) && is.any('mottled') },
  { id: 'RF-F8', when: (is) => is.any('tooHot') },
  { id: 'RF-K1', when: (is) => is.any('purpleSpots') },
  { id: 'RF-K2', when: (is) => is.any('mottled') },
  { id: 'RF-K3', when: (is) => is.any('swollenThroat') },
  {
    id: 'RF-K3',
    when: (is) =>
      is.any('hives', 'swollenFace', 'allergen') &&
      (is.all('hives', 'swollenFace') ||
        (is.any('hives', 'swollenFace') &&
          (breathesBadly(is) || is.any('wheeze', 'vomiting', 'limp', 'fainted'))) ||
        (is.any('wheeze') && is.any('vomiting', 'limp'))),
  },
  {
    id: 'RF-J2',
    when: (is) =>
      is.any('jaundice') &&
      (feedsBadly(is) || is.any('limp', 'sleepy', 'drowsy', 'unresponsive', 'strangeCry')),
  },
  { id: 'RF-J1', when: (is) => is.any('jaundice') && is.ageDays !== null && is.ageDays <= 1 },
  { id: 'RF-G1', when: (is) => is.any('greenVomit') },
  { id: 'RF-G2', when: (is) => is.any('bloodVomit', 'bloodStool') },
  {
    id: 'RF-G5',
    when: (is) =>
      is.any('jellyStool') ||
      (is.any('hardBelly') &&
        is.any('greenVomit', 'bloodStool', 'vomiting', 'legsDrawnUp', 'drowsy', 'pale')) ||
      (is.any('legsDrawnUp') && is.any('vomiting', 'pale', 'bloodStool', 'drowsy')),
  },
  { id: 'RF-H1', when: (is) => is.any('feedsNothing') && is.youngerThan(THREE_MONTHS) },
  { id: 'RF-H2', when: isDry },
  {
    id: 'RF-T1',
    when: (is) =>
      is.any('hitHead', 'highFall', 'bigBump') &&
      is.any('vomiting', 'drowsy', 'sleepy', 'fainted', 'unresponsive', 'fit', 'headFluid', 'limp', 'pale'),
  },
  { id: 'RF-T2', when: (is) => is.any('highFall', 'crash') },
  { id: 'RF-T3', when: (is) => is.any('bigBump') && is.youngerThan(ONE_YEAR) },
  { id: 'RF-T6', when: (is) => is.any('burn') },
  { id: 'RF-T7', when: (is) => is.any('shaken') },
  { id: 'RF-T8', when: (is) => is.any('underWater', 'electricShock', 'strangled') },
  { id: 'RF-P1', when: (is) => is.any('battery') },
  { id: 'RF-P2', when: (is) => is.any('poison') },
  { id: 'RF-P3', when: (is) => is.any('overdose') },
  {
    id: 'RF-P4',
    when: (is) =>
      is.any('honey') &&
      is.youngerThan(ONE_YEAR) &&
      (is.any('strangeCry', 'limp', 'constipated') || feedsBadly(is)),
  },
  {
    id: 'RF-P5',
    when: (is) =>
      is.any('muchWater') && is.youngerThan(SIX_MONTHS) && is.any('fit', 'drowsy', 'sleepy', 'limp'),
  },
  { id: 'RF-X2', when: (is) => is.any('swollenGroin') },
  { id: 'RF-X4', when: (is) => is.any('bleeding', 'bite') },
  { id: 'RF-C4', when: (is) => is.any('motherIll') },
];

/** The parent's own crisis. */
export const crises: readonly Row[] = [
  { id: 'RF-C1', when: (is) => is.any('wantsToDie') },
  { id: 'RF-C2', when: (is) => is.any('mightHarmBaby') },
  { id: 'RF-C3', when: (is) => is.any('psychosis') },
];

/** Urgent signs (U): one alone raises no card yet, two together are an emergency. */
export const urgentSigns: readonly Row[] = [
  { id: 'RF-F3', when: (is) => (is.warmest ?? 0) >= 39 && is.youngerThan(SIX_MONTHS) },
  { id: 'RF-F4', when: (is) => (is.warmest ?? 0) > 40 },
  { id: 'RF-F7', when: (is) => hasFever(is) && is.any('coldLimbs') },
  { id: 'RF-B5', when: (is) => is.any('fastBreathing') },
  { id: 'RF-N5', when: (is) => is.any('drowsy') },
  { id: 'RF-N4', when: (is) => is.any('motionless') },
  { id: 'RF-N3', when: (is) => is.any('strangeCry') },
  { id: 'RF-K2', when: (is) => is.any('pale') },
  { id: 'RF-G4', when: (is) => is.any('vomitsAll') },
  { id: 'RF-H1', when: (is) => feedsBadly(is) && is.youngerThan(THREE_MONTHS) },
  { id: 'RF-H3', when: (is) => is.any('dryNappies') },
  { id: 'RF-H7', when: (is) => is.any('dryMouth') },
  { id: 'RF-X5', when: (is) => is.any('somethingWrong') && is.youngerThan(SIX_MONTHS) },
];
