// An empty book: what to do first, in order, and why.
import { Icon } from '../../components/icon.tsx';
import { useMay, useOfficeState } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import { PickButton } from './batch-screen.tsx';
import styles from './first-start.module.css';

export function FirstStart({ onFile }: { readonly onFile: (file: File | undefined) => void }) {
  const { t } = useTexts();
  const mayOpen = useMay('openAccounts');
  const maySubmit = useMay('submitBatch');
  const demo = useOfficeState((state) => state.demo);
  return (
    <div className={styles.first}>
      <h2 className={styles.title}>{t('first.title')}</h2>
      <p className={styles.lead}>{t('first.lead')}</p>
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
          <PickButton label={t('batch.pick')} isDisabled={!maySubmit} onFile={onFile} />
        </li>
        <li className={styles.step}>
          <h3 className={styles.stepTitle}>{t('first.decide')}</h3>
          <p>{t('first.decideWhy')}</p>
        </li>
      </ol>
      {!demo && (
        <p className={styles.demoHint}>
          <Icon name="info" size={14} /> {t('first.demo')} <code>npm start -- --demo</code>
        </p>
      )}
    </div>
  );
}

/** The shape of an account list, as the office reads it. */
const ACCOUNTS_SAMPLE = `account,name,currency,kind,openingBalance,accountLimit
DE89370400440532013000,Ferrum GmbH,EUR,customer,250000.00,0`;
