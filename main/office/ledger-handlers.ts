// The ledger's side of the office: the day, statements and balances, and the close of a day.
import type { Handlers, Input } from '../../preload/contract/contract.ts';
import { PAGE_ROWS_MAX } from '../../preload/contract/values.ts';
import type { Session } from '../../preload/session.ts';
import { assert, known } from '../domain/assert.ts';
import { fileOut } from '../domain/files-out.ts';
import type { Actor } from '../domain/permissions.ts';
import { ok, refuse } from '../domain/result.ts';
import { changeAccount } from '../operations/change-account.ts';
import { closeDay } from '../operations/close-day.ts';
import { openDay } from '../operations/desk.ts';
import { explainBreak } from '../operations/explain-break.ts';
import { accountOfStatement, isNoted, statementFile } from './files-out.ts';
import type { Office } from './office.ts';
import { orAsk } from './request-handlers.ts';

type LedgerHandlers = Pick<
  Handlers<Session>,
  | 'dayView'
  | 'closeDay'
  | 'changeAccount'
  | 'explainBreak'
  | 'accountStatement'
  | 'balancesAt'
  | 'coreJournal'
  | 'trialBalance'
>;

export function ledgerHandlers(office: Office): LedgerHandlers {
  const { desk, reader, announcer, writer, filesGiven } = office;
  return {
    dayView: async () => {
      const { days, work } = await reader.ask('day', { days: PAGE_ROWS_MAX });
      const shown = work.slice(0, PAGE_ROWS_MAX);
      const day = openDay(desk, office.clock());
      return ok({ openDay: day, days, workCount: work.length, work: shown });
    },
    closeDay: async (input, session) => {
      const done = await writer.do((turn) =>
        closeDay(desk, input, office.contextFor(session, turn)),
      );
      if (done.ok) announcer.publish({ topic: 'entries', ids: null });
      return done;
    },
    changeAccount: async (input, session) => {
      const done = await writer.do((turn) =>
        changeAccount(desk, input, office.contextFor(session, turn)),
      );
      if (done.ok) {
        announcer.publish({ topic: 'accounts', ids: null });
        return done;
      }
      const { submissionId, reason = '', ...what } = input;
      const asked = { deed: 'changeAccount', ...what } as const;
      return orAsk(office, done, { submissionId, asked, remark: reason }, session);
    },
    explainBreak: async ({ submissionId, breakId, reason }, session) => {
      const told = { submissionId, breakId, reason, second: null };
      const done = await writer.do((turn) =>
        explainBreak(desk, told, office.contextFor(session, turn)),
      );
      if (done.ok) {
        announcer.publish({ topic: 'entries', ids: null });
        return done;
      }
      const { code } = done.refusal;
      assert(code !== 'second_person_must_differ', 'no second person was named');
      assert(code !== 'signer_not_permitted', 'no second person was named');
      const refused = refuse({ ...done.refusal, code });
      // Where nobody else could sign there is nothing to ask for.
      if (!desk.book.people.exist()) return refused;
      const asked = { deed: 'explainBreak', breakId } as const;
      return orAsk(office, refused, { submissionId, asked, remark: reason }, session);
    },
    accountStatement: async (asked, { actor }) => {
      const { currency, day, offset, sequence } = asked;
      const meant = await accountOfStatement(office, asked, actor);
      if (!meant.ok) return meant;
      const { id, number: account } = meant.value;
      if (!(await isNoted(office, statementFile(id, asked), sequence, actor))) {
        return refuse({ code: 'export_unknown' });
      }
      const statement = await reader.ask('statement', { account, currency, day, offset });
      const page = known(statement, 'the account is open');
      if (page.entries.length > 0) filesGiven.readOn(sequence, offset);
      return ok(page);
    },
    coreJournal: (asked, { actor }) => journalPage(office, asked, actor),
    trialBalance: async () => ok({ currencies: await reader.ask('trialBalance', null) }),
    balancesAt: async (asked) => ok(await reader.ask('balances', asked)),
  };
}

async function journalPage(
  office: Office,
  { day, format, sequence, after, limit }: Input<'coreJournal'>,
  actor: Actor,
) {
  const file = fileOut('coreJournal', { name: day, format });
  if (!(await isNoted(office, file, sequence, actor))) return refuse({ code: 'export_unknown' });
  const page = await office.reader.ask('coreJournal', { day, after, limit });
  if (page.lines.length > 0) office.filesGiven.readOn(sequence, after);
  return ok(page);
}
