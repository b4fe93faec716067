// Goal: no refusal tells a person without the compliance right that compliance is why. Method: every
// code that the contract declares is classed, and nothing else; every code is answered under each
// class, and what is not open is compared byte for byte with a technical wait of the same payment.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  BEING_PROCESSED,
  CONCEALED_STATUSES,
  DISCLOSURE_CLASSES,
  type DisclosureClass,
} from '../../../main/domain/disclosure.ts';
import {
  CLASS_OF_REFUSAL,
  TECHNICAL_WAIT,
  toldRefusal,
} from '../../../main/domain/refusal-classes.ts';
import { contract } from '../../../preload/contract/contract.ts';
import { accessRefusals } from '../../../preload/contract/values.ts';

const declared = Object.entries(contract).map(([name, method]) => {
  const codes: readonly string[] = 'refusals' in method ? method.refusals : [];
  return { name, codes };
});
const codes = Object.keys(CLASS_OF_REFUSAL);
const classes: { readonly [code: string]: DisclosureClass } = CLASS_OF_REFUSAL;

/** What a technical wait of this payment is refused with, as it is told. */
const wait = (status: string) =>
  JSON.stringify(toldRefusal({ code: TECHNICAL_WAIT, paymentId: 7, status }));

test('every code that a call declares has a class, and is concealed where it has none', () => {
  const known = new Set([...declared.flatMap((each) => each.codes), ...accessRefusals]);
  assert.deepEqual(
    [...known].filter((code) => classes[code] === undefined),
    [],
  );
  const told = toldRefusal({ code: 'listed_person', paymentId: 7, list: 'EU' });
  assert.equal(JSON.stringify(told), wait('suspended'));
});

test('whatever the code, one that is not open cannot be told from a technical wait', () => {
  for (const code of codes) {
    const refusal = { code, paymentId: 7, status: 'in_review', rule: 'a rule', reason: 'listed' };
    for (const each of DISCLOSURE_CLASSES) {
      const told = JSON.stringify(toldRefusal(refusal, { [code]: each }));
      if (each === 'open') {
        assert.equal(told, JSON.stringify({ ...refusal, status: BEING_PROCESSED }), code);
        continue;
      }
      for (const status of CONCEALED_STATUSES) assert.equal(told, wait(status), `${code} ${each}`);
    }
  }
});

test('a method that may refuse what is not open may refuse the wait that stands for it', () => {
  const lacking = declared.filter(({ codes: own }) => {
    const conceals = own.some((code) => classes[code] !== 'open');
    return conceals && !own.includes(TECHNICAL_WAIT);
  });
  assert.deepEqual(lacking, []);
});
