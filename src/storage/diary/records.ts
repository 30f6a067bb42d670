// The conversation's record keeper and the diary's reader, in SQL. Each method is one request.
import type { Records } from '../../conversation/ports.ts';
import type { Diary } from '../../tracker/diary.ts';
import type { Database } from '../database/port.ts';
import { eventJson } from './migrations.ts';
import { query, write } from './requests.ts';
import { eventOf, situationOf } from './rows.ts';
import { situationStatement } from './situation.ts';
import { deliveries, unitStatements } from './unit.ts';

export function createRecords(database: Database): Records {
  return {
    async read(message, about) {
      const result = await query(database, situationStatement(message, about));
      return situationOf(result.rows[0]);
    },
    async commit(unit, delivered) {
      const violation = await write(database, unitStatements(unit, delivered));
      if (violation === null) return 'committed';
      return violation === 'update-key' ? 'repeated' : 'conflict';
    },
    async markDelivered(delivered) {
      await write(database, deliveries(delivered));
    },
  };
}

/** The events of a span, by start; the search runs on the primary key. */
export const eventsBetween = `SELECT ${eventJson('e')} AS event FROM events e
  WHERE e.family = ? AND e.baby = ? AND e.started_at >= ? AND e.started_at < ? AND e.deleted_at IS NULL
  ORDER BY e.started_at`;

/** The newest event of each of a list of kinds: the primary key is walked back from the end until one is met. */
export const latestEvents = `SELECT ${eventJson('e')} AS event FROM json_each(:kinds) kind
  JOIN events e ON e.family = :family AND e.baby = :baby AND (e.started_at, e.id) = (
    SELECT l.started_at, l.id FROM events l
    WHERE l.family = :family AND l.baby = :baby AND l.started_at > :from AND l.kind = kind.value AND l.deleted_at IS NULL
    ORDER BY l.started_at DESC LIMIT 1)`;

export function createDiary(database: Database): Diary {
  return {
    async between({ familyId, babyId }, from, to) {
      const result = await query(database, { sql: eventsBetween, args: [familyId, babyId, from, to] });
      return result.rows.map(eventOf);
    },
    async latest({ familyId, babyId }, kinds, from) {
      const args = { kinds: JSON.stringify(kinds), family: familyId, baby: babyId, from };
      const result = await query(database, { sql: latestEvents, args });
      return Object.fromEntries(result.rows.map(eventOf).map((event) => [event.kind, event]));
    },
  };
}
