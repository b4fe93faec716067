// Walks a pain.001 along its message definition: what may stand where, how often, in which order,
// what must be there, and what a leaf may say. Every breach is a problem with its place.

import type { Schema } from './message-schema.ts';
import type { LeafKind } from './message-values.ts';
import { closeField, openField } from './pain001-content.ts';
import { shown } from './pain001-problems.ts';
import type { Reading } from './pain001-state.ts';
import { IGNORED, LEAF, report } from './pain001-state.ts';
import { attributeIs, attributeNameText, attributeSays, attributeText } from './xml-attributes.ts';
import { attributeNamespace, isDeclaration } from './xml-namespaces.ts';
import type { XmlScan } from './xml-state.ts';
import {
  elementName,
  HOLDS_ANYTHING,
  HOLDS_ELEMENTS,
  HOLDS_VALUE,
  valueIs,
  valueLength,
  valueText,
} from './xml-state.ts';

/** Attributes of this namespace (schema locations and the like) say nothing about a payment. */
const INSTANCE = 'http://www.w3.org/2001/XMLSchema-instance';

/** The Document element itself, from which the message definition starts. */
export function openRoot(reading: Reading, schema: Schema, scan: XmlScan): number {
  const { depth } = scan;
  reading.states[depth] = schema.root;
  reading.particles[depth] = -1;
  checkAttributes(reading, scan, null);
  return beginChildren(reading, depth);
}

function beginChildren(reading: Reading, depth: number): number {
  reading.seen[depth] = 0;
  reading.lastOrders[depth] = -1;
  reading.lastParticles[depth] = -1;
  reading.strays[depth] = 0;
  return HOLDS_ELEMENTS;
}

/** An element of the message opens; the answer is what it holds. */
export function openInMessage(
  reading: Reading,
  schema: Schema,
  scan: XmlScan,
  name: number,
): number {
  const { states } = reading;
  const { depth } = scan;
  const parent = states[depth - 1] ?? IGNORED;
  if (parent === IGNORED) {
    states[depth] = IGNORED;
    return HOLDS_ANYTHING;
  }
  const particle =
    parent === LEAF || name < 0 ? -1 : (schema.next[parent * schema.stride + name] ?? -1);
  if (particle < 0) return openUnknown(reading, scan, parent);
  const state = schema.states[particle] ?? IGNORED;
  states[depth] = state;
  reading.particles[depth] = particle;
  placeAmongSiblings(reading, schema, scan, particle);
  if (scan.attributeCount > 0) checkAttributes(reading, scan, schema.kinds[particle] ?? null);
  else if (schema.isAmount[particle] === 1) missingCurrency(reading, scan);
  const field = schema.fields[particle] ?? -1;
  if (field >= 0) openField(reading, scan, field);
  if (state !== LEAF) return beginChildren(reading, depth);
  if (schema.kinds[particle]?.token !== 'anything') return HOLDS_VALUE;
  states[depth] = IGNORED;
  return HOLDS_ANYTHING;
}

/** An element that may not stand here: reported once, and nothing below it is looked at. */
function openUnknown(reading: Reading, scan: XmlScan, parent: number): number {
  reading.states[scan.depth] = IGNORED;
  report(reading, scan, {
    code: 'element_not_expected',
    data: { element: shown(elementName(scan)) },
  });
  if (parent === LEAF) reading.states[scan.depth - 1] = IGNORED;
  return HOLDS_ANYTHING;
}

/** Order and number among the children of the parent, whose account is kept one depth up. */
function placeAmongSiblings(
  reading: Reading,
  schema: Schema,
  scan: XmlScan,
  particle: number,
): void {
  const above = scan.depth - 1;
  const order = schema.orders[particle] ?? 0;
  const last = reading.lastOrders[above] ?? -1;
  if (order !== last) {
    reading.lastOrders[above] = order;
    reading.lastParticles[above] = particle;
    reading.seen[above] = (reading.seen[above] ?? 0) | (1 << order);
    reading.repeats[above] = 1;
    // The order goes on from here, so that one element in the wrong place is one problem.
    if (order < last) {
      report(reading, scan, { code: 'element_out_of_order', data: { element: elementName(scan) } });
    }
    return;
  }
  const repeats = (reading.repeats[above] ?? 0) + 1;
  reading.repeats[above] = repeats;
  if (repeats <= (schema.maxima[particle] ?? 1)) return;
  const isSame = reading.lastParticles[above] === particle;
  report(reading, scan, {
    code: isSame ? 'element_repeated' : 'element_not_expected',
    data: { element: elementName(scan), most: String(schema.maxima[particle] ?? 1) },
  });
}

