// An empty book: look around in a demonstration first, or bring in what is one's own, in order.
import { BOOK_ROLES, type BookRole } from '../../../main/domain/chart-of-accounts.ts';
import { Button } from '../../components/button.tsx';
import { Trouble } from '../../components/message.tsx';
import { PickButton } from '../../components/pick-button.tsx';
import { useIsReady, useMay, useOffice } from '../../context.ts';
import { useDeed } from '../../use-deed.ts';
import { useTexts } from '../../use-texts.ts';
import { PAYMENT_FILES } from './batch-state.ts';
import type { BatchStore } from './batch-store.ts';
import styles from './first-start.module.css';

type TakeFile = (file: File | undefined) => void;

export function FirstStart({
  store,
  onFile,
}: {
  readonly store: BatchStore;
  readonly onFile: TakeFile;
}) {
  const { t } = useTexts();
  return (
    <div className={styles.first}>
      <h2 className={styles.title}>{t('first.title')}</h2>
      <p className={styles.lead}>{t('first.lead')}</p>
      <DemoOffer store={store} />
      <p className={styles.or}>{t('first.or')}</p>
      <RoleChoice />
      <OwnSteps onFile={onFile} />
    </div>
  );
}

/** A book with invented customers and files: made by the office, and marked as such everywhere. */
function DemoOffer({ store }: { readonly store: BatchStore }) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const ready = useIsReady();
  const may = useMay('startDemo');
  async function start(role: BookRole) {
    const done = await deed.run((submissionId) =>
      office.ask((client) => client.startDemo({ submissionId, role })),
    );
    const newest = done?.batches.at(-1);
    if (newest !== undefined) store.select(newest);
  }
  return (
    <section className={styles.offer} aria-label={t('first.demo')}>
      <h3 className={styles.stepTitle}>{t('first.demo')}</h3>
      <p>{t('first.demoWhy')}</p>
      <div className={styles.choices}>
        {BOOK_ROLES.map((role) => (
          <Button
            key={role}
            kind={role === 'participant' ? 'primary' : 'plain'}
            isDisabled={!ready || !may || deed.busy}
            onPress={() => void start(role)}
          >
            {t(deed.busy ? 'first.demoRunning' : DEMO_OF[role])}
          </Button>
        ))}
      </div>
      <Trouble of={deed} />
    </section>
  );
}

const DEMO_OF = { participant: 'first.demoStart', clearing: 'first.demoClearing' } as const;

/** What a book of one's own is for: a branch's unless it is made a clearing house's now. */
function RoleChoice() {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  const ready = useIsReady();
  const may = useMay('chooseRole');
  return (
    <section className={styles.roles} aria-label={t('role.choose')}>
      <h3 className={styles.stepTitle}>{t('role.choose')}</h3>
      <dl>
        {BOOK_ROLES.map((role) => (
          <div key={role}>
            <dt>{t(`role.${role}`)}</dt>
            <dd>{t(`role.${role}Why`)}</dd>
          </div>
        ))}
      </dl>
      <div className={styles.choices}>
        <Button
          isDisabled={!ready || !may || deed.busy}
          onPress={() =>
            void deed.run((submissionId) =>
              office.ask((client) => client.chooseRole({ submissionId, role: 'clearing' })),
            )
          }
        >
          {t('role.make')}
        </Button>
        <small>{t('role.forGood')}</small>
      </div>
      <Trouble of={deed} />
    </section>
  );
}

function OwnSteps({ onFile }: { readonly onFile: TakeFile }) {
  const { t } = useTexts();
  const mayOpen = useMay('openAccounts');
  const maySubmit = useMay('submitBatch');
  return (
    <ol className={styles.steps}>
      <li className={styles.step}>
        <h3 className={styles.stepTitle}>{t('first.accounts')}</h3>
        <p>{t('first.accountsWhy')}</p>
        <pre className={styles.sample}>{ACCOUNTS_SAMPLE}</pre>
        <PickButton
          label={t('first.accountsPick')}
          accept=".csv"
          isDisabled={!mayOpen}
          onFile={onFile}
        />
      </li>
      <li className={styles.step}>
        <h3 className={styles.stepTitle}>{t('first.file')}</h3>
        <p>{t('first.fileWhy')}</p>
        <PickButton
          label={t('batch.pick')}
          accept={PAYMENT_FILES}
          isDisabled={!maySubmit}
          onFile={onFile}
        />
      </li>
      <li className={styles.step}>
        <h3 className={styles.stepTitle}>{t('first.decide')}</h3>
        <p>{t('first.decideWhy')}</p>
      </li>
    </ol>
  );
}

/** The shape of an account list, as the office reads it. */
const ACCOUNTS_SAMPLE = `account,name,currency,kind,openingBalance,accountLimit
DE89370400440532013000,Ferrum GmbH,EUR,customer,250000.00,0`;
