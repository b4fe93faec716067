// Searching as somebody is told the book who may not see accounts: what is looked for is compared with
// the masked form of a text, so that no answer depends on a digit that is hidden from whoever asks.
import type Database from 'better-sqlite3';
import { maskedAnswer, maskText, toldForm } from '../domain/masked.ts';

const known = new WeakSet<Database.Database>();

/**
 * Gives a connection the functions of the masked forms: `told_holds(sought, debtor, creditor, text …)`,
 * 1 where one of the texts holds what is sought as it is told of a payment between the two accounts,
 * ASCII letters in both cases; `told_account(number)`, the form in which a number is told,
 * `told_text(text)` and `told_answer(json)`, the same of a text and of a deed's answer.
 */
export function withToldText(db: Database.Database): Database.Database {
  if (known.has(db)) return db;
  known.add(db);
  const options = { deterministic: true, varargs: true } as const;
  db.function('told_holds', options, (sought: unknown, ...told: unknown[]) => {
    const [debtor, creditor, ...texts] = told;
    const numbers = [debtor, creditor].filter((each) => typeof each === 'string');
    const holds = texts.some((text) => {
      return typeof text === 'string' && folded(maskText(text, numbers)).includes(String(sought));
    });
    return holds ? 1 : 0;
  });
  db.function('told_text', { deterministic: true }, (text: unknown) => {
    return typeof text === 'string' ? maskText(text) : null;
  });
  db.function('told_answer', { deterministic: true }, (answer: unknown) => {
    return typeof answer === 'string' ? toldAnswer(answer) : null;
  });
  db.function('told_account', { deterministic: true }, (number: unknown) => {
    return typeof number === 'string' ? toldForm(number) : null;
  });
  return db;
}

/** The answer of a deed, which is JSON, with every number in it masked; '' of a damaged one. */
function toldAnswer(answer: string): string {
  try {
    return JSON.stringify(maskedAnswer(JSON.parse(answer)));
  } catch {
    return '';
  }
}

/** As `LIKE` compares: ASCII letters alike in both cases. */
export function folded(text: string): string {
  return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

/**
 * A pattern for a text without its spaces that lets through at least what `told_holds` finds: the
 * longest stretch without a space or a sign of the mask, which lies in one visible part of a text.
 */
export function roughly(text: string): string {
  const parts = text.split(/[\s•]+/);
  return parts.reduce((longest, part) => (part.length > longest.length ? part : longest), '');
}
