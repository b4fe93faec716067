// One believable input and answer of every method on emergency overrides.
import type { MethodName } from '../../preload/contract/contract.ts';
import type { overrideMethods } from '../../preload/contract/overrides.ts';
import type { SampleOf } from './samples.ts';

const shown = 'ce'.repeat(32);
const submissionId = '01999999-0000-7000-8000-000000000051';

export const overrideSamples: {
  readonly [Name in Extract<MethodName, keyof typeof overrideMethods>]: SampleOf<Name>;
} = {
  overrideList: {
    input: {},
    output: {
      isOn: true,
      standing: 1,
      overrides: [
        {
          overrideId: 7,
          kind: 'request',
          thing: 3,
          what: 'setPolicy',
          effect: [{ what: 'setting', before: null, after: 'cutOff:batch' }],
          shown,
          state: 'confirmed',
          begun: { person: 'person:3', at: 1_795_000_000_000, reason: 'the rail closes early' },
          confirmed: { person: 'person:4', at: 1_795_000_100_000, reason: null },
          acknowledged: null,
          mayAcknowledge: true,
        },
      ],
    },
  },
  overrideWait: {
    input: { submissionId, kind: 'request', id: 3, step: 'begin', shown, reason: 'it cannot wait' },
    output: { override: 7, state: 'begun' },
  },
  acknowledgeOverride: {
    input: { submissionId, overrideId: 7, remark: '' },
    output: { state: 'acknowledged' },
  },
};
