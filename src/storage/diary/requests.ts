// Sends statements to the database and turns its failures into values or AppErrors.
import { AppError } from '../../base/errors.ts';
import type { Database, Result, Statement } from '../database/port.ts';

/** Which uniqueness or guard a write ran into. */
export type Violation = 'update-key' | 'assumption';

/** One statement, one request. @throws AppError `storage.unavailable` */
export async function query(database: Database, statement: Statement): Promise<Result> {
  try {
    return await database.execute(statement);
  } catch (cause) {
    throw new AppError('storage.unavailable', 'a read failed', cause);
  }
}

/**
 * All statements in one transaction, one request. Answers what was violated, or `null` when all is written.
 * @throws AppError `storage.unavailable`
 */
export async function write(database: Database, statements: Statement[]): Promise<Violation | null> {
  try {
    await database.batch(statements, 'write');
    return null;
  } catch (cause) {
    const violated =
      cause instanceof Error ? /constraint failed: (\w+\.\w+)/.exec(cause.message)?.[1] : undefined;
    if (violated === 'inbox.update_key') return 'update-key';
    if (violated !== undefined && assumptions.has(violated)) return 'assumption';
    throw new AppError('storage.unavailable', 'a write failed', cause);
  }
}

/** Columns whose constraints say that something changed between the read and the write. */
const assumptions = new Set(['inbox.revision', 'chats.channel', 'events.family', 'events.update_key']);
