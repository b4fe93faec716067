// Who speaks on a channel: stated by the shell that opened it, never by the page.
import type { Actor } from '../main/domain/permissions.ts';

export type Session = {
  readonly actor: Actor;
  readonly shell: 'cli' | 'loopback' | 'electron';
};
