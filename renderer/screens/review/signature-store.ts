// What waits for a signature: the page of it, and the payment that is being looked at exactly as it
// is signed for. Looked at again whenever payments change, or who is there to sign.
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Output } from '../../../preload/contract/contract.ts';
import type { Office } from '../../office.ts';
import { throttled } from '../../throttle.ts';

export type WaitingList = Output<'approvalList'>;
export type WaitingRow = WaitingList['rows'][number];
export type WaitingView = Output<'approvalView'>;

export type SignatureState = {
  /** Null until the first answer is in. */
  readonly list: WaitingList | null;
  readonly openId: number | null;
  /** As it is shown and signed; null while it is fetched, or when it waits no more. */
  readonly view: WaitingView | null;
  readonly gone: boolean;
};

export type SignatureStore = {
  readonly state: StoreApi<SignatureState>;
  /** Follows the office until the returned function is called. */
  listen(): () => void;
  open(paymentId: number): void;
  close(): void;
  /** After a word was given: the list is fetched anew, and nothing is open. */
  said(): Promise<void>;
};

const LOOK_EVERY = 800;
/** Rows on the page: the oldest first, so that what waited longest is always there. */
const ROWS = 100;

export function createSignatureStore(office: Office): SignatureStore {
  const state = createStore<SignatureState>(() => ({
    list: null,
    openId: null,
    view: null,
    gone: false,
  }));
  const read = async (): Promise<void> => {
    const reply = await office.ask((client) => client.approvalList({ offset: 0, limit: ROWS }));
    if (reply.ok) state.setState({ list: reply.value });
  };
  const show = async (paymentId: number): Promise<void> => {
    const reply = await office.ask((client) => client.approvalView({ paymentId }));
    if (state.getState().openId !== paymentId) return;
    state.setState(reply.ok ? { view: reply.value, gone: false } : { view: null, gone: true });
  };
  return {
    state,
    listen() {
      const look = throttled(() => void read(), LOOK_EVERY, office.later);
      look();
      const lookAgain = (ids: readonly number[] | null): void => {
        look();
        const { openId } = state.getState();
        if (openId !== null && (ids === null || ids.includes(openId))) void show(openId);
      };
      const stops = [
        office.onChanged('payments', lookAgain),
        // Who is away, and so who may sign, is told beside each.
        office.onChanged('people', () => lookAgain(null)),
      ];
      return () => {
        for (const stop of stops) stop();
      };
    },
    open(paymentId) {
      state.setState({ openId: paymentId, view: null, gone: false });
      void show(paymentId);
    },
    close: () => state.setState({ openId: null, view: null, gone: false }),
    async said() {
      state.setState({ openId: null, view: null, gone: false });
      await read();
    },
  };
}
