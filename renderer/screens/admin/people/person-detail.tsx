// One person: how they stand, what they hold and held, and what may be asked for them. What may not
// be done says why beside its button.
import { useState } from 'react';
import {
  type AskedKind,
  actorId,
  administratorsBut,
  awayUntil,
} from '../../../../main/domain/people.ts';
import { type Refusal, refuse } from '../../../../main/domain/result.ts';
import { Button } from '../../../components/button.tsx';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { useIsReady, useMay, useOffice, useOfficeState } from '../../../context.ts';
import { AbsenceDialog } from '../../../seat/absence-dialog.tsx';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import { AskGrant } from './ask-grant.tsx';
import { GrantLine, useGrantName } from './grant-line.tsx';
import styles from './people.module.css';
import { PersonMark } from './person-mark.tsx';
import { asGrant, firstDay, type GrantShown, type People, type Person } from './use-people.ts';

type Props = { readonly of: Person; readonly all: People };
type Asked =
  | { readonly what: 'grant'; readonly kind: AskedKind }
  | { readonly what: 'absence' }
  | { readonly what: 'endGrant'; readonly grant: GrantShown }
  | { readonly what: 'endPerson' | 'erasePerson' };

export function PersonDetail({ of, all }: Props) {
  const { t, format } = useTexts();
  const [asked, setAsked] = useState<Asked | null>(null);
  const own = all.grants.filter(({ person }) => person === of.person);
  const held = own.filter((grant) => isHeld(grant, all.day));
  const earlier = own.filter((grant) => grant.state !== 'asked' && !held.includes(grant));
  const { signInName, secondFactor, lastSignInAt, wrongTries } = of;
  const facts = [
    signInName ?? '',
    secondFactor ? t('peopleReview.authenticator') : '',
    wrongTries > 0 ? t('people.tries', { count: wrongTries, number: wrongTries }) : '',
    lastSignInAt === null
      ? ''
      : `${t('peopleReview.lastSignIn')}: ${format.dateTime(lastSignInAt)}`,
  ].filter((each) => each !== '');
  return (
    <div className={styles.detail}>
      <p>
        <PersonMark of={of} all={all} />
      </p>
      <p className={styles.quiet}>{facts.join(' · ')}</p>
      <Actions of={of} all={all} onAsk={setAsked} />
      <Erase of={of} onAsk={setAsked} />
      <h3>{t('people.rights')}</h3>
      {held.length === 0 && <p className={styles.quiet}>{t('seat.noRoles')}</p>}
      <ul className={styles.list}>
        {held.map((grant) => (
          <li key={grant.grant}>
            <GrantLine grant={grant} all={all} />
            <EndRight grant={grant} all={all} onAsk={setAsked} />
          </li>
        ))}
      </ul>
      {earlier.length > 0 && <Earlier grants={earlier} all={all} />}
      {asked?.what === 'grant' && (
        <AskGrant kind={asked.kind} of={of} all={all} onClose={() => setAsked(null)} />
      )}
      {asked?.what === 'absence' && (
        <AbsenceDialog
          person={of.person}
          name={of.name ?? ''}
          day={firstDay(all.day)}
          onClose={() => setAsked(null)}
        />
      )}
      {asked !== null && asked.what !== 'grant' && asked.what !== 'absence' && (
        <EndDialog asked={asked} of={of} all={all} onClose={() => setAsked(null)} />
      )}
    </div>
  );
}

/** Whether a grant is in force and has not run out; a credential is used up when it is signed. */
export function isHeld({ state, kind, validUntil }: GrantShown, day: string): boolean {
  return state === 'in_force' && kind !== 'credential' && (validUntil === '' || validUntil >= day);
}

type OnAsk = { readonly onAsk: (asked: Asked) => void };

const KINDS = {
  role: 'people.askRight',
  deputy: 'people.askDeputy',
  credential: 'people.askNew',
} as const satisfies Record<AskedKind, string>;
const KIND_ORDER = ['role', 'deputy', 'credential'] as const satisfies readonly AskedKind[];

function Actions({ of, all, onAsk }: Props & OnAsk) {
  const { t, trouble } = useTexts();
  const ready = useIsReady();
  const may = useMay('askGrant');
  const me = useOfficeState(({ session }) => session?.actor.id ?? '');
  if (!may || of.ended) return null;
  const isMe = me === actorId(of.person);
  const refusals: Refusal[] = [];
  if (isMe) refusals.push({ code: 'grant_is_for_oneself' });
  const rows = all.people.map(({ person, ended }) => ({ id: person, ended }));
  const isNeeded = administratorsBut(rows, all.grants.map(asGrant), of.person, 0) < 2;
  if (isNeeded) refusals.push({ code: 'administrators_needed' });
  return (
    <>
      <div className={styles.words}>
        {KIND_ORDER.map((kind) => (
          <Button
            key={kind}
            // One's own deputy is somebody else's right: that may be asked for.
            isDisabled={!ready || (isMe && kind !== 'deputy')}
            onPress={() => onAsk({ what: 'grant', kind })}
          >
            {t(KINDS[kind])}
          </Button>
        ))}
        <Absence of={of} all={all} onAsk={onAsk} />
        <Button
          kind="danger"
          isDisabled={!ready || isNeeded}
          onPress={() => onAsk({ what: 'endPerson' })}
        >
          {t('people.end')}
        </Button>
      </div>
      {refusals.map((refusal) => (
        <p key={refusal.code} className={styles.quiet}>
          {trouble(refuse(refusal)).primary}
        </p>
      ))}
    </>
  );
}

