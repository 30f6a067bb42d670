// Finds the time zone of a place a parent types: an IANA name, a zone's own city, or a city of locales/<lng>/cities.json.
import { z } from 'zod';
import { isZone, type Zone } from '../base/time.ts';
import { localeJson } from './files.ts';
import { type Language, languages } from './languages.ts';

/** Zones with the places in them; the first is what the zone is called. */
const citiesSchema = z.record(z.string().refine(isZone), z.array(z.string()));

/** How many zones are worth a button. */
const mostChoices = 6;

let places: ReadonlyMap<string, Zone> | undefined;
const lists = new Map<Language, z.infer<typeof citiesSchema>>();

/** The zones a typed place can mean: none, the one, or several to choose from. */
export function findZones(typed: string): readonly Zone[] {
  const wanted = fold(typed);
  if (wanted === '') return [];
  places ??= allPlaces();
  const exact = places.get(wanted);
  if (exact !== undefined) return [exact];
  const begun = wanted.length < 3 ? [] : [...places].filter(([name]) => name.startsWith(wanted));
  return [...new Set(begun.map(([, zone]) => zone))].slice(0, mostChoices);
}

/** A zone as readers of a language say it, after its best known city: "New York". */
export function zoneName(zone: Zone, language: Language): string {
  return citiesOf(language)[zone]?.[0] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

/** Every name of a place with its zone; a language's own list wins over the names of the zone database. */
function allPlaces(): ReadonlyMap<string, Zone> {
  const known = new Map<string, Zone>();
  for (const zone of Intl.supportedValuesOf('timeZone')) {
    known.set(fold(zone), zone);
    const city = zone.split('/').at(-1) ?? zone;
    known.set(fold(city), zone);
  }
  for (const language of languages) for (const [name, zone] of cities(language)) known.set(name, zone);
  return known;
}

function cities(language: Language): [string, Zone][] {
  return Object.entries(citiesOf(language)).flatMap(([zone, names]) =>
    [zone, ...names].map((name): [string, Zone] => [fold(name), zone]),
  );
}

function citiesOf(language: Language): z.infer<typeof citiesSchema> {
  const known = lists.get(language) ?? citiesSchema.parse(localeJson(language, 'cities.json'));
  lists.set(language, known);
  return known;
}

/** Letters and digits only, without case, accents, geresh or punctuation. */
function fold(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/['\u05f3\u2019]/g, '')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
