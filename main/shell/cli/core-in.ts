// `core import` and `core balances`: what the core-banking system says of its accounts is taken in,
// and how old it is and where it differs from this book is shown.
import { formatMinor } from '../../domain/money.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Refusal } from '../../domain/result.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { problemObjects } from './inspect.ts';
import { toldOf } from './masked-for.ts';
import type { Output } from './output.ts';
import { newSubmissionId } from './submission-id.ts';
import { type Desk, notDone } from './with-office.ts';

/** Differences that are asked for at once. */
const PAGE = 500;

/** Takes a file in, whole or not at all; the same file again changes nothing. */
export async function importCore(desk: Desk, file: string, output: Output): Promise<Exit> {
  const drafted = await desk.ask((client) => client.draftBatch({ path: file }));
  if (!drafted.ok) return refused(drafted, output);
  const { originalHash } = drafted.value;
  const submissionId = newSubmissionId();
  const asked = { submissionId, originalHash };
  const done = await desk.ask((client) => client.importCoreBalances(asked));
  if (!done.ok) return refused(done, output);
  output.object({ file, outcome: 'accepted', ...done.value });
  output.line(done.value.repeated ? 'core_repeated' : 'core_imported', done.value);
  return EXIT.done;
}

function refused(reply: Parameters<typeof notDone>[0], output: Output): Exit {
  if (!('refusal' in reply)) return notDone(reply, output);
  const { refusal } = reply;
  const problems = listed(refusal);
  const count = typeof refusal.count === 'number' ? refusal.count : problems.length;
  const message = output.refusalText(refusal);
  const objects = problemObjects(problems, output);
  const said = { code: refusal.code, message, problemCount: count, problems: objects };
  output.object({ outcome: 'refused', ...said });
  output.problems(problems, count);
  return notDone(reply, output);
}

/** The problems that the refusal carries as lines: `line 3: code value`, `Stmt[2]: code value`. */
function listed({ problems }: Refusal): readonly Problem[] {
  if (!Array.isArray(problems)) return [];
  return problems.map(String).map((text) => {
    const [, line, path, code = text, value = ''] =
      /^(?:line (\d+)|(\S+)): (\S+) ?(.*)$/s.exec(text) ?? [];
    const place = { line: line === undefined ? null : Number(line), path: path ?? null };
    const expected = 'account,currency,balance,status,asOf';
    const data = { value, currency: value, expected };
    return { code, reasonCode: null, severity: 'refuses', place, data };
  });
}

/** The last import with its age and control totals, and every account that differs. */
export async function coreBalances(desk: Desk, output: Output): Promise<Exit> {
  const numbers = await toldOf(desk, output);
  for (let offset = 0; ; ) {
    const page = await desk.ask((client) => client.coreBalances({ offset, limit: PAGE }));
    if (!page.ok) return notDone(page, output);
    const { last, breaks } = page.value;
    if (last === null) {
      output.object({ last });
      output.line('core_none');
      return EXIT.done;
    }
    if (offset === 0) {
      const totals = last.totals.map(({ currency, accounts, sum: minor }) => {
        return { currency, accounts, sum: formatMinor({ minor, currency }) };
      });
      output.object({ last: { ...last, totals }, ...numbers });
      output.line('core_head', last);
      for (const { currency, accounts, sum } of totals) {
        output.line('core_total', { accounts, sum: `${sum} ${currency}` });
      }
    }
    for (const { currency, ours, core, difference, ...each } of breaks) {
      const text = (minor: bigint): string => formatMinor({ minor, currency });
      const amounts = { ours: text(ours), core: text(core), difference: text(difference) };
      output.object({ ...each, currency, ...amounts });
      output.line('core_break', {
        ...each,
        ...amounts,
        currency,
        coreStatus: each.coreStatus ?? '',
      });
    }
    offset += breaks.length;
    if (breaks.length === 0 || offset >= last.differences) return EXIT.done;
  }
}
