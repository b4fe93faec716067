// The access review: everybody with each right they hold or that was asked for, since when and by
// whose two words, and when they last signed in. Taken out as a file by a deed of the trail.
import { useCallback, useEffect, useState } from 'react';
import { accessReviewCsv, reviewRows } from '../../../main/domain/access-review.ts';
import { actorId } from '../../../main/domain/people.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import { Button } from '../../components/button.tsx';
import { saveText } from '../../components/chart/save.ts';
import { Empty, Message } from '../../components/message.tsx';
import { useIsReady, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';

type Everybody = Output<'people'>;
type Person = Everybody['people'][number];
type Grant = Everybody['grants'][number];
type NameOf = (actor: string) => string;

const NOBODY: Everybody = { people: [], grants: [] };

export function PeopleReview() {
  const { t } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const [all, setAll] = useState<Everybody | null>(null);
  const read = useCallback(async () => {
    const reply = await office.ask((client) => client.people({}));
    setAll(reply.ok ? reply.value : NOBODY);
  }, [office]);
  useEffect(() => void read(), [read]);
  async function save() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.exportAccessReview({ submissionId })),
    );
    if (done !== null) saveText('access-review.csv', accessReviewCsv(done.people, done.grants));
  }
  if (all === null) return <p role="status">{t('loading')}</p>;
  const names = new Map(all.people.map(({ person, name }) => [actorId(person), name ?? '']));
  const nameOf: NameOf = (actor) => names.get(actor) || actor;
  const rows = reviewRows(all.people, all.grants);
  if (rows.length === 0) {
    return (
      <Empty
        icon="person"
        text={{ primary: t('peopleReview.none'), detail: t('peopleReview.noneDetail') }}
      />
    );
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.scroll} tabIndex={0} aria-label={t('admin.people')}>
      <header className={styles.lead}>
        <p>{t('peopleReview.lead')}</p>
        <Button icon="save" isDisabled={!ready || deed.busy} onPress={() => void save()}>
          {t('peopleReview.save')}
        </Button>
      </header>
      {deed.trouble !== null && <Message tone="bad" text={deed.trouble} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('peopleReview.person')}</th>
            <th scope="col">{t('peopleReview.right')}</th>
            <th scope="col">{t('peopleReview.since')}</th>
            <th scope="col">{t('peopleReview.by')}</th>
            <th scope="col">{t('peopleReview.lastSignIn')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ person, grant }) => (
            <tr key={`${person.person} ${grant?.grant ?? 0}`}>
              <PersonCell person={person} />
              {grant === null ? (
                <td colSpan={3}>{t('seat.noRoles')}</td>
              ) : (
                <GrantCells grant={grant} nameOf={nameOf} />
              )}
              <LastSignIn person={person} />
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function PersonCell({
  person: { name, signInName, ended, secondFactor },
}: {
  readonly person: Person;
}) {
  const { t } = useTexts();
  const marks = [signInName ?? '', ended ? t('peopleReview.left') : ''];
  const said = secondFactor ? [...marks, t('peopleReview.authenticator')] : marks;
  return (
    <th scope="row">
      <bdi>{name ?? '—'}</bdi>
      <small>{said.filter((each) => each !== '').join(' · ')}</small>
    </th>
  );
}

function GrantCells({ grant, nameOf }: { readonly grant: Grant; readonly nameOf: NameOf }) {
  const { t, code, format } = useTexts();
  const { role, standsFor, branch, rail, currency, singleLimit, dailyLimit, validUntil } = grant;
  const amount = (minor: bigint) => format.money({ minor, currency });
  const bounds = [
    ...[branch, rail, singleLimit === null && dailyLimit === null ? currency : ''],
    singleLimit === null ? '' : t('peopleReview.single', { amount: amount(singleLimit) }),
    dailyLimit === null ? '' : t('peopleReview.daily', { amount: amount(dailyLimit) }),
    validUntil === '' ? '' : t('peopleReview.until', { day: format.date(validUntil) }),
  ].filter((each) => each !== '');
  const isAsked = grant.state === 'asked';
  const deputy = t('peopleReview.deputy', { name: nameOf(actorId(standsFor)) });
  return (
    <>
      <td>
        {role === null ? deputy : code('role', role)}
        <small>{bounds.join(' · ')}</small>
      </td>
      <td>
        {isAsked ? t('peopleReview.waits') : format.dateTime(grant.decidedAt ?? grant.askedAt)}
      </td>
      <td>
        <bdi>{nameOf(grant.askedBy)}</bdi>
        {!isAsked && (
          <>
            {' · '}
            <bdi>{nameOf(grant.decidedBy)}</bdi>
          </>
        )}
      </td>
    </>
  );
}

function LastSignIn({ person: { lastSignInAt } }: { readonly person: Person }) {
  const { t, format } = useTexts();
  return <td>{lastSignInAt === null ? t('peopleReview.never') : format.dateTime(lastSignInAt)}</td>;
}
