// Which message a document is, from the namespace of its Document element.

/** What the namespace says; `version` is the NN of the pain.001.001.NN whose rules apply. */
export type MessageIdentity =
  | { readonly kind: 'readable'; readonly messageType: string; readonly version: number }
  | {
      readonly kind: 'refused';
      readonly code: IdentityRefusal;
      readonly messageType: string | null;
    };

export type IdentityRefusal =
  | 'another_message_type'
  | 'wrong_namespace'
  | 'message_version_not_supported';

/** Versions of pain.001.001 whose definition we hold. */
const OLDEST = 3;
const NEWEST = 12;

const ISO = 'urn:iso:std:iso:20022:tech:xsd:';

/** National editions that keep the structure of a version and narrow its values. */
const EDITIONS: ReadonlyMap<string, readonly [messageType: string, version: number]> = new Map([
  // The German banking industry's SEPA editions (DFÜ agreement, annex 3).
  [`${ISO}pain.001.002.03`, ['pain.001.002.03', 3]],
  [`${ISO}pain.001.003.03`, ['pain.001.003.03', 3]],
  // The Swiss edition (SIX Interbank Clearing implementation guidelines).
  [
    'http://www.six-interbank-clearing.com/de/pain.001.001.03.ch.02.xsd',
    ['pain.001.001.03.ch.02', 3],
  ],
]);

/**
 * Identifies a message. Refusals in order: `another_message_type` (a message of ISO 20022 but no
 * pain.001), `message_version_not_supported`, `wrong_namespace` (none, or one we do not know).
 */
export function identifyMessage(namespace: string): MessageIdentity {
  const edition = EDITIONS.get(namespace);
  if (edition !== undefined) {
    return { kind: 'readable', messageType: edition[0], version: edition[1] };
  }
  const messageType = /\b[a-z]{4}\.\d{3}\.\d{3}\.\d{2}(?:\.[a-z]{2}\.\d{2})?/.exec(namespace)?.[0];
  if (messageType === undefined) return refused('wrong_namespace', null);
  if (!messageType.startsWith('pain.001.')) return refused('another_message_type', messageType);
  if (namespace !== `${ISO}${messageType}`) return refused('wrong_namespace', messageType);
  const version = Number(/^pain\.001\.001\.(\d{2})$/.exec(messageType)?.[1] ?? 0);
  if (version >= OLDEST && version <= NEWEST) return { kind: 'readable', messageType, version };
  return refused('message_version_not_supported', messageType);
}

function refused(code: IdentityRefusal, messageType: string | null): MessageIdentity {
  return { kind: 'refused', code, messageType };
}
