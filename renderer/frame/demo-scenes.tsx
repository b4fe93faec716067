// The demonstration's clock beside its mark, and the scenes that its day can be taken to.
import { useEffect, useRef, useState } from 'react';
import { Heading } from 'react-aria-components';
import type { BookRole } from '../../main/domain/chart-of-accounts.ts';
import {
  type BranchScene,
  DEMO_SPEEDS,
  type DemoScene,
  type HouseScene,
  screenOf,
} from '../../main/domain/demo-scenes.ts';
import type { Item } from '../../preload/contract/contract.ts';
import { Button } from '../components/button.tsx';
import { DialogFrame } from '../components/dialog.tsx';
import { Trouble } from '../components/message.tsx';
import { useConsole, useIsReady, useOffice, useOfficeState } from '../context.ts';
import { useDeed } from '../use-deed.ts';
import { useTexts } from '../use-texts.ts';
import styles from './demo-scenes.module.css';

type DemoDay = Item<'demoDay'>;

const BRANCH_TEXTS = {
  '06:45': 'demoDay.at0645',
  '08:10': 'demoDay.at0810',
  '08:50': 'demoDay.at0850',
  '10:42': 'demoDay.at1042',
  '12:30': 'demoDay.at1230',
  '13:20': 'demoDay.at1320',
  '15:30': 'demoDay.at1530',
  '16:20': 'demoDay.at1620',
  '18:20': 'demoDay.at1820',
} as const satisfies Record<BranchScene, string>;

const HOUSE_TEXTS = {
  '08:30': 'demoDay.house0830',
  '10:42': 'demoDay.house1042',
  '12:30': 'demoDay.house1230',
  '14:00': 'demoDay.house1400',
  '14:20': 'demoDay.house1420',
  '18:20': 'demoDay.house1820',
} as const satisfies Record<HouseScene, string>;

const TITLES = {
  participant: 'demoDay.title',
  clearing: 'demoDay.houseTitle',
} as const satisfies Record<BookRole, string>;

type SceneText = (typeof BRANCH_TEXTS)[BranchScene] | (typeof HOUSE_TEXTS)[HouseScene];

const SCENE_TEXTS: Record<BookRole, { readonly [scene in DemoScene]?: SceneText }> = {
  participant: BRANCH_TEXTS,
  clearing: HOUSE_TEXTS,
};

/** The demo bank is in Frankfurt, where it is winter; its clock is read as on the wall there. */
const FRANKFURT_WINTER = 3_600_000;

function wallTime(at: number): string {
  return new Date(at + FRANKFURT_WINTER).toISOString().slice(11, 16);
}

/** How far the demonstration is; null in another book. */
function useDemoDay(): DemoDay | null {
  const office = useOffice();
  const demo = useOfficeState((state) => state.demo);
  const [day, setDay] = useState<DemoDay | null>(null);
  useEffect(() => {
    if (!demo) return;
    const leaving = new AbortController();
    void office.follow((client) => client.demoDay({}), setDay, leaving.signal);
    return () => leaving.abort();
  }, [office, demo]);
  return day;
}

/** Its time now: the office says it when something changes, and in between it runs on here. */
function useTime({ at, speed, isPlaying }: DemoDay): string {
  const [now, setNow] = useState(at);
  useEffect(() => {
    setNow(at);
    if (isPlaying) return;
    const since = performance.now();
    const tick = () => setNow(at + (performance.now() - since) * speed);
    const timer = setInterval(tick, 500);
    return () => clearInterval(timer);
  }, [at, speed, isPlaying]);
  return wallTime(now);
}

export function DemoMark() {
  const { t } = useTexts();
  const day = useDemoDay();
  const [isOpen, setOpen] = useState(false);
  const begun = useRef<boolean | null>(null);
  const hasBegun = day?.hasBegun ?? null;
  useEffect(() => {
    // Whoever has just begun the demonstration is asked what to see of it.
    if (begun.current === false && hasBegun === true) setOpen(true);
    if (hasBegun !== null) begun.current = hasBegun;
  }, [hasBegun]);
  if (day?.hasBegun !== true) return <span className={styles.mark}>{t('demo')}</span>;
  return (
    <>
      <DemoClock day={day} onPress={() => setOpen(true)} />
      {isOpen && <SceneDialog day={day} onClose={() => setOpen(false)} />}
    </>
  );
}

function DemoClock({ day, onPress }: { readonly day: DemoDay; readonly onPress: () => void }) {
  const { t } = useTexts();
  const time = useTime(day);
  return (
    <button
      type="button"
      className={styles.clock}
      aria-haspopup="dialog"
      aria-label={`${t('demo')} ${t('demoDay.open', { time })}`}
      onClick={onPress}
    >
      <span aria-hidden="true">{t('demo')}</span> <b aria-hidden="true">{time}</b>
    </button>
  );
}

function SceneDialog({ day, onClose }: { readonly day: DemoDay; readonly onClose: () => void }) {
  const { t } = useTexts();
  const { navigation } = useConsole();
  const office = useOffice();
  const deed = useDeed();
  const ready = useIsReady();
  const time = useTime(day);
  const role = useOfficeState((state) => state.role);
  const canAct = ready && !deed.busy && !day.isPlaying;
  async function show(scene: DemoScene, isPast: boolean) {
    if (!isPast) {
      const played = await deed.run(() => office.ask((client) => client.playScene({ scene })));
      if (played === null) return;
    }
    const screen = screenOf(role, scene);
    if (screen !== null) navigation.go(screen);
    onClose();
  }
  return (
    <DialogFrame label={t(TITLES[role])} onClose={onClose} wide>
      <Heading slot="title" className={styles.title ?? ''}>
        {t(TITLES[role])}
      </Heading>
      <p className={styles.lead}>{t('demoDay.lead', { time })}</p>
      <Speeds day={day} isDisabled={!canAct} />
      <ul className={styles.scenes}>
        {day.scenes.map(({ scene, isPast }) => (
          <li key={scene} className={styles.scene}>
            <Button
              kind={isPast ? 'plain' : 'primary'}
              isDisabled={!canAct}
              onPress={() => void show(scene, isPast)}
            >
              {scene}
            </Button>
            <SceneText role={role} scene={scene} />
            <span className={styles.standing}>{t(isPast ? 'demoDay.past' : 'demoDay.ahead')}</span>
          </li>
        ))}
      </ul>
      {(deed.busy || day.isPlaying) && <p role="status">{t('demoDay.playing', { time })}</p>}
      <Trouble of={deed} />
      <div className={styles.actions}>
        <Button onPress={onClose}>{t('close')}</Button>
      </div>
    </DialogFrame>
  );
}

/** What a scene of the day of `role` shows. */
function SceneText({ role, scene }: { readonly role: BookRole; readonly scene: DemoScene }) {
  const { t } = useTexts();
  const key = SCENE_TEXTS[role][scene];
  return <span>{key === undefined ? '' : t(key)}</span>;
}

function Speeds({ day, isDisabled }: { readonly day: DemoDay; readonly isDisabled: boolean }) {
  const { t } = useTexts();
  const office = useOffice();
  const deed = useDeed();
  return (
    <fieldset className={styles.speeds}>
      <legend>{t('demoDay.speed')}</legend>
      {DEMO_SPEEDS.map((speed) => (
        <button
          key={speed}
          type="button"
          disabled={isDisabled}
          aria-pressed={day.speed === speed}
          onClick={() =>
            void deed.run(() => office.ask((client) => client.setDemoSpeed({ speed })))
          }
        >
          ×{speed}
        </button>
      ))}
    </fieldset>
  );
}
