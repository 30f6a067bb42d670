// The card of a danger: first whom to call, then what to do until help is there, then what the bot is not.
import type { Card } from '../../advice/triage/card.ts';
import { type Strings, stringsOf } from '../../locale/strings.ts';
import type { Reader } from '../reply.ts';

export function emergencyText(card: Card, reader: Reader): string {
  const t = stringsOf(reader.language);
  const facts = card.facts.map((fact) => t(`emergency:facts.${fact}`, { poison: card.poison }));
  const mark = card.kind === 'emergency' ? '\u{1F6A8} ' : '';
  return [`${mark}${action(card, t)}`, ...facts, t('emergency:notMedical')].join('\n\n');
}

function action({ kind, urgent, number, line }: Card, t: Strings): string {
  if (kind === 'emergency')
    return number === null
      ? t('emergency:emergency.actionNoNumber')
      : t('emergency:emergency.action', { number });
  if (urgent)
    return number === null ? t('emergency:crisis.urgentNoNumber') : t('emergency:crisis.urgent', { number });
  if (number === null) return t('emergency:crisis.actionNoNumber');
  return line === null
    ? t('emergency:crisis.actionNoLine', { number })
    : t('emergency:crisis.action', { number, line });
}
