// The demonstration: a made-up bank and its day, played up to the scene that somebody wants to see.
import { z } from 'zod';
import { BOOK_ROLES } from '../../main/domain/chart-of-accounts.ts';
import { DEMO_SCENE_NAMES, DEMO_SPEEDS } from '../../main/domain/demo-scenes.ts';
import { ROLES } from '../../main/domain/permissions.ts';
import { method, stream } from './method.ts';
import { count, deed, deedRefusals, instant, list, rowId, text } from './values.ts';

const scene = z.enum(DEMO_SCENE_NAMES);
const speed = z.literal(DEMO_SPEEDS);

export const demoMethods = {
  /**
   * Makes an untouched book a demonstration for good, of a branch or of a clearing house: its bank, the days before, and its day up to
   * `scene` (where none is named, to 10:42). Answers the day's batches when all of it is judged.
   */
  startDemo: method({
    input: z.strictObject({
      ...deed,
      role: z.enum(BOOK_ROLES),
      scene: scene.optional(),
    }),
    output: z.strictObject({ batches: list(rowId, 50), at: instant }),
    refusals: [...deedRefusals, 'scene_not_offered', 'book_is_not_empty'],
  }),
  /**
   * How far the demonstration is: at once, and whenever that changed; `hasBegun` is false until its
   * bank is there. Ends at once in a live book. While it plays, its clock stands at the step in hand.
   */
  demoDay: stream({
    input: z.strictObject({}),
    item: z.strictObject({
      hasBegun: z.boolean(),
      at: instant,
      speed,
      isPlaying: z.boolean(),
      scenes: list(z.strictObject({ scene, isPast: z.boolean() }), 30),
    }),
  }),
  /** Plays the day up to a scene that lies ahead; answers when it is there. */
  playScene: method({
    input: z.strictObject({ scene }),
    output: z.strictObject({ at: instant }),
    refusals: ['book_is_no_demonstration', 'scene_not_offered', 'scene_is_past'],
  }),
  /** Lets the demonstration's clock run so many times as fast as the wall's. */
  setDemoSpeed: method({
    input: z.strictObject({ speed }),
    output: z.strictObject({ speed }),
    refusals: ['book_is_no_demonstration'],
  }),
  /** Whom one may sign in as, and with what; null unless they were brought into a demonstration. */
  demoPeople: method({
    input: z.strictObject({}),
    output: z
      .strictObject({
        passphrase: text(200),
        people: list(
          z.strictObject({
            signInName: text(64),
            name: text(200),
            roles: list(z.enum(ROLES), ROLES.length),
          }),
          50,
        ),
      })
      .nullable(),
    refusals: [],
  }),
  /** Brings the demonstration's people into its book; from then on everybody signs in. */
  bringDemoPeople: method({
    input: z.strictObject(deed),
    output: z.strictObject({ people: count }),
    refusals: [...deedRefusals, 'book_is_no_demonstration', 'people_already_set_up'],
  }),
};