/** Marks somebody away, or back again. */
function Absence({ of, all, onAsk }: Props & OnAsk) {
  const { t } = useTexts();
  const office = useOffice();
  const ready = useIsReady();
  const deed = useDeed();
  const isHere = awayUntil(of.person, all.grants.map(asGrant), all.day) === null;
  const back = () =>
    void deed.run((submissionId) =>
      office.ask((client) => client.endAbsence({ submissionId, person: of.person })),
    );
  return (
    <Button
      isDisabled={!ready || deed.busy}
      onPress={isHere ? () => onAsk({ what: 'absence' }) : back}
    >
      {t(isHere ? 'absence.mark' : 'absence.back')}
    </Button>
  );
}

/** Somebody who left may be forgotten by name, once what asks for it has ended. */
function Erase({ of, onAsk }: { readonly of: Person } & OnAsk) {
  const { t } = useTexts();
  const ready = useIsReady();
  const may = useMay('erasePersonalData');
  if (!(may && of.ended) || of.name === null) return null;
  return (
    <div className={styles.words}>
      <Button kind="danger" isDisabled={!ready} onPress={() => onAsk({ what: 'erasePerson' })}>
        {t('people.erase')}
      </Button>
    </div>
  );
}

const ENDS = {
  endGrant: { title: 'endRightTitle', lead: 'endRightLead', confirm: 'endRight' },
  endPerson: { title: 'endTitle', lead: 'endLead', confirm: 'end' },
  erasePerson: { title: 'eraseTitle', lead: 'eraseLead', confirm: 'erase' },
} as const;

function EndRight({ grant, all, onAsk }: { grant: GrantShown; all: People } & OnAsk) {
  const { t, trouble } = useTexts();
  const ready = useIsReady();
  const may = useMay('endGrant');
  if (!may) return null;
  const rows = all.people.map(({ person, ended }) => ({ id: person, ended }));
  const left = administratorsBut(rows, all.grants.map(asGrant), 0, grant.grant);
  if (grant.role === 'administrator' && left < 2) {
    const why = trouble(refuse({ code: 'administrators_needed' }));
    return <span className={styles.quiet}>{why.primary}</span>;
  }
  return (
    <Button kind="quiet" isDisabled={!ready} onPress={() => onAsk({ what: 'endGrant', grant })}>
      {t('people.endRight')}
    </Button>
  );
}

const OVER = {
  asked: 'peopleReview.waits',
  in_force: 'people.expired',
  refused: 'people.refused',
  ended: 'people.over',
} as const satisfies Record<GrantShown['state'], string>;

function Earlier({ grants, all }: { grants: readonly GrantShown[]; all: People }) {
  const { t } = useTexts();
  return (
    <details>
      <summary>{t('people.earlier')}</summary>
      <ul className={styles.list}>
        {grants.map((grant) => (
          <li key={grant.grant}>
            <GrantLine grant={grant} all={all} />
            {grant.kind !== 'credential' || grant.state === 'refused' ? (
              <span className={styles.quiet}>{t(OVER[grant.state])}</span>
            ) : null}
          </li>
        ))}
      </ul>
    </details>
  );
}

function EndDialog({
  asked,
  of,
  all,
  onClose,
}: Props & {
  readonly asked: Exclude<Asked, { what: 'grant' | 'absence' }>;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const nameOf = useGrantName();
  const name = of.name ?? '';
  const words = ENDS[asked.what];
  async function run() {
    const { person } = of;
    // Each answers something else, and nothing of it is needed here.
    const done = await deed.run<object>((submissionId) =>
      office.ask<object>((client) => {
        if (asked.what === 'endGrant') {
          return client.endGrant({ submissionId, grant: asked.grant.grant });
        }
        if (asked.what === 'endPerson') return client.endPerson({ submissionId, person });
        return client.erasePersonalData({ submissionId, subject: { kind: 'person', id: person } });
      }),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t(`people.${words.title}`, { name })}
      confirm={t(`people.${words.confirm}`)}
      deed={deed}
      onConfirm={() => void run()}
      onClose={onClose}
    >
      {asked.what === 'endGrant' && (
        <p>
          <bdi>{name}</bdi> · {nameOf(asked.grant, all)}
        </p>
      )}
      <p>{t(`people.${words.lead}`)}</p>
    </DeedDialog>
  );
}
