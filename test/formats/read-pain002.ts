// Reads a status report for tests: by our own scanner as a tree, and by xmllint against the ISO
// schema where both are there.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { createVocabulary } from '../../main/formats/xml-names.ts';
import { createXmlScanner } from '../../main/formats/xml-scanner.ts';
import {
  elementName,
  HOLDS_ELEMENTS,
  HOLDS_VALUE,
  valueText,
  type XmlHandler,
} from '../../main/formats/xml-state.ts';
import { corporaFolder } from '../corpora/corpora.ts';

/** Elements of pain.002 that hold others; every other element holds a value. */
const CONTAINERS = [
  'Document',
  'CstmrPmtStsRpt',
  'GrpHdr',
  'OrgnlGrpInfAndSts',
  'OrgnlPmtInfAndSts',
  'TxInfAndSts',
  'StsRsnInf',
  'Rsn',
  'NbOfTxsPerSts',
  'OrgnlTxRef',
  'Amt',
];

/** An element: its value, and the elements in it in order. */
export type Element = { readonly name: string; value: string; readonly inside: Element[] };

/** The document's root element and its namespace; fails the test when it is not well formed. */
export function readTree(xml: string): { readonly root: Element; readonly namespace: string } {
  const document: Element = { name: '', value: '', inside: [] };
  const open: Element[] = [document];
  let namespace = '';
  const handler: XmlHandler = {
    open(scan, name, ns) {
      const element: Element = { name: elementName(scan), value: '', inside: [] };
      open.at(-1)?.inside.push(element);
      open.push(element);
      namespace = scan.namespaces[ns] ?? '';
      return name >= 0 ? HOLDS_ELEMENTS : HOLDS_VALUE;
    },
    close(scan) {
      const element = open.pop();
      assert.ok(element !== undefined);
      if (!CONTAINERS.includes(element.name)) element.value = valueText(scan);
    },
    strayText: (_scan, line) => assert.fail(`text where elements belong, line ${line}`),
  };
  const scanner = createXmlScanner(handler, createVocabulary(CONTAINERS));
  scanner.push(Buffer.from(xml, 'utf8'));
  assert.equal(scanner.end(), null);
  const [root] = document.inside;
  assert.ok(root !== undefined);
  return { root, namespace };
}

/** Every element of this name below `element`, in order. */
export function all(element: Element, name: string): Element[] {
  return element.inside.flatMap((each) => (each.name === name ? [each] : all(each, name)));
}

/** The value of the first element of this name below `element`, or null. */
export function value(element: Element, name: string): string | null {
  return all(element, name)[0]?.value ?? null;
}

const SCHEMAS = 'xsd/phoughton+pyiso20022/xsd/payments_initiation/pain.002';

/** Validates against pain.002.001.`version` of the corpora; says why where it cannot. */
export function validate(t: TestContext, xml: string, version: '03' | '10'): void {
  const folder = corporaFolder();
  if (folder === null) {
    t.skip('no corpora here: the schema of pain.002 is not there');
    return;
  }
  const schema = join(folder, SCHEMAS, `pain.002.001.${version}.xsd`);
  assert.ok(existsSync(schema));
  const args = ['--noout', '--nonet', '--schema', schema, '-'];
  const run = spawnSync('xmllint', args, { input: xml, encoding: 'utf8' });
  if (run.error !== undefined) {
    t.skip('no xmllint here (package libxml2-utils)');
    return;
  }
  assert.equal(run.status, 0, run.stderr);
}
