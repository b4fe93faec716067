// One thing that was granted or asked for, in words: what, within which bounds, on which days.
import { actorId } from '../../../../main/domain/people.ts';
import { useBounds } from '../../../use-bounds.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from './people.module.css';
import type { GrantShown, People } from './use-people.ts';

type Props = { readonly grant: GrantShown; readonly all: People };

/** What it is: a role, somebody's place, or a new first passphrase. */
export function useGrantName(): (grant: GrantShown, all: People) => string {
  const { t, code } = useTexts();
  return ({ kind, role, standsFor }, { nameOf }) => {
    if (role !== null) return code('role', role);
    if (kind === 'absence') return t('absence.absence');
    if (kind === 'credential') return t('people.newPassphrase');
    return t('peopleReview.deputy', { name: nameOf(actorId(standsFor)) });
  };
}

/** The bounds and days of a grant; '' where it holds everywhere and for good. */
function useTerms(): (grant: GrantShown, day: string) => string {
  const { t, format } = useTexts();
  const boundsOf = useBounds();
  return (grant, day) => {
    const { validFrom, validUntil } = grant;
    return [
      ...boundsOf(grant),
      ...(validFrom > day ? [t('people.from', { day: format.date(validFrom) })] : []),
      ...(validUntil === '' ? [] : [t('peopleReview.until', { day: format.date(validUntil) })]),
    ].join(' · ');
  };
}

/** What is held, within which bounds, since when and by whose two words. */
export function GrantLine({ grant, all }: Props) {
  const { format } = useTexts();
  const name = useGrantName();
  const bounds = useTerms()(grant, all.day);
  const { askedBy, askedAt, decidedBy, decidedAt } = grant;
  const words = [askedBy, decidedBy].filter((each) => each !== '').map(all.nameOf);
  return (
    <span className={styles.grant}>
      {name(grant, all)}
      {bounds !== '' && <small>{bounds}</small>}
      <small>
        {format.dateTime(decidedAt ?? askedAt)} · <bdi>{words.join(' · ')}</bdi>
      </small>
    </span>
  );
}

/** What a request comes to: for whom, what, within which bounds, and whose word it waits for. */
export function RequestLine({
  grant,
  all,
  next,
}: Props & {
  /** What those are called who may sign it. */
  readonly next: readonly string[];
}) {
  const { t, format } = useTexts();
  const name = useGrantName();
  const bounds = useTerms()(grant, all.day);
  return (
    <span className={styles.grant}>
      <strong>
        <bdi>{all.nameOf(actorId(grant.person))}</bdi> · {name(grant, all)}
      </strong>
      {bounds !== '' && <small>{bounds}</small>}
      <small>
        {t('people.asked', {
          name: all.nameOf(grant.askedBy),
          when: format.moment(grant.askedAt),
        })}
      </small>
      <small>
        {next.length === 0 ? t('people.nobody') : t('people.next', { names: next.join(' · ') })}
      </small>
    </span>
  );
}
