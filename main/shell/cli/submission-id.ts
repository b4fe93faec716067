// The idempotency key of a deed of this command: made once, and asked with again after a restart.
import { randomBytes } from 'node:crypto';
import { uuid7 } from '../../office/system.ts';

export function newSubmissionId(): string {
  return uuid7(Date.now(), randomBytes(10));
}
