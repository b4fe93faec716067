// What a person asks the trail for, from the fields of the form to the question of the contract, and
// the trail as a file.
import type { Input } from '../../../preload/contract/contract.ts';
import type { Reply } from '../../../preload/contract/method.ts';
import type { Office } from '../../office.ts';
import { wholeFile } from '../../whole-file.ts';

export type TrailFilter = Input<'trailPage'>['filter'];
export type TrailFormat = Input<'trailFile'>['format'];

/** The fields of the form, each as it is typed; '' is left open. */
export type TrailFields = {
  readonly actor: string;
  readonly deed: string;
  readonly outcome: string;
  /** `YYYY-MM-DD`, both days included. */
  readonly from: string;
  readonly to: string;
  readonly since: string;
  readonly subject: string;
  readonly text: string;
};

export const NO_FIELDS: TrailFields = {
  actor: '',
  deed: '',
  outcome: '',
  from: '',
  to: '',
  since: '',
  subject: '',
  text: '',
};

const DAY = 86_400_000;

/** Ids of payments begin here: a batch's id times this, plus the record. */
const FIRST_PAYMENT = 16_777_216;

/** The filter that the fields stand for; what cannot be read lets nothing be asked for. */
export function filterOf(fields: TrailFields): TrailFilter {
  const { actor, deed, outcome, text } = fields;
  const from = instantOf(fields.from);
  const to = instantOf(fields.to);
  const after = numberOf(fields.since);
  const subject = numberOf(fields.subject);
  return {
    ...(actor === '' ? {} : { actor }),
    ...(deed === '' ? {} : { deed }),
    ...(outcome === 'done' || outcome === 'refused' ? { outcome } : {}),
    ...(from === null ? {} : { from }),
    ...(to === null ? {} : { to: to + DAY }),
    ...(after === null ? {} : { after }),
    ...(subject === null || subject === 0 ? {} : subjectOf(subject)),
    ...(text === '' ? {} : { text }),
  };
}

function subjectOf(id: number): TrailFilter {
  return id < FIRST_PAYMENT ? { batch: id } : { payment: id };
}

/** Midnight of a day on this workstation, milliseconds UTC. */
function instantOf(day: string): number | null {
  const at = day === '' ? Number.NaN : new Date(`${day}T00:00`).getTime();
  return Number.isFinite(at) && at >= 0 ? at : null;
}

function numberOf(text: string): number | null {
  return /^\d{1,15}$/.test(text.trim()) ? Number(text.trim()) : null;
}

/** Notes the export and answers the file, or why there is none. */
export async function trailText(
  office: Office,
  submissionId: string,
  filter: TrailFilter,
  format: TrailFormat,
): Promise<Reply<string>> {
  const asked = { submissionId, filter, format };
  const noted = await office.ask((client) => client.exportTrail(asked));
  if (!noted.ok) return noted;
  const { sequence } = noted.value;
  return wholeFile(office, (client) => client.trailFile({ filter, format, sequence }));
}
