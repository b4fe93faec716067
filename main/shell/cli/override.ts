// `override list`: who let what happen by emergency override, why, when, and who read the report.
import type { Output as Answer } from '../../../preload/contract/contract.ts';
import { EXIT, type Exit } from './exit-codes.ts';
import { toldOf } from './masked-for.ts';
import type { Output } from './output.ts';
import { type Desk, notDone } from './with-office.ts';

type Said = Answer<'overrideList'>['overrides'][number]['confirmed'];

/** The command, or null where it is another one or cannot be understood. */
export function overrideCommand(
  name: string | undefined,
  rest: readonly string[],
): { readonly name: 'override list' } | null {
  const isList = name === 'override' && rest.length === 1 && rest[0] === 'list';
  return isList ? { name: 'override list' } : null;
}

export async function overrideList(desk: Desk, output: Output): Promise<Exit> {
  const reply = await desk.ask((client) => client.overrideList({}));
  if (!reply.ok) return notDone(reply, output);
  const named = await desk.ask((client) => client.names({}));
  const numbers = await toldOf(desk, output);
  const names = new Map((named.ok ? named.value.names : []).map((each) => [each.actor, each.name]));
  const inWords = (said: Said): string => {
    if (said === null) return '–';
    const who = `${names.get(said.person) ?? said.person} ${new Date(said.at).toISOString()}`;
    return said.reason === null ? who : `${who} “${said.reason}”`;
  };
  const { isOn, standing, overrides } = reply.value;
  for (const { overrideId: id, state, kind, thing, what, effect, ...said } of overrides) {
    const comesTo = effect.map((line) => `${line.what} ${line.after}`).join(', ');
    const inLines = effect.map(
      (line) => `${output.effectWords(line.what)} ${output.effectLine(line)}`,
    );
    const { begun, confirmed, acknowledged } = said;
    output.object({ id, state, kind, thing, what, comesTo, begun, confirmed, acknowledged });
    output.line('override_line', {
      id,
      state,
      what: [output.effectWords(what), thing === null ? '' : `${kind}:${thing}`, ...inLines].join(
        ' ',
      ),
      begun: inWords(begun),
      confirmed: inWords(confirmed),
      acknowledged: inWords(acknowledged),
    });
  }
  output.object({ outcome: 'overrides', isOn, standing, ...numbers });
  if (overrides.length === 0) output.line('override_none');
  return EXIT.done;
}
