// A list with a detail beside it: every screen with a list stands in this frame.
// biome-ignore-all lint/a11y/useSemanticElements: a region inside the aside scrolls
import type { ReactNode } from 'react';
import { useTexts } from '../use-texts.ts';
import { Button } from './button.tsx';
import styles from './split.module.css';

export function Split({
  children,
  detail,
  detailTitle,
  onClose,
}: {
  readonly children: ReactNode;
  /** Null: the list has the whole width. */
  readonly detail: ReactNode | null;
  readonly detailTitle: string;
  readonly onClose: () => void;
}) {
  const { t } = useTexts();
  return (
    <div className={styles.split}>
      <div className={styles.list}>{children}</div>
      {detail !== null && (
        <aside className={styles.detail} aria-label={detailTitle}>
          <div className={styles.detailHead}>
            <h2>{detailTitle}</h2>
            <Button kind="quiet" icon="close" aria-label={t('close')} onPress={onClose} />
          </div>
          {/* Scrolled by the keyboard too, so it takes the focus. */}
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab */}
          <div className={styles.scroll} tabIndex={0} role="region" aria-label={detailTitle}>
            {detail}
          </div>
        </aside>
      )}
    </div>
  );
}
