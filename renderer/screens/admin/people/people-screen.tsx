// Admin's people: everybody with how they stand and what they hold, what waits for a signature, and
// the way to add somebody. The list is taken out as a file by a deed of the trail.
import { useState } from 'react';
import { accessReviewFile } from '../../../../main/domain/access-review.ts';
import { Button } from '../../../components/button.tsx';
import { saveText } from '../../../components/chart/save.ts';
import { Empty, Trouble } from '../../../components/message.tsx';
import { Split } from '../../../components/split.tsx';
import { useIsReady, useMay, useOffice } from '../../../context.ts';
import { SetUpDialog } from '../../../seat/set-up.tsx';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import { AddPerson } from './add-person.tsx';
import { FirstPassphrase, type Handed } from './first-passphrase.tsx';
import { GrantLine } from './grant-line.tsx';
import styles from './people.module.css';
import { isHeld, PersonDetail } from './person-detail.tsx';
import { PersonMark } from './person-mark.tsx';
import { type People, type Person, usePeople } from './use-people.ts';
import { WaitingGrants } from './waiting-grants.tsx';

export function PeopleScreen() {
  const { t } = useTexts();
  const all = usePeople();
  const [open, setOpen] = useState<number | null>(null);
  const [handed, setHanded] = useState<Handed | null>(null);
  if (all === null) return <p role="status">{t('loading')}</p>;
  if (all.people.length === 0) return <NobodyYet />;
  const of = all.people.find(({ person }) => person === open) ?? null;
  return (
    <Split
      detail={of === null ? null : <PersonDetail key={of.person} of={of} all={all} />}
      detailTitle={of?.name ?? t('peopleReview.person')}
      onClose={() => setOpen(null)}
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab */}
      <section className={styles.scroll} tabIndex={0} aria-label={t('admin.people')}>
        <Head
          onAdded={(person, first) => {
            setOpen(person);
            setHanded(first);
          }}
        />
        <WaitingGrants all={all} onHanded={setHanded} />
        <Table all={all} open={open} onOpen={setOpen} />
      </section>
      {handed !== null && <FirstPassphrase handed={handed} onClose={() => setHanded(null)} />}
    </Split>
  );
}

function NobodyYet() {
  const { t } = useTexts();
  const may = useMay('setUpPeople');
  const ready = useIsReady();
  const [isOpen, setOpen] = useState(false);
  return (
    <Empty icon="person" text={{ primary: t('peopleReview.none'), detail: t('people.setUpLead') }}>
      {may && (
        <Button kind="primary" isDisabled={!ready} onPress={() => setOpen(true)}>
          {t('seat.setUpOpen')}
        </Button>
      )}
      {isOpen && <SetUpDialog onClose={() => setOpen(false)} />}
    </Empty>
  );
}

function Head({ onAdded }: { readonly onAdded: (person: number, first: Handed) => void }) {
  const { t } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const mayAdd = useMay('addPerson');
  const deed = useDeed();
  const [isAdding, setAdding] = useState(false);
  async function save() {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.exportAccessReview({ submissionId })),
    );
    if (done !== null)
      saveText('access-review.csv', accessReviewFile(done.people, done.grants, done.anchor));
  }
  return (
    <>
      <header className={styles.head}>
        <p>{t('people.lead')}</p>
        <Button icon="save" isDisabled={!ready || deed.busy} onPress={() => void save()}>
          {t('peopleReview.save')}
        </Button>
        {mayAdd && (
          <Button kind="primary" icon="plus" isDisabled={!ready} onPress={() => setAdding(true)}>
            {t('people.add')}
          </Button>
        )}
      </header>
      <Trouble of={deed} />
      {isAdding && (
        <AddPerson
          onClose={() => setAdding(false)}
          onAdded={(person, first) => {
            setAdding(false);
            onAdded(person, first);
          }}
        />
      )}
    </>
  );
}

function Table({
  all,
  open,
  onOpen,
}: {
  readonly all: People;
  readonly open: number | null;
  readonly onOpen: (person: number) => void;
}) {
  const { t } = useTexts();
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{t('peopleReview.person')}</th>
          <th scope="col">{t('people.state')}</th>
          <th scope="col">{t('people.rights')}</th>
          <th scope="col">{t('peopleReview.lastSignIn')}</th>
        </tr>
      </thead>
      <tbody>
        {all.people.map((of) => (
          <Row key={of.person} of={of} all={all} isOpen={open === of.person} onOpen={onOpen} />
        ))}
      </tbody>
    </table>
  );
}

function Row({
  of,
  all,
  isOpen,
  onOpen,
}: {
  readonly of: Person;
  readonly all: People;
  readonly isOpen: boolean;
  readonly onOpen: (person: number) => void;
}) {
  const { t, format } = useTexts();
  const { person, name, signInName, secondFactor, wrongTries, lastSignInAt } = of;
  const held = all.grants.filter((each) => each.person === person && isHeld(each, all.day));
  const marks = [signInName ?? '', secondFactor ? t('peopleReview.authenticator') : ''];
  return (
    <tr data-open={isOpen || undefined}>
      <th scope="row">
        <button
          type="button"
          className={styles.name}
          aria-expanded={isOpen}
          onClick={() => onOpen(person)}
        >
          <bdi>{name ?? '—'}</bdi>
        </button>
        <small>{marks.filter((each) => each !== '').join(' · ')}</small>
      </th>
      <td>
        <PersonMark of={of} all={all} />
        {wrongTries > 0 && (
          <small>{t('people.tries', { count: wrongTries, number: wrongTries })}</small>
        )}
      </td>
      <td>
        {held.length === 0
          ? !of.ended && <span className={styles.quiet}>{t('seat.noRoles')}</span>
          : held.map((grant) => <GrantLine key={grant.grant} grant={grant} all={all} />)}
      </td>
      <td>{lastSignInAt === null ? t('peopleReview.never') : format.dateTime(lastSignInAt)}</td>
    </tr>
  );
}
