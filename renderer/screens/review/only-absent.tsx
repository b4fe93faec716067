// What waits for people of whom nobody is there: who they are and until when, and what can be done.
import type { AbsentSigner } from '../../../preload/contract/requests.ts';
import { Message } from '../../components/message.tsx';
import { useNames } from '../../use-names.ts';
import { useOverrides } from '../../use-overrides.ts';
import { useTexts } from '../../use-texts.ts';

export function OnlyAbsent({ of }: { readonly of: readonly AbsentSigner[] }) {
  const { t, format } = useTexts();
  const nameOf = useNames();
  const { view } = useOverrides();
  if (of.length === 0) return null;
  const names = of
    .map(({ person, until }) =>
      t('absence.nameUntil', { name: nameOf(person), day: format.date(until) }),
    )
    .join(' · ');
  const hints = [
    t('absence.onlyAbsentHint'),
    ...(view?.isOn === true ? [t('absence.onlyAbsentOverride')] : []),
  ];
  const text = { primary: t('absence.onlyAbsent', { names }), detail: hints.join(' ') };
  return <Message tone="wait" text={text} />;
}
