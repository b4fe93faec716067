// Whether whoever runs a command is told account numbers masked, which everything that leaves with
// numbers in it says of itself: such a file is for reading.
import { holds } from '../../domain/permissions.ts';
import type { Output } from './output.ts';
import type { Desk } from './with-office.ts';

/** What is said of it in JSON beside other words; nothing where numbers are whole. */
export type Told = { readonly accounts?: 'masked' };

/** Whether numbers are told masked; a person reads so in a line before what follows. */
export async function toldOf(desk: Desk, output: Output): Promise<Told> {
  const session = await desk.ask((client) => client.session({}));
  if (!session.ok || holds(session.value.actor, 'see_accounts')) return {};
  output.line('accounts_masked');
  return { accounts: 'masked' };
}
