// The trail that stands open beside a list, whichever list it is: asked for, here, or not to be had.
import type { StoreApi } from 'zustand/vanilla';
import type { Output } from '../../../preload/contract/contract.ts';
import type { Office } from '../../office.ts';

export type OpenTrail =
  | { readonly kind: 'loading'; readonly paymentId: number }
  | { readonly kind: 'here'; readonly paymentId: number; readonly trail: Output<'paymentTrail'> }
  | { readonly kind: 'missing'; readonly paymentId: number };

type Desk = {
  readonly office: Office;
  readonly state: Pick<StoreApi<{ readonly open: OpenTrail | null }>, 'getState' | 'setState'>;
};

/** Reads the trail of a payment into `open`, unless another one stands there by then. */
export async function readTrail({ office, state }: Desk, paymentId: number): Promise<void> {
  const reply = await office.ask((client) => client.paymentTrail({ paymentId }));
  if (state.getState().open?.paymentId !== paymentId) return;
  const open: OpenTrail = reply.ok
    ? { kind: 'here', paymentId, trail: reply.value }
    : { kind: 'missing', paymentId };
  state.setState({ open });
}
