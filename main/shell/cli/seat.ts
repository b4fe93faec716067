// Takes the seat at which a command is run, in a book with people: whoever it is run as proves who
// they are with a passphrase from a file or from the terminal. One without people asks nobody.
import type { Client } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import { PASSPHRASE_MAX } from '../../domain/people.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { askSecret, canAsk } from '../ask-secret.ts';
import { readKeyFile } from '../key-file.ts';
import type { Output } from './output.ts';
import type { SeatAsked } from './people-arguments.ts';

type NotTaken = Exclude<Reply<unknown>, { readonly ok: true }>;

/** Signs in at the office behind a client; null once whoever asks may go on. */
export type TakeSeat = (client: Client) => Promise<NotTaken | null>;

const terminal = { input: process.stdin, output: process.stderr };

/** Wrong tries at the terminal before the command ends. */
const TRIES = 3;

export type SecretRefusal = Refusal<
  | 'passphrase_file_unreadable'
  | 'passphrase_file_open_to_others'
  | 'passphrase_not_asked'
  | 'passphrase_too_long'
  | 'passphrases_differ'
  | 'cancelled'
>;

/**
 * How `asked` takes a seat, again at each office that a command comes to: an office forgets its
 * seats when it ends. Refuses `sign_in_required` where nobody is named, `no_people` where somebody
 * is and the book has nobody, then as {@link SecretRefusal} and as `signIn`.
 */
export function seatTaker(asked: SeatAsked, output: Output): TakeSeat {
  const { as } = asked;
  let proven: Proof | null = null;
  return async (client) => {
    const session = await client.session({});
    if (!session.ok) return session;
    const { standing } = session.value;
    if (standing === 'no_people') return as === null ? null : refuse({ code: 'no_people' });
    if (standing === 'open' || standing === 'must_change') return null;
    if (as === null) return refuse({ code: 'sign_in_required' });
    for (let tries = 1; ; tries += 1) {
      const proof =
        proven === null ? await proofOf(asked, output) : await sameAgain(proven, output);
      if (!proof.ok) return proof;
      const reply = await client.signIn({ signInName: as, ...proof.value });
      if (reply.ok) {
        proven = proof.value;
        return null;
      }
      const isWrong = 'refusal' in reply && reply.refusal.code === 'sign_in_refused';
      if (!isWrong || asked.passphraseFiles.length > 0 || tries === TRIES) return reply;
      output.refusal(reply.refusal);
    }
  };
}

/** What whoever signs in gave: the code is empty where they have no authenticator. */
export type Proof = { readonly passphrase: string; readonly code: string };

/**
 * A proof from the file, or typed: a person at the terminal is asked for a code as well. Refuses as
 * {@link SecretRefusal}.
 */
export async function proofOf(
  { passphraseFiles: [file] }: SeatAsked,
  output: Output,
): Promise<Result<Proof, SecretRefusal>> {
  if (file !== undefined) {
    const read = passphraseIn(file);
    return read.ok ? ok({ passphrase: read.value, code: '' }) : read;
  }
  const passphrase = await askAtTerminal(output.words('ask_passphrase'));
  if (!passphrase.ok) return passphrase;
  const code = await askCode(output);
  return code.ok ? ok({ passphrase: passphrase.value, code: code.value }) : code;
}

/** A code of an authenticator is good once: another office needs another one. */
async function sameAgain(proof: Proof, output: Output): Promise<Result<Proof, SecretRefusal>> {
  if (proof.code === '') return ok(proof);
  const code = await askCode(output);
  return code.ok ? ok({ ...proof, code: code.value }) : code;
}

async function askCode(output: Output): Promise<Result<string, SecretRefusal>> {
  const code = await askAtTerminal(output.words('ask_code'));
  return code.ok ? ok(code.value.replaceAll(/\s/g, '').slice(0, 12)) : code;
}

/** What is typed without being shown. Refuses `passphrase_not_asked`, `cancelled`, `passphrase_too_long`. */
async function askAtTerminal(question: string): Promise<Result<string, SecretRefusal>> {
  if (!canAsk(terminal)) return refuse({ code: 'passphrase_not_asked' });
  const typed = await askSecret(question, terminal);
  return typed === null ? refuse({ code: 'cancelled' }) : fitting(typed);
}

function passphraseIn(path: string): Result<string, SecretRefusal> {
  const read = readKeyFile(path);
  if (read.ok) return fitting(read.value);
  const isOpen = read.refusal.code === 'key_file_open_to_others';
  const code = isOpen ? 'passphrase_file_open_to_others' : 'passphrase_file_unreadable';
  return refuse({ code, path });
}

function fitting(passphrase: string): Result<string, SecretRefusal> {
  const isLong = passphrase.length > PASSPHRASE_MAX;
  return isLong ? refuse({ code: 'passphrase_too_long', max: PASSPHRASE_MAX }) : ok(passphrase);
}

/**
 * A passphrase that somebody chooses: from its file, or typed twice. Refuses as
 * {@link SecretRefusal}; whether it is good enough is the office's to say.
 */
export async function chosenPassphrase(
  file: string | null,
  signInName: string,
  output: Output,
): Promise<Result<string, SecretRefusal>> {
  if (file !== null) return passphraseIn(file);
  const first = await askAtTerminal(output.words('ask_chosen', { signInName }));
  const again = first.ok ? await askAtTerminal(output.words('ask_chosen_again')) : first;
  if (!first.ok || !again.ok) return again;
  return first.value === again.value ? first : refuse({ code: 'passphrases_differ' });
}
