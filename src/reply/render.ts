// The last stop before the channel: what happened becomes a message in the reader's language.
import type { OutboundMessage } from '../channel/port.ts';
import { zoneName } from '../locale/cities.ts';
import { languageFacts } from '../locale/languages.ts';
import { type Strings, stringsOf } from '../locale/strings.ts';
import { number } from './format/time.ts';
import type { Reader, Reply } from './reply.ts';
import { chooseView, languageView, zoneView } from './views/choices.ts';
import { emergencyText } from './views/emergency.ts';
import { entryLine } from './views/entry.ts';
import { latestText } from './views/latest.ts';
import { recordedView, undoButton } from './views/recorded.ts';
import { impossibleText, refusalText } from './views/refusal.ts';
import { summaryView } from './views/summary.ts';

/** The message for one reply. */
export function render(reply: Reply, reader: Reader): OutboundMessage {
  const t = stringsOf(reader.language);
  switch (reply.type) {
    case 'recorded':
      return recordedView(reply, reader);
    case 'corrected':
      return {
        text: t('corrected', { entry: entryLine(reply.event, reader) }),
        buttons: [[undoButton(reply.updateKey, reader)]],
      };
    case 'summary':
      return summaryView(reply.period, reply.summary, reader);
    case 'choose':
      return chooseView(reply.candidates, reader);
    case 'ask-zone': {
      const text = reply.kept ? `${t('zone.kept')}\n\n${t('zone.ask')}` : t('zone.ask');
      return zoneView(text, languageFacts(reader.language).likelyZones, reader);
    }
    case 'zone-choice':
      return zoneView(t('zone.choice'), reply.zones, reader);
    case 'ask-language':
      return languageView(reader);
    default:
      return { text: sentence(reply, t, reader) };
  }
}

type WithButtons =
  | 'recorded'
  | 'corrected'
  | 'summary'
  | 'choose'
  | 'ask-zone'
  | 'zone-choice'
  | 'ask-language';

/** Replies that are words alone. */
function sentence(reply: Exclude<Reply, { type: WithButtons }>, t: Strings, reader: Reader): string {
  switch (reply.type) {
    case 'welcome':
      return reply.zone === null
        ? t('welcome')
        : `${t('welcome')}\n\n${t('zoneKnown', { zone: zoneName(reply.zone, reader.language) })}`;
    case 'help':
      return [
        t('help.intro'),
        ...reply.commands.map((name) => `/${name} \u2013 ${t(`commands:${name}`)}`),
        '',
        t('help.more'),
      ].join('\n');
    case 'refused':
      return refusalText(reply.refused, reader);
    case 'impossible':
      return impossibleText(reply.kind, reply.problem, reply.value, reader);
    case 'undone':
      return [
        ...reply.removed.map((event) => t('undone.removed', { entry: entryLine(event, reader) })),
        ...reply.restored.map((event) => t('undone.restored', { entry: entryLine(event, reader) })),
      ].join('\n');
    case 'latest':
      return latestText(reply.kinds, reply.latest, reader);
    case 'advice':
      return reply.forgetful ? `${reply.text}\n\n${t('advice.forgetful')}` : reply.text;
    case 'advice-unavailable':
      return t(`advice.${reply.reason}`);
    case 'emergency':
      return emergencyText(reply.card, reader);
    case 'zone-set':
      return t('zone.set', { zone: zoneName(reply.zone, reader.language) });
    case 'zone-unknown':
      return t('zone.unknown', { typed: reply.typed.slice(0, 40) });
    case 'language-set':
      return stringsOf(reply.language)('language.set');
    case 'unknown-command':
      return reply.nearest === null
        ? t('unknownCommand')
        : t('unknownCommandNear', { nearest: reply.nearest });
    case 'unreadable':
      return t(`unreadable.${reply.what}`);
    case 'too-long':
      return t('tooLong', { limit: number(reply.limit, reader) });
    case 'dropped':
      return t(reply.something ? 'dropped' : 'nothingToDrop');
    case 'nothing-done':
      return t(`nothingDone.${reply.why === 'other-person' ? 'otherPerson' : reply.why}`);
    default:
      return t(plain[reply.type]);
  }
}

/** Replies that say the same whatever happened. */
const plain = {
  'nothing-to-correct': 'nothingToCorrect',
  'nothing-to-undo': 'nothingToUndo',
  'changed-since': 'changedSince',
  reset: 'reset',
  'reset-failed': 'resetFailed',
  'stale-button': 'staleButton',
  failed: 'failed',
} as const;
