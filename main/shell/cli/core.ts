// `core journal`: the general-ledger journal of a business day, for the core-banking system: as CSV,
// or as JSON Lines with `--json`, and at its end the totals and the control hash of all before it.
import { createHash } from 'node:crypto';
import { known } from '../../domain/assert.ts';
import { anchorLine, type ChainPoint } from '../../domain/export-anchor.ts';
import { formatMinor } from '../../domain/money.ts';
import { holds } from '../../domain/permissions.ts';
import { createJournalWriter } from '../../office/core-journal-out.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { notedFile } from './noted-file.ts';
import { type Output, sumsObject } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

/** Lines that are asked for at once. */
const PAGE = 500;

/**
 * Prints the journal of `day`, the open business day where it is null. At its end stand the
 * movements, the sums per currency (what is debited is credited) and the SHA-256 of every byte
 * of the journal, so that a file which was cut off or changed is known by whoever takes it in; the
 * last line is the anchor, as in every file that is taken out. Where the person may not see accounts
 * they are masked, and both the trailer and the name in the anchor say so: such a file is for reading.
 */
export async function coreJournal(
  desk: Desk,
  asked: { readonly day: string | null },
  output: Output,
): Promise<Exit> {
  const session = await desk.ask((client) => client.session({}));
  if (!session.ok) return notDone(session, output);
  const masked = !holds(session.value.actor, 'see_accounts');
  const day = asked.day ?? session.value.businessDate;
  const format = output.json ? 'jsonl' : 'csv';
  const noted = await notedFile(desk, { of: 'coreJournal', day, format });
  if (!noted.ok) return notDone(noted, output);
  const writer = createJournalWriter(format);
  const hash = createHash('sha256');
  const write = (text: string): void => {
    hash.update(text);
    if (text !== '') output.raw(text);
  };
  write(writer.head());
  let point: ChainPoint | null = null;
  for (let after = 0; ; ) {
    const question = { day, format, ...noted.value, after, limit: PAGE } as const;
    const page = await desk.ask((client) => client.coreJournal(question));
    if (!page.ok) return notDone(page, output);
    for (const movement of page.value.lines) write(writer.lines(movement));
    point = page.value.anchor;
    const last = page.value.lines.at(-1);
    if (last === undefined) break;
    after = last.posting;
  }
  const { movements, sums } = writer.totals();
  const sha256 = hash.copy().digest('hex');
  if (output.json) {
    const said = masked ? ({ accounts: 'masked' } as const) : {};
    const totals = { day, movements, sums: sumsObject(sums), ...said, sha256 };
    write(`${JSON.stringify({ totals })}\n`);
  } else {
    const totals = sums.map(
      (sum) => `#total,${day},${sum.currency},${formatMinor(sum)},${formatMinor(sum)}\n`,
    );
    write(
      `${masked ? '#accounts,masked\n' : ''}${totals.join('')}#control,${day},${movements},${sha256}\n`,
    );
  }
  const anchor = { ...known(point, 'an empty page ends the journal'), sha256: hash.digest('hex') };
  const name = `core-journal ${day}${masked ? ' masked' : ''}`;
  output.raw(anchorLine(format, name, anchor));
  return EXIT.done;
}
