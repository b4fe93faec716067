// The proof that whatever was asked waits for: asked for once, however many wait for it, and over with
// whoever was at work. What waits is then sent again as it was, under the same submission id.
import type { StoreApi } from 'zustand/vanilla';
import type { Client } from '../preload/contract/contract.ts';
import type { Reply } from '../preload/contract/method.ts';
import type { OfficeState } from './office.ts';
import { isAtWork } from './standing.ts';

export type Proof = { readonly passphrase: string; readonly code: string };

export type OwnProof = {
  /** Resolves with whether it was given. */
  wait(): Promise<boolean>;
  /** Gives it; what waits goes on when it was right. */
  give(proof: Proof): Promise<Reply<unknown>>;
  /** Nothing that waits is done. */
  withhold(): void;
};

/** `stepUp` asks the office. The state says that a proof is wanted, for the one dialog that asks. */
export function ownProof(
  state: StoreApi<OfficeState>,
  stepUp: (question: (client: Client) => Promise<Reply<object>>) => Promise<Reply<object>>,
): OwnProof {
  let waiting: ((isGiven: boolean) => void)[] = [];
  const settle = (isGiven: boolean): void => {
    const released = waiting;
    waiting = [];
    state.setState({ proofWanted: false });
    for (const each of released) each(isGiven);
  };
  state.subscribe(({ standing, link }) => {
    if (waiting.length > 0 && (!isAtWork(standing) || link === 'ended')) settle(false);
  });
  return {
    wait: () =>
      new Promise((resolve) => {
        waiting.push(resolve);
        state.setState({ proofWanted: true });
      }),
    async give(proof) {
      const reply = await stepUp((client) => client.stepUp(proof));
      if (reply.ok) settle(true);
      return reply;
    },
    withhold: () => settle(false),
  };
}

/** Whether the answer is that whoever asked must show again who they are: nothing was looked at. */
export function isUnproven(reply: Reply<unknown>): boolean {
  return 'refusal' in reply && reply.refusal.code === 'step_up_needed';
}
