// Says that there is more than the list shows, instead of moving rows under the cursor.
import { useSyncExternalStore } from 'react';
import { Button } from '../../components/button.tsx';
import type { RowPages } from '../../components/grid/row-pages.ts';
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './queue-screen.module.css';

export function NewBar<Row>({
  pages,
  complete,
  onShow,
}: {
  readonly pages: RowPages<Row>;
  /** False while the book is still being read in, and lists stand in one order only. */
  readonly complete: boolean;
  readonly onShow: () => void;
}) {
  const { t, format } = useTexts();
  useSyncExternalStore(pages.subscribe, pages.version);
  const waiting = pages.waiting();
  if (pages.unanswered()) {
    return (
      <div className={styles.newBar} data-trouble="true" role="alert">
        <Icon name="alert" size={14} />
        {t('queue.unanswered')}
        <Button kind="quiet" onPress={pages.reload}>
          {t('again')}
        </Button>
      </div>
    );
  }
  if (!complete) {
    return (
      <div className={styles.newBar} role="status">
        <Icon name="clock" size={14} />
        {t('queue.readingIn')}
      </div>
    );
  }
  if (waiting === null) return null;
  return (
    <div className={styles.newBar} role="status">
      <Icon name="info" size={14} />
      {waiting > 0
        ? t('queue.new', { count: waiting, number: format.count(waiting) })
        : t('queue.changed')}
      <Button kind="quiet" hotkey="." onPress={onShow}>
        {t('queue.showNew')}
      </Button>
    </div>
  );
}
