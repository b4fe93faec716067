// One operator refuses every record whose note is `poison`; the ones before and after it count.
// What shows is that the rest flows on, and that those after it never see a refused record.
import { PoisonRecord } from '../../../main/stream/errors.ts';
import { NO_STATE } from '../../../main/stream/state-definition.ts';
import { defineTopology } from '../../../main/stream/topology.ts';
import { runningTotal, total } from './running-total.ts';
import type { Specimen, SpecimenOperator } from './specimen.ts';

export const taste: SpecimenOperator<Record<never, never>> = {
  name: 'taste',
  version: 1,
  state: NO_STATE,
  open(batch) {
    return (row) => {
      if (batch.text('note', row) === 'poison') throw new PoisonRecord('tastes_bad', 'of almonds');
    };
  },
};

export const poisoned: Specimen = {
  topology: defineTopology({
    ...runningTotal.topology,
    name: 'poisoned',
    tries: 3,
    operators: [{ ...total, name: 'total-of-all' }, taste, total],
  }),
  model(arrivals) {
    const good = arrivals.filter(({ note }) => note !== 'poison');
    const lines = [...runningTotal.model(good)];
    return arrivals.map(({ note }) =>
      note === 'poison' ? 'poison taste tastes_bad 3' : (lines.shift() ?? 'missing'),
    );
  },
};
