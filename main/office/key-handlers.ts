// How the book is opened, as an administrator sees and changes it.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ok } from '../domain/result.ts';
import { added, judgePassphrase, removed, replaced } from './change-slots.ts';
import type { Office } from './office.ts';
import { orAsk } from './request-handlers.ts';
import type { Turn } from './writer.ts';

type KeyHandlers = Pick<
  Handlers<Session>,
  | 'bookKeys'
  | 'addKeySlot'
  | 'replaceKeySlot'
  | 'removeKeySlot'
  | 'showRecoveryKey'
  | 'offerKey'
  | 'changeKey'
>;

/** What another administrator is asked to sign for: that this person changes this key. */
function asking(submissionId: string, keyId: string) {
  return { submissionId, asked: { deed: 'changeKey', keyId }, remark: '' } as const;
}

export function keyHandlers(office: Office): KeyHandlers {
  const { keys } = office;
  const contextIn = (session: Session) => (turn: Turn) => office.contextFor(session, turn);
  return {
    bookKeys: async () => ok({ ...keys.view(), room: await keys.room() }),
    addKeySlot: ({ submissionId, secret, passphrase }, session) => {
      const deed = { submissionId, deed: 'addKeySlot', bound: '' } as const;
      const asked = { judge: () => judgePassphrase(passphrase), change: added(passphrase) };
      return keys.change(deed, secret, asked, contextIn(session));
    },
    replaceKeySlot: ({ submissionId, secret, passphrase }, session) => {
      const deed = { submissionId, deed: 'replaceKeySlot', bound: '' } as const;
      const change = replaced(secret, passphrase);
      const asked = { judge: () => judgePassphrase(passphrase), change };
      return keys.change(deed, secret, asked, contextIn(session));
    },
    removeKeySlot: ({ submissionId, secret, slot }, session) => {
      const deed = { submissionId, deed: 'removeKeySlot', bound: slot } as const;
      const asked = { judge: () => ok(null), change: removed(slot) };
      return keys.change(deed, secret, asked, contextIn(session));
    },
    showRecoveryKey: ({ submissionId, secret }, session) => {
      const deed = { submissionId, deed: 'showRecoveryKey', bound: '' } as const;
      return keys.recovery(deed, secret, contextIn(session));
    },
    offerKey: async ({ requestId, ...asked }, session) => {
      const offered = await keys.offer(asked, contextIn(session));
      return orAsk(office, offered, asking(requestId, asked.from), session);
    },
    changeKey: async ({ submissionId, ...asked }, session) => {
      const deed = { submissionId, deed: 'changeKey', bound: asked.to } as const;
      const changed = await keys.anotherKey(deed, asked, contextIn(session));
      return orAsk(office, changed, asking(submissionId, asked.from), session);
    },
  };
}
