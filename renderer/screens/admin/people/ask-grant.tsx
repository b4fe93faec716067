// Something is asked for a person: a right within its bounds, a deputy while they are away, or a new
// first passphrase. It holds once another administrator has signed it.
import { useState } from 'react';
import { parseAmount } from '../../../../main/domain/money.ts';
import { type AskedKind, UNBOUND } from '../../../../main/domain/people.ts';
import { ROLES, type Role } from '../../../../main/domain/permissions.ts';
import { DeedDialog } from '../../../components/deed-dialog.tsx';
import { Field, TextField } from '../../../components/field.tsx';
import { useOffice } from '../../../context.ts';
import { useDeed } from '../../../use-deed.ts';
import { useTexts } from '../../../use-texts.ts';
import styles from './people.module.css';
import { firstDay, type People, type Person } from './use-people.ts';

type Typed = {
  readonly role: Role;
  /** For a deputy: who stands in; 0 before somebody was chosen. */
  readonly deputy: number;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly branch: string;
  readonly rail: string;
  readonly currency: string;
  readonly singleLimit: string;
  readonly dailyLimit: string;
};

const TITLES = {
  role: 'people.askRightTitle',
  deputy: 'people.askDeputyTitle',
  credential: 'people.askNewTitle',
} as const satisfies Record<AskedKind, string>;

/** The amount in minor units, null for an empty field, undefined for what is no amount. */
function minorOf(text: string, currency: string): bigint | null | undefined {
  if (text.trim() === '') return null;
  const read = parseAmount(text.trim(), currency);
  return read.ok ? read.value.minor : undefined;
}

/** What is asked for, as the contract takes it; null while something does not fit. */
function termsOf(kind: AskedKind, person: number, typed: Typed) {
  const { role, deputy, validFrom, validUntil } = typed;
  const days = { validFrom, validUntil };
  if (validFrom === '' || (validUntil !== '' && validUntil < validFrom)) return null;
  if (kind === 'credential') {
    return { person, kind, role: null, standsFor: 0, ...UNBOUND, validFrom, validUntil: '' };
  }
  if (kind === 'deputy') {
    if (deputy === 0 || validUntil === '') return null;
    return { person: deputy, kind, role: null, standsFor: person, ...UNBOUND, ...days };
  }
  const currency = typed.currency.trim().toUpperCase();
  const singleLimit = minorOf(typed.singleLimit, currency);
  const dailyLimit = minorOf(typed.dailyLimit, currency);
  if (singleLimit === undefined || dailyLimit === undefined) return null;
  const bounds = { branch: typed.branch.trim(), rail: typed.rail.trim(), currency };
  return { person, kind, role, standsFor: 0, ...bounds, singleLimit, dailyLimit, ...days };
}

export function AskGrant({
  kind,
  of,
  all,
  onClose,
}: {
  readonly kind: AskedKind;
  readonly of: Person;
  readonly all: People;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const [typed, setTyped] = useState<Typed>({
    role: 'submitter',
    deputy: 0,
    validFrom: firstDay(all.day),
    validUntil: '',
    branch: '',
    rail: '',
    currency: '',
    singleLimit: '',
    dailyLimit: '',
  });
  const name = of.name ?? '';
  const terms = termsOf(kind, of.person, typed);
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  async function ask() {
    if (terms === null) return;
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.askGrant({ submissionId, ...terms })),
    );
    if (done !== null) onClose();
  }
  return (
    <DeedDialog
      title={t(TITLES[kind], { name })}
      confirm={t('people.ask')}
      deed={deed}
      canConfirm={terms !== null}
      onConfirm={() => void ask()}
      onClose={onClose}
    >
      {kind === 'credential' && <p>{t('people.askNewLead')}</p>}
      {kind === 'deputy' && <p>{t('people.askDeputyLead', { name })}</p>}
      {kind === 'role' && <RoleField typed={typed} onChange={change} />}
      {kind === 'deputy' && <DeputyField of={of} all={all} typed={typed} onChange={change} />}
      {kind !== 'credential' && <Days kind={kind} typed={typed} onChange={change} />}
      {kind === 'role' && <Bounds typed={typed} onChange={change} />}
      <p className={styles.quiet}>{t('people.afterwards')}</p>
    </DeedDialog>
  );
}

type Part = { readonly typed: Typed; readonly onChange: (part: Partial<Typed>) => void };

function RoleField({ typed, onChange }: Part) {
  const { t, code } = useTexts();
  return (
    <Field label={t('people.role')}>
      {(ids) => (
        <select
          {...ids}
          value={typed.role}
          onChange={({ target }) => {
            const chosen = ROLES.find((role) => role === target.value);
            if (chosen !== undefined) onChange({ role: chosen });
          }}
        >
          {ROLES.map((role) => (
            <option key={role} value={role}>
              {code('role', role)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

/** Whoever works here and is not the one who is away. */
function DeputyField({ of, all, typed, onChange }: Part & { of: Person; all: People }) {
  const { t } = useTexts();
  const others = all.people.filter(({ person, ended }) => !ended && person !== of.person);
  return (
    <Field label={t('people.deputy')}>
      {(ids) => (
        <select
          {...ids}
          value={typed.deputy}
          onChange={({ target }) => onChange({ deputy: Number(target.value) })}
        >
          <option value={0}>–</option>
          {others.map(({ person, name, signInName }) => (
            <option key={person} value={person}>
              {name ?? signInName ?? person}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
}

function Days({ kind, typed, onChange }: Part & { readonly kind: AskedKind }) {
  const { t } = useTexts();
  const hint = kind === 'role' ? t('people.validUntilHint') : undefined;
  return (
    <div className={styles.pair}>
      <Field label={t('people.validFrom')}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            required
            value={typed.validFrom}
            onChange={({ target }) => onChange({ validFrom: target.value })}
          />
        )}
      </Field>
      <Field label={t('people.validUntil')} hint={hint}>
        {(ids) => (
          <input
            {...ids}
            type="date"
            min={typed.validFrom}
            value={typed.validUntil}
            onChange={({ target }) => onChange({ validUntil: target.value })}
          />
        )}
      </Field>
    </div>
  );
}

const PLACES = ['branch', 'rail', 'currency'] as const;
const LIMITS = ['singleLimit', 'dailyLimit'] as const;
const LENGTHS = { branch: 40, rail: 40, currency: 3 } as const;

function Bounds({ typed, onChange }: Part) {
  const { t } = useTexts();
  const currency = typed.currency.trim().toUpperCase();
  const wrong = LIMITS.some((each) => minorOf(typed[each], currency) === undefined);
  return (
    <details className={styles.bounds}>
      <summary>{t('people.bounds')}</summary>
      <div className={styles.pair}>
        {PLACES.map((place) => (
          <TextField
            key={place}
            label={t(`people.${place}`)}
            hint={t('people.everyHint')}
            most={LENGTHS[place]}
            value={typed[place]}
            onChange={(text) => onChange({ [place]: text })}
          />
        ))}
      </div>
      <div className={styles.pair}>
        {LIMITS.map((limit) => (
          <TextField
            key={limit}
            label={t(`people.${limit}`)}
            hint={t('people.limitHint')}
            inputMode="decimal"
            most={30}
            value={typed[limit]}
            onChange={(text) => onChange({ [limit]: text })}
          />
        ))}
      </div>
      {wrong && (
        <p className={styles.wrong} role="alert">
          {t('people.amountWrong')}
        </p>
      )}
    </details>
  );
}
