// The atomic write of an update: inbox row, diary rows, settings and reply, or nothing of them.
import type { DeliveryMark, Unit } from '../../conversation/ports.ts';
import type { Change } from '../../tracker/record.ts';
import type { Statement } from '../database/port.ts';

/** The statements of a unit, in the order they must run. */
export function unitStatements(unit: Unit, delivered: readonly DeliveryMark[]): Statement[] {
  return [
    ...(unit.isNew ? newFamily(unit) : []),
    inboxRow(unit),
    ...unit.changes.map((change, ordinal) => changeStatement(unit, change, ordinal)),
    ...settings(unit),
    ...unit.undoes.map((updateKey) => undone(unit, updateKey)),
    ...deliveries(delivered),
  ];
}

function newFamily({ chat, message, receivedAt }: Unit): Statement[] {
  const { channel, chat: chatId } = message.address;
  return [
    { sql: 'INSERT INTO families (id, created_at) VALUES (?, ?)', args: [chat.familyId, receivedAt] },
    {
      sql: 'INSERT INTO babies (id, family, created_at) VALUES (?, ?, ?)',
      args: [chat.babyId, chat.familyId, receivedAt],
    },
    {
      sql: 'INSERT INTO chats (channel, chat, family, zone, day_starts_at, created_at) VALUES (?, ?, ?, ?, ?, ?)',
      args: [channel, chatId, chat.familyId, chat.zone, chat.dayStartsAt, receivedAt],
    },
  ];
}

/**
 * Where the unit changes the diary, `revision` comes out NULL - and the NOT NULL constraint stops the whole
 * transaction - unless the family's revision is still the one that was read.
 */
function inboxRow(unit: Unit): Statement {
  const { message, chat, receivedAt, replies, hold } = unit;
  const { channel, chat: chatId } = message.address;
  const guarded = unit.changes.length > 0;
  const revision = guarded
    ? '(SELECT revision FROM families WHERE id = :family AND revision = :revision)'
    : ':revision';
  const args = {
    key: message.updateKey,
    revision: unit.revision,
    replies: JSON.stringify(replies),
    ...(guarded ? { family: chat.familyId } : {}),
  };
  if (unit.wasHeld) {
    return {
      sql: `UPDATE inbox SET state = 'done', held = NULL, replies = :replies, revision = ${revision}
        WHERE update_key = :key AND state = 'held'`,
      args,
    };
  }
  return {
    sql: `INSERT INTO inbox (update_key, channel, chat, message, revision, received_at, state, held, replies)
      VALUES (:key, :channel, :chat, :message, ${revision}, :receivedAt, :state, :held, :replies)`,
    args: {
      ...args,
      channel,
      chat: chatId,
      message: message.messageId ?? null,
      receivedAt,
      state: hold ? 'held' : 'done',
      held: hold ? JSON.stringify(message) : null,
    },
  };
}

function changeStatement(unit: Unit, change: Change, ordinal: number): Statement {
  const key = unit.message.updateKey;
  const writer = `${unit.message.address.channel}:${unit.message.author.id}`;
  const written = [key, writer, unit.receivedAt];
  const { before, after } = change;
  if (after === null) {
    return {
      sql: `UPDATE events SET deleted_at = ?, open = 0, written_key = ?, written_by = ?, written_at = ?
        WHERE family = ? AND baby = ? AND started_at = ? AND id = ?`,
      args: [unit.receivedAt, ...written, unit.chat.familyId, before.babyId, before.startedAt, before.id],
    };
  }
  const values = [
    after.startedAt,
    after.endedAt,
    after.open ? 1 : 0,
    after.zone,
    JSON.stringify(after.details),
  ];
  if (before === null) {
    return {
      sql: `INSERT INTO events (started_at, ended_at, open, zone, details, family, baby, id, kind, author,
          update_key, ordinal, written_key, written_by, written_at)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      args: [
        ...values,
        unit.chat.familyId,
        after.babyId,
        after.id,
        after.kind,
        after.author,
        key,
        ordinal,
        ...written,
      ],
    };
  }
  return {
    sql: `UPDATE events SET started_at = ?, ended_at = ?, open = ?, zone = ?, details = ?,
        deleted_at = NULL, written_key = ?, written_by = ?, written_at = ?
      WHERE family = ? AND baby = ? AND started_at = ? AND id = ?`,
    args: [...values, ...written, unit.chat.familyId, before.babyId, before.startedAt, before.id],
  };
}

function settings({ message, chat, settings: { zone, pending }, speakerLanguage }: Unit): Statement[] {
  const { channel, chat: chatId } = message.address;
  const statements: Statement[] = [];
  if (zone !== undefined) {
    statements.push({
      sql: 'UPDATE chats SET zone = ? WHERE channel = ? AND chat = ?',
      args: [zone, channel, chatId],
    });
  }
  if (pending !== undefined) {
    const value = pending === null ? null : JSON.stringify(pending);
    statements.push({
      sql: 'UPDATE chats SET pending = ? WHERE channel = ? AND chat = ?',
      args: [value, channel, chatId],
    });
  }
  if (speakerLanguage !== undefined) {
    statements.push({
      sql: `INSERT INTO caregivers (channel, user, family, language) VALUES (?, ?, ?, ?)
        ON CONFLICT DO UPDATE SET language = excluded.language`,
      args: [channel, message.author.id, chat.familyId, speakerLanguage],
    });
  }
  return statements;
}

function undone(unit: Unit, updateKey: string): Statement {
  return {
    sql: 'UPDATE event_changes INDEXED BY changes_of_update SET undone = 1 WHERE family = ? AND update_key = ?',
    args: [unit.chat.familyId, updateKey],
  };
}

/** Notes which replies reached their chats: one statement however many. */
export function deliveries(delivered: readonly DeliveryMark[]): Statement[] {
  if (delivered.length === 0) return [];
  return [
    {
      sql: `UPDATE inbox SET delivered_at = mark.value ->> 'at', sent_as = mark.value ->> 'messageId'
        FROM json_each(?) mark WHERE inbox.update_key = mark.value ->> 'updateKey'`,
      args: [JSON.stringify(delivered)],
    },
  ];
}
