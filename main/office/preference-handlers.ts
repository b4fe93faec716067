// What a person chose for the console, kept for whoever speaks on the channel.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ok } from '../domain/result.ts';
import type { Office } from './office.ts';
import { keepPreferences, readPreferences } from './preferences-file.ts';

type PreferenceHandlers = Pick<Handlers<Session>, 'preferences' | 'keepPreferences'>;

export function preferenceHandlers({ folder }: Office): PreferenceHandlers {
  return {
    preferences: (_input, { actor }) => ok({ kept: readPreferences(folder, actor.id) }),
    keepPreferences: (chosen, { actor }) => {
      keepPreferences(folder, actor.id, chosen);
      return ok({});
    },
  };
}
