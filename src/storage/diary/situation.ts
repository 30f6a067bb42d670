// The read before every write: inbox row, chat, open sessions and what can be taken back, in one statement.
import type { InboundMessage } from '../../channel/port.ts';
import type { About } from '../../conversation/ports.ts';
import type { Statement } from '../database/port.ts';
import { eventJson } from './migrations.ts';

// The indexes are named because SQLite, left alone, takes the primary key: a family's whole past for every update.
const changedKey = {
  // What this speaker wrote last and has not taken back, looked for among the family's newest changes only.
  none: `SELECT update_key FROM event_changes
    WHERE family = c.family AND seq > f.revision - 300 AND author = :author AND undone = 0 ORDER BY seq DESC LIMIT 1`,
  // What a given update wrote, told by its key or by a message of the chat (the parent's own or our answer to it).
  update: `SELECT update_key FROM event_changes INDEXED BY changes_of_update
    WHERE family = c.family AND update_key = :about AND author = :author AND undone = 0 LIMIT 1`,
  message: `SELECT ch.update_key FROM (
      SELECT update_key FROM inbox WHERE channel = :channel AND chat = :chat AND message = :about
      UNION SELECT update_key FROM inbox WHERE channel = :channel AND chat = :chat AND sent_as = :about) i
    CROSS JOIN event_changes ch INDEXED BY changes_of_update
      ON ch.family = c.family AND ch.update_key = i.update_key
    WHERE ch.author = :author AND ch.undone = 0 ORDER BY ch.seq DESC LIMIT 1`,
};

const statement = (key: string) => `
SELECT
  (SELECT json_object('state', state, 'receivedAt', received_at, 'replies', json(replies),
     'delivered', json(iif(delivered_at IS NULL, 'false', 'true')))
   FROM inbox WHERE update_key = :key) AS seen,
  c.family, c.zone, c.day_starts_at, c.pending, f.revision, b.id AS baby, b.sex, b.born_on, g.language,
  (SELECT json_group_array(json(${eventJson('e')})) FROM events e INDEXED BY one_open_session
   WHERE e.family = c.family AND e.open = 1 AND e.deleted_at IS NULL) AS open,
  (SELECT json_group_array(json(held)) FROM (SELECT held FROM inbox
   WHERE channel = :channel AND chat = :chat AND state = 'held' ORDER BY received_at, update_key)) AS held,
  (SELECT json_object('updateKey', update_key, 'changes', json_group_array(json_object(
     'before', json(before), 'after', json(after), 'current', json((SELECT ${eventJson('e')} FROM events e
       WHERE e.family = ch.family AND e.baby = ch.after ->> 'babyId'
         AND e.started_at = ch.after ->> 'startedAt' AND e.id = ch.event)))))
   FROM (SELECT * FROM event_changes INDEXED BY changes_of_update
     WHERE family = c.family AND update_key = (${key}) ORDER BY seq) ch
   HAVING COUNT(*) > 0) AS last_change
FROM (SELECT 1)
LEFT JOIN chats c ON c.channel = :channel AND c.chat = :chat
LEFT JOIN families f ON f.id = c.family
LEFT JOIN babies b ON b.id = (SELECT id FROM babies WHERE family = c.family ORDER BY created_at LIMIT 1)
LEFT JOIN caregivers g ON g.channel = :channel AND g.user = :user AND g.family = c.family`;

const statements = {
  none: statement(changedKey.none),
  update: statement(changedKey.update),
  message: statement(changedKey.message),
};

/** The statement that reads what is known for a message. */
export function situationStatement(message: InboundMessage, about: About | null): Statement {
  const { channel, chat } = message.address;
  return {
    sql: statements[about?.by ?? 'none'],
    args: {
      key: message.updateKey,
      channel,
      chat,
      user: message.author.id,
      author: `${channel}:${message.author.id}`,
      ...(about === null ? {} : { about: about.id }),
    },
  };
}
