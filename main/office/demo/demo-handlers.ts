// The demonstration's side of the office: it is begun in an untouched book, taken to its scenes, and
// its clock is told how fast to run.
import type { Handlers } from '../../../preload/contract/contract.ts';
import type { Session } from '../../../preload/session.ts';
import type { BookRole } from '../../domain/chart-of-accounts.ts';
import {
  DEMO_BEGINS,
  type DemoScene,
  demoInstant,
  scenesOf,
  screenOf,
} from '../../domain/demo-scenes.ts';
import { ok, type Refusal, refuse } from '../../domain/result.ts';
import { startDemo as markDemo } from '../../operations/start-demo.ts';
import type { Office } from '../office.ts';
import { DAY } from './demo-day.ts';
import { Director } from './director.ts';
import { type Doors, demoBatch } from './stage.ts';

type DemoHandlers = Pick<Handlers<Session>, 'startDemo' | 'demoDay' | 'playScene' | 'setDemoSpeed'>;

export function demoHandlers(office: Office, doors: Doors): DemoHandlers {
  const director = new Director(office, doors);
  return {
    startDemo: async (input, session) => {
      const { submissionId, role, scene } = input;
      if (scene !== undefined && screenOf(role, scene) === null) {
        return refuse({ code: 'scene_not_offered', scene });
      }
      const { desk, writer } = office;
      // An untouched book's first deed is at the beginning of the first of the earlier days.
      const isUntouched = desk.book.chainHead().sequence === 0;
      const before = { at: office.clock(), speed: office.officeClock.speed };
      const wasSet = office.officeClock.isSet;
      if (isUntouched) director.setToTheBeginning();
      const marked = await writer.do((turn) =>
        markDemo(desk, { submissionId, role }, office.contextFor(session, turn)),
      );
      if (!marked.ok) {
        if (isUntouched && wasSet) office.officeClock.set(before.at, before.speed);
        if (isUntouched && !wasSet) office.officeClock.unset();
        return marked;
      }
      await director.play(scene === undefined ? DEMO_BEGINS : demoInstant(scene));
      return ok({ batches: batchesToday(office), at: office.clock() });
    },
    demoDay: (_input, _session, signal) => demoDays(office, director, signal),
    playScene: async ({ scene }) => {
      const refusal = whyNot(office, director);
      if (refusal !== null) return refuse(refusal);
      const isOffered = screenOf(office.desk.book.role, scene) !== null;
      if (!isOffered) return refuse({ code: 'scene_not_offered', scene });
      const at = demoInstant(scene);
      if (at < office.clock()) return refuse({ code: 'scene_is_past', scene });
      await director.play(at);
      return ok({ at: office.clock() });
    },
    setDemoSpeed: ({ speed }) => {
      const refusal = whyNot(office, director);
      if (refusal !== null) return refuse(refusal);
      director.run(speed);
      return ok({ speed });
    },
  };
}

function whyNot(office: Office, director: Director): Refusal<'book_is_no_demonstration'> | null {
  const isOne = office.desk.book.demo && director.hasBegun;
  return isOne ? null : { code: 'book_is_no_demonstration' };
}

/** The day's files that came in so far, in the order of the day. */
function batchesToday(office: Office): readonly number[] {
  return DAY.map(({ key }) => demoBatch(office, key)).filter((batch) => batch !== null);
}

/** How far the demonstration is, at once and whenever that changed. */
async function* demoDays(office: Office, director: Director, signal: AbortSignal) {
  if (!office.desk.book.demo) return;
  let wake = (): void => undefined;
  let isTold = false;
  const stir = (): void => {
    isTold = false;
    wake();
  };
  const stopListening = director.onChange(stir);
  signal.addEventListener('abort', stir, { once: true });
  void director.resume(signal);
  try {
    while (!signal.aborted) {
      isTold = true;
      const { hasBegun } = director;
      const { at, speed, isPlaying } = director.standing();
      yield { hasBegun, at, speed, isPlaying, scenes: scenesAt(office.desk.book.role, at) };
      if (isTold) {
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
    }
  } finally {
    stopListening();
  }
}

function scenesAt(
  role: BookRole,
  at: number,
): readonly { readonly scene: DemoScene; readonly isPast: boolean }[] {
  return scenesOf(role).map((scene) => ({ scene, isPast: demoInstant(scene) <= at }));
}
