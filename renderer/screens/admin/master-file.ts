// A kind of master data as a file, in the form in which it can be imported again.
import type { MasterKind } from '../../../main/domain/master/kinds.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import type { Office } from '../../office.ts';
import { wholeFile } from '../../whole-file.ts';

/** Notes in the trail that it is taken out, and answers the file, or why there is none. */
export async function masterFile(
  office: Office,
  submissionId: string,
  kind: MasterKind,
): Promise<Reply<string>> {
  const asked = { kind, format: 'csv' } as const;
  const file = { of: 'exportMaster', ...asked } as const;
  const noted = await office.ask((client) => client.exportFile({ submissionId, file }));
  if (!noted.ok) return noted;
  return wholeFile(office, (client) => client.exportMaster({ ...asked, ...noted.value }));
}
