// Questions with buttons: which reading was meant, which zone, which language.

import type { Zone } from '../../base/time.ts';
import type { Button, OutboundMessage } from '../../channel/port.ts';
import { zoneName } from '../../locale/cities.ts';
import { languageFacts, languages } from '../../locale/languages.ts';
import { stringsOf } from '../../locale/strings.ts';
import type { SaidEvent } from '../../tracker/event.ts';
import type { SettledIntent } from '../../understanding/intent.ts';
import { when } from '../format/time.ts';
import { pressData } from '../press.ts';
import type { Reader } from '../reply.ts';
import { entryLine } from './entry.ts';

/** The likely readings of an unclear message, a button each. */
export function chooseView(candidates: readonly SettledIntent[], reader: Reader): OutboundMessage {
  const t = stringsOf(reader.language);
  const picks = candidates.map((candidate, index): Button[] => [
    { label: pickLabel(candidate, reader), data: pressData({ press: 'pick', index }) },
  ]);
  return {
    text: t('choose'),
    buttons: [...picks, [{ label: t('buttons.neither'), data: pressData({ press: 'dismiss' }) }]],
  };
}

function pickLabel(candidate: SettledIntent, reader: Reader): string {
  const t = stringsOf(reader.language);
  switch (candidate.type) {
    case 'log':
      return candidate.events.map((said) => saidLine(said, reader)).join(' ');
    case 'summary':
      return t('pick.summary');
    case 'latest':
      return t('pick.latest');
    default:
      return t('pick.question');
  }
}

function saidLine(said: SaidEvent, reader: Reader): string {
  const { kind, action, start, end, details } = said;
  if (action === 'end' && end !== null) {
    return stringsOf(reader.language)(kind === 'sleep' ? 'buttons.awakeAt' : 'pick.feedEnded', {
      end: when(end, reader),
    });
  }
  const event = {
    ...{ id: '', babyId: '', author: '', zone: reader.zone, kind, details },
    startedAt: start ?? end ?? reader.now,
    endedAt: end,
    open: action === 'start',
  };
  return entryLine(event, reader);
}

/** The zones to choose from; a city can be typed as well. */
export function zoneView(text: string, zones: readonly Zone[], { language }: Reader): OutboundMessage {
  const buttons = zones.map(
    (zone): Button => ({ label: zoneName(zone, language), data: pressData({ press: 'zone', zone }) }),
  );
  return { text, buttons: pairs(buttons) };
}

export function languageView(reader: Reader): OutboundMessage {
  const buttons = languages.map(
    (language): Button => ({
      label: languageFacts(language).autonym,
      data: pressData({ press: 'language', language }),
    }),
  );
  return { text: stringsOf(reader.language)('language.ask'), buttons: pairs(buttons) };
}

function pairs(buttons: readonly Button[]): Button[][] {
  const rows: Button[][] = [];
  for (let at = 0; at < buttons.length; at += 2) rows.push(buttons.slice(at, at + 2));
  return rows;
}