function checkAttributes(reading: Reading, scan: XmlScan, kind: LeafKind | null): void {
  let hasCurrency = false;
  for (let index = 0; index < scan.attributeCount; index += 1) {
    if (kind?.isAmount === true && attributeIs(scan, index, 'Ccy')) {
      const isAsBefore = reading.currency !== null && attributeSays(scan, index, reading.currency);
      if (!isAsBefore) reading.currency = attributeText(scan, index);
      hasCurrency = true;
    } else if (!isIgnorable(scan, index)) {
      const attribute = shown(attributeNameText(scan, index));
      report(reading, scan, { code: 'attribute_not_expected', data: { attribute } });
    }
  }
  if (kind?.isAmount === true && !hasCurrency) missingCurrency(reading, scan);
}

function isIgnorable(scan: XmlScan, index: number): boolean {
  if (isDeclaration(scan, index)) return true;
  const namespace = attributeNamespace(scan, index);
  return namespace === 1 || scan.namespaces[namespace] === INSTANCE;
}

function missingCurrency(reading: Reading, scan: XmlScan): void {
  reading.currency = null;
  report(reading, scan, { code: 'attribute_missing', data: { attribute: 'Ccy' } });
}

/** An element of the message closes. */
export function closeInMessage(reading: Reading, schema: Schema, scan: XmlScan): void {
  const { depth } = scan;
  const state = reading.states[depth] ?? IGNORED;
  if (state === IGNORED) return;
  const particle = reading.particles[depth] ?? -1;
  const field = schema.fields[particle] ?? -1;
  if (state === LEAF) {
    const kind = schema.kinds[particle] ?? null;
    if (kind !== null) closeLeaf(reading, scan, kind, field);
    return;
  }
  const missing = (schema.required[state] ?? 0) & ~(reading.seen[depth] ?? 0);
  if (missing !== 0) reportMissing(reading, schema, scan, state, missing);
  if (schema.isWatched[state] === 1) checkAddress(reading, schema, scan, state);
  if (field >= 0) closeField(reading, scan, field, null);
}

function reportMissing(
  reading: Reading,
  schema: Schema,
  scan: XmlScan,
  state: number,
  missing: number,
): void {
  for (let order = 0; order < 31; order += 1) {
    if ((missing & (1 << order)) === 0) continue;
    const names = schema.childNames(state, order);
    report(reading, scan, {
      code: 'element_missing',
      child: names.join('|'),
      data: { element: names.join('|') },
    });
  }
}

/**
 * An address in free lines without town and country is no longer carried by SEPA and CBPR+ after
 * November 2026 (EPC153-22, CBPR+ SR2026); the schema still allows it, so it only warns.
 */
function checkAddress(reading: Reading, schema: Schema, scan: XmlScan, state: number): void {
  const has = (name: string): boolean => {
    const particle = schema.next[state * schema.stride + schema.vocabulary.indexOf(name)] ?? -1;
    const order = schema.orders[particle] ?? 0;
    return ((reading.seen[scan.depth] ?? 0) & (1 << order)) !== 0;
  };
  if (!has('AdrLine') || (has('TwnNm') && has('Ctry'))) return;
  report(reading, scan, { code: 'unstructured_address', severity: 'warns' });
}

function closeLeaf(reading: Reading, scan: XmlScan, kind: LeafKind, field: number): void {
  const length = valueLength(scan);
  if (length === 0 || (kind.maxLength > 0 && isBlank(scan))) {
    if (kind.isAmount && field >= 0) closeField(reading, scan, field, '');
    else report(reading, scan, { code: 'value_empty' });
    return;
  }
  if (kind.maxLength > 0) {
    // A character is at least one byte, so only a value with more bytes has to be counted.
    if (length > kind.maxLength && isLonger(scan, kind.maxLength)) {
      const most = String(kind.maxLength);
      report(reading, scan, {
        code: 'value_too_long',
        data: { most, value: shown(valueText(scan)) },
      });
      return;
    }
    if (field >= 0) closeField(reading, scan, field, valueText(scan));
    return;
  }
  if (field >= 0 && kind.repeats) {
    const before = reading.fields.lastValues[field] ?? null;
    if (before !== null && valueIs(scan, before)) {
      closeField(reading, scan, field, before);
      return;
    }
  }
  const written = valueText(scan);
  // The amount of an item is judged with its currency, and no white space is taken from it.
  const text = kind.trims && !kind.isAmount ? written.trim() : written;
  const problem =
    kind.isAmount && field >= 0 ? null : kind.problem(kind.trims ? text.trim() : text);
  if (problem !== null) {
    report(reading, scan, { code: problem, data: { value: shown(text) } });
  } else if (field >= 0) {
    reading.fields.lastValues[field] = text;
    closeField(reading, scan, field, text);
  }
}

function isBlank(scan: XmlScan): boolean {
  const bytes = scan.collectedLength > 0 ? scan.collected : scan.bytes;
  const first = bytes[scan.collectedLength > 0 ? 0 : scan.runFrom] ?? 0;
  return first <= 0x20 && valueText(scan).trim() === '';
}

function isLonger(scan: XmlScan, most: number): boolean {
  if (scan.valueIsAscii || scan.valueOverflows) return true;
  let characters = 0;
  for (const _ of valueText(scan)) characters += 1;
  return characters > most;
}
