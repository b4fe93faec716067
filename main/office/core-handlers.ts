// The core-banking boundary inward: a kept file is read whole, taken in by one deed, and what it
// said is shown with its age.
import type { Handlers } from '../../preload/contract/contract.ts';
import type { Session } from '../../preload/session.ts';
import { ageOf, type CoreReading } from '../domain/core-list.ts';
import type { Problem } from '../domain/problem.ts';
import { Fault, ok, refuse } from '../domain/result.ts';
import { createCamtReader } from '../formats/camt-reader.ts';
import { coreListOf } from '../formats/core-camt.ts';
import { readCoreCsv } from '../formats/core-csv.ts';
import { openDay, policyOf } from '../operations/desk.ts';
import {
  foreseeCoreBalances,
  importCoreBalances,
  previewCoreBalances,
} from '../operations/import-core-balances.ts';
import { fileBytes } from './file-bytes.ts';
import type { Office } from './office.ts';
import { hasOriginal, originalPath } from './originals.ts';
import type { Turn } from './writer.ts';

/** Bytes of a list, unpacked: it is read whole. */
const CORE_BYTES_MAX = 64 << 20;

/** Problems that a refusal names; it says how many there are. */
const PROBLEMS_NAMED = 20;

type CoreHandlers = Pick<
  Handlers<Session>,
  'previewCoreBalances' | 'importCoreBalances' | 'coreBalances'
>;

export function coreHandlers(office: Office): CoreHandlers {
  return {
    previewCoreBalances: ({ originalHash }) => preview(office, originalHash),
    importCoreBalances: (input, session) => take(office, input, session),
    coreBalances: async (asked) => {
      const { desk, reader } = office;
      const { last, breaks } = await reader.ask('coreBalances', asked);
      const today = openDay(desk, office.clock());
      const { coreBalancesStale: rule, coreBalancesStaleAfter: staleAfter } = policyOf(desk);
      if (last === null) return ok({ last, breaks, rule, staleAfter, stale: false });
      const age = ageOf(desk.calendar, last.asOf, today);
      return ok({ last: { ...last, age }, breaks, rule, staleAfter, stale: age > staleAfter });
    },
  };
}

/** What taking the file in would come to: what is wrong with it, or how it compares. */
async function preview(office: Office, originalHash: string) {
  const { desk, folder } = office;
  if (!(await hasOriginal(folder, originalHash))) {
    return refuse({ code: 'original_unknown', originalHash });
  }
  const reading = await readCoreList(originalPath(folder, originalHash));
  if (!reading.ok) {
    const problems = reading.problems.slice(0, PROBLEMS_NAMED).map(inOneLine);
    return refuse({ code: 'core_list_has_problems', count: reading.count, problems });
  }
  const { list } = reading;
  const original = Buffer.from(originalHash, 'hex');
  const { refusal, ...found } = previewCoreBalances(desk, { original, list }, office.clock());
  return ok({ ...found, totals: list.totals, refusal: refusal?.code ?? null });
}

type Asked = { readonly submissionId: string; readonly originalHash: string };

async function take(office: Office, { submissionId, originalHash }: Asked, session: Session) {
  const { desk, folder, writer } = office;
  const original = Buffer.from(originalHash, 'hex');
  const context = (turn: Turn) => office.contextFor(session, turn);
  const deed = { submissionId, original };
  const foreseen = await writer.do((turn) => foreseeCoreBalances(desk, deed, context(turn)));
  if (foreseen !== null) return foreseen;
  if (!(await hasOriginal(folder, originalHash))) {
    return refuse({ code: 'original_unknown', originalHash });
  }
  const reading = await readCoreList(originalPath(folder, originalHash));
  if (!reading.ok) {
    const problems = reading.problems.slice(0, PROBLEMS_NAMED).map(inOneLine);
    return refuse({ code: 'core_list_has_problems', count: reading.count, problems });
  }
  const { list } = reading;
  const done = await writer.do((turn) =>
    importCoreBalances(desk, { ...deed, list }, context(turn)),
  );
  if (done.ok) office.announcer.publish({ topic: 'accounts', ids: null });
  return done;
}

/** What the file says: XML where it begins like it, else CSV; both may be packed. */
async function readCoreList(path: string): Promise<CoreReading> {
  const pieces: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of fileBytes(path)) {
      size += piece.length;
      if (size > CORE_BYTES_MAX) return wrong('core_list_too_large');
      pieces.push(piece);
    }
  } catch (error) {
    if (error instanceof Fault && error.code === 'file_cannot_be_unpacked') {
      return wrong('core_list_unreadable');
    }
    throw error;
  }
  const bytes = Buffer.concat(pieces);
  // A list begins with its header, in letters; XML, in whatever encoding, with a mark or a bracket.
  if (!/^(?:ï»¿)?\s*[a-z]/i.test(bytes.subarray(0, 16).toString('latin1'))) {
    const reader = createCamtReader();
    for (const piece of pieces) reader.push(piece);
    return coreListOf(reader.end());
  }
  try {
    return readCoreCsv(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return wrong('core_list_unreadable');
  }
}

function wrong(code: string): CoreReading {
  const place = { line: 1, path: null };
  const problem = { code, reasonCode: null, severity: 'refuses', place, data: {} } as const;
  return { ok: false, problems: [problem], count: 1 };
}

/** A problem as the refusal carries it: `line 3: core_balance 1,5`, or `Stmt[2]: …`. */
function inOneLine({ code, place, data }: Problem): string {
  const where = place.line === null ? (place.path ?? 'line 1') : `line ${place.line}`;
  return `${where}: ${code} ${data.value ?? ''}`.trim().slice(0, 200);
}
