// One thing of a package, as an approver sees it at home.

import { effectInWords } from '../../preload/locales/effect-in-words.ts';
import { ShownPayment } from '../screens/review/shown-payment.tsx';
import { useTexts } from '../use-texts.ts';
import styles from './carried.module.css';
import type { Carried } from './carried-dialog.tsx';

export type Thing = Carried['things'][number];

export function CarriedThing({ thing }: { readonly thing: Thing }) {
  const { t, code, format } = useTexts();
  if (thing.kind === 'payment') return <ShownPayment view={thing.view} />;
  const { deed, maker, at, remark, effect } = thing;
  return (
    <>
      <b>{code('effect', deed)}</b>
      <small>{t('carried.askedBy', { person: maker, when: format.moment(at) })}</small>
      <dl className={styles.lines}>
        {effect.map((line, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one effect have no other name
          <div key={place}>
            <dt>{code('effect', line.what)}</dt>
            <dd>{effectInWords(line, code)}</dd>
          </div>
        ))}
      </dl>
      {remark !== null && <p>{remark}</p>}
    </>
  );
}
