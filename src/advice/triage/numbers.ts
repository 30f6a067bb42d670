// Whom to call where the family lives. Data with its sources and the day it was reviewed: locales/emergency-numbers.json.
import { z } from 'zod';
import data from '../../../locales/emergency-numbers.json' with { type: 'json' };
import type { Zone } from '../../base/time.ts';

const number = z.string().min(1).nullable();

const numbersSchema = z.strictObject({
  /** When a person last checked every number, as `YYYY-MM-DD`. */
  reviewed: z.iso.date(),
  source: z.string().min(1),
  countries: z.record(
    z.string(),
    z.strictObject({ emergency: z.string().min(1), crisis: number, poison: number }),
  ),
  /** The IANA zones of each country; `Australia/*` means all that begin so. */
  zones: z.record(z.string(), z.array(z.string().min(1))),
});

export interface EmergencyNumbers {
  /** `null`: the country is not known, say "your local emergency number". */
  readonly emergency: string | null;
  /** A line for adults in a crisis. */
  readonly crisis: string | null;
  /** A poison centre. */
  readonly poison: string | null;
}

const nobody: EmergencyNumbers = { emergency: null, crisis: null, poison: null };

/** Checked when a card is first shown: no other message pays for it. */
const numbers = () => {
  checked ??= numbersSchema.parse(data);
  return checked;
};
let checked: z.infer<typeof numbersSchema> | undefined;

/** The day the numbers were last reviewed, as `YYYY-MM-DD`. */
export const reviewedOn: string = data.reviewed;

/** The numbers of the country of an IANA zone; all `null` where the zone tells no country we know. */
export function emergencyNumbers(zone: Zone | null): EmergencyNumbers {
  if (zone === null) return nobody;
  const { countries, zones } = numbers();
  const country = Object.keys(zones).find((name) => zones[name]?.some((entry) => covers(entry, zone)));
  return (country === undefined ? undefined : countries[country]) ?? nobody;
}

function covers(entry: string, zone: Zone): boolean {
  return entry.endsWith('*') ? zone.startsWith(entry.slice(0, -1)) : entry === zone;
}
