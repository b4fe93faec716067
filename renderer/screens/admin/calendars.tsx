// The settlement calendar: the days of a year on which the system is shut beside the weekends, as the
// rules of the calendar make them.
import { useState } from 'react';
import { TARGET } from '../../../main/domain/calendars.ts';
import { addDays, dateOf, yearOf } from '../../../main/domain/dates.ts';
import { Button } from '../../components/button.tsx';
import { useOfficeState } from '../../context.ts';
import { useTexts } from '../../use-texts.ts';
import styles from './admin-screen.module.css';

const DAYS_MAX = 366;

export function Calendars() {
  const { t, format } = useTexts();
  const today = useOfficeState(({ businessDate }) => businessDate ?? '');
  const [year, setYear] = useState(() => (today === '' ? 2026 : yearOf(today)));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region is reached by Tab
    <section className={styles.scroll} tabIndex={0} aria-label={t('admin.calendars')}>
      <div className={styles.actions}>
        <Button onPress={() => setYear(year - 1)}>{String(year - 1)}</Button>
        <h2>
          {TARGET.name} {year}
        </h2>
        <Button onPress={() => setYear(year + 1)}>{String(year + 1)}</Button>
      </div>
      <p>{t('admin.closedDays')}</p>
      <ul className={styles.days}>
        {closedDays(year).map((day) => (
          <li key={day}>{format.date(day)}</li>
        ))}
      </ul>
    </section>
  );
}

/** The holidays of a year, in order. */
function closedDays(year: number): readonly string[] {
  const days: string[] = [];
  let day = dateOf(year, 1, 1);
  for (let at = 0; at < DAYS_MAX && yearOf(day) === year; at += 1) {
    if (TARGET.isHoliday(day)) days.push(day);
    day = addDays(day, 1);
  }
  return days;
}
