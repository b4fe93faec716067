// Namespaces in XML 1.0: which prefix means what, here and now. Namespaces are small integers, so
// that asking whether an element is of the message's own is one comparison.
import { attributeNameText, attributeText } from './xml-attributes.ts';
import type { XmlScan } from './xml-state.ts';
import { fail, MAX_NAMESPACES } from './xml-state.ts';

/** Takes up the declarations among the attributes of the element that is about to open. */
export function bindNamespaces(scan: XmlScan): number {
  for (let index = 0; index < scan.attributeCount; index += 1) {
    if (!isDeclaration(scan, index)) continue;
    const name = attributeNameText(scan, index);
    const uri = attributeText(scan, index);
    const prefix = name === 'xmlns' ? null : name.slice('xmlns:'.length);
    if (!mayBind(prefix, uri)) return fail(scan, 'xml_malformed', 'namespace_declaration');
    const namespace = namespaceNumber(scan, uri);
    if (namespace < 0 || scan.prefixes.length >= MAX_NAMESPACES) {
      return fail(scan, 'xml_too_complex', 'namespaces');
    }
    if (prefix === null) {
      scan.namespace = namespace;
    } else {
      scan.prefixes.push({ prefix, namespace, depth: scan.depth + 1 });
      scan.lastPrefixNamespace = -1;
    }
  }
  return prefixesAreBound(scan);
}

/** The reserved names of Namespaces in XML 1.0, section 3, and no undeclaring of prefixes. */
function mayBind(prefix: string | null, uri: string): boolean {
  if (prefix === 'xmlns' || uri === 'http://www.w3.org/2000/xmlns/') return false;
  if ((prefix === 'xml') !== (uri === 'http://www.w3.org/XML/1998/namespace')) return false;
  return prefix === null || uri !== '';
}

/** The number of a namespace, or -1 when the file uses more of them than we keep. */
function namespaceNumber(scan: XmlScan, uri: string): number {
  const known = scan.namespaces.indexOf(uri);
  if (known >= 0) return known;
  if (scan.namespaces.length >= MAX_NAMESPACES) return -1;
  return scan.namespaces.push(uri) - 1;
}

function prefixesAreBound(scan: XmlScan): number {
  let seen: Set<string> | null = null;
  for (let index = 0; index < scan.attributeCount; index += 1) {
    const namespace = attributeNamespace(scan, index);
    if (namespace < 0) return fail(scan, 'xml_malformed', 'unbound_prefix');
    if (namespace === 0 || isDeclaration(scan, index)) continue;
    const name = `${namespace} ${attributeNameText(scan, index).split(':')[1]}`;
    seen ??= new Set();
    if (seen.has(name)) return fail(scan, 'xml_malformed', 'attribute_repeated');
    seen.add(name);
  }
  return 0;
}

/** Whether the attribute declares a namespace and so belongs to no vocabulary. */
export function isDeclaration(scan: XmlScan, index: number): boolean {
  const from = scan.attributes[index * 4] ?? 0;
  if (scan.bytes[from] !== 0x78) return false;
  const name = attributeNameText(scan, index);
  return name === 'xmlns' || name.startsWith('xmlns:');
}

/** The namespace of an attribute: 0 without a prefix, -1 when its prefix is not bound. */
export function attributeNamespace(scan: XmlScan, index: number): number {
  const from = scan.attributes[index * 4] ?? 0;
  const to = scan.attributes[index * 4 + 1] ?? 0;
  let colon = from;
  while (colon < to && scan.bytes[colon] !== 0x3a) colon += 1;
  if (colon === to) return 0;
  return isDeclaration(scan, index) ? 2 : resolvePrefix(scan, from, colon);
}

/** The namespace that the prefix in `bytes[from, to)` is bound to, or -1. */
export function resolvePrefix(scan: XmlScan, from: number, to: number): number {
  const { bytes, lastPrefix } = scan;
  const isLast =
    scan.lastPrefixNamespace >= 0 &&
    lastPrefix.length === to - from &&
    bytes.compare(lastPrefix, 0, lastPrefix.length, from, to) === 0;
  if (isLast) return scan.lastPrefixNamespace;
  const prefix = bytes.toString('utf8', from, to);
  const bound = scan.prefixes.findLast((binding) => binding.prefix === prefix);
  if (bound === undefined) return -1;
  scan.lastPrefix = Buffer.from(prefix, 'utf8');
  scan.lastPrefixNamespace = bound.namespace;
  return bound.namespace;
}

/** Forgets what the element that closes had declared. */
export function closeNamespaces(scan: XmlScan): void {
  const { depth, prefixes } = scan;
  scan.namespace = scan.outerNamespaces[depth] ?? 0;
  while (prefixes[prefixes.length - 1]?.depth === depth) {
    prefixes.pop();
    scan.lastPrefixNamespace = -1;
  }
}
