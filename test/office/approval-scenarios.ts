// One way to every refusal of what waits for another person's signature.
import type { Role } from '../../main/domain/permissions.ts';
import { createClient } from '../../preload/client.ts';
import { type Client, contract } from '../../preload/contract/contract.ts';
import { BEYOND_TO_SIGN } from './authority-scenarios.ts';
import type { CALLS, Scenario } from './refusal-scenarios.ts';
import type { RefusalWorld } from './refusal-world.ts';
import type { RunningOffice } from './running-office.ts';

const UNKNOWN = 987_654;
const STALE = 'ab'.repeat(32);

/** A client into the office for a person with these roles. */
export function clientOf({ office }: RunningOffice, id: string, roles: readonly Role[]): Client {
  return createClient(contract, office.open({ actor: { id, name: id, roles }, shell: 'cli' }));
}

/** Signs, or sends back, as a person with these roles; the hash is of nothing that is shown. */
function word(
  deed: 'approve' | 'rejectApproval',
  person: string,
  roles: readonly Role[],
  of: (world: RefusalWorld) => number = ({ payments }) => payments.awaitingApproval,
  remark = 'seen',
): Scenario {
  return (world) => {
    const client = clientOf(world.on, person, roles);
    const said = { submissionId: world.id(), paymentId: of(world), shown: STALE, remark };
    if (deed === 'approve') return client.approve(said);
    return client.rejectApproval({ ...said, reasonCode: remark === '' ? '' : 'NARR' });
  };
}

const common = (deed: 'approve' | 'rejectApproval') => ({
  payment_unknown: word(deed, 'dora', ['supervisor'], () => UNKNOWN),
  payment_status_does_not_allow: word(
    deed,
    'dora',
    ['supervisor'],
    ({ payments }) => payments.inClosedCycle,
  ),
  second_person_must_differ: word(deed, 'anna', ['supervisor']),
  // Its first level is signed, and the second is not an analyst's to give.
  signer_not_permitted: word(deed, 'carla', ['analyst']),
});

const stale = (deed: 'approve' | 'rejectApproval') => word(deed, 'dora', ['supervisor']);

export const APPROVAL_CALLS = {
  approvalList: {
    not_permitted: ({ outsider }) => outsider.approvalList({ offset: 0, limit: 1 }),
  },
  approvalView: {
    not_permitted: ({ outsider, payments }) =>
      outsider.approvalView({ paymentId: payments.awaitingApproval }),
    payment_unknown: ({ client }) => client.approvalView({ paymentId: UNKNOWN }),
    payment_status_does_not_allow: ({ client, payments }) =>
      client.approvalView({ paymentId: payments.inClosedCycle }),
  },
  approve: { ...common('approve'), ...BEYOND_TO_SIGN, approval_stale: stale('approve') },
  amendPayment: {
    payment_unknown: ({ client, id }) =>
      client.amendPayment({ submissionId: id(), paymentId: UNKNOWN, remittance: '' }),
    payment_status_does_not_allow: ({ client, id, payments }) =>
      client.amendPayment({
        submissionId: id(),
        paymentId: payments.inClosedCycle,
        remittance: '',
      }),
  },
  remindPayment: {
    payment_unknown: ({ client, id }) =>
      client.remindPayment({ submissionId: id(), paymentId: UNKNOWN }),
    payment_status_does_not_allow: ({ client, id, payments }) =>
      client.remindPayment({ submissionId: id(), paymentId: payments.inClosedCycle }),
    reminded_lately: async ({ client, id, payments }) => {
      const { awaitingApproval: paymentId } = payments;
      const first = await client.remindPayment({ submissionId: id(), paymentId });
      // It may have been reminded of by an earlier run of this, and is refused then as well.
      return first.ok ? client.remindPayment({ submissionId: id(), paymentId }) : first;
    },
  },
  rejectApproval: {
    ...common('rejectApproval'),
    remark_required: word('rejectApproval', 'dora', ['supervisor'], undefined, ''),
    approval_stale: stale('rejectApproval'),
  },
} satisfies Pick<
  typeof CALLS,
  'approvalList' | 'approvalView' | 'approve' | 'amendPayment' | 'remindPayment' | 'rejectApproval'
>;
