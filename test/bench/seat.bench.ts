// How long somebody waits for their seat: two people take the same one in turns, each by their own
// passphrase, over the contract as a shell asks for it.
import { join } from 'node:path';
import { type Bench, median, percentile } from './bench.ts';
import { answerOf, material, openJourney } from './office-journey.ts';

const TURNS = 100;

/** Milliseconds within which somebody is at work. */
const MOST = 1000;

const PEOPLE = [
  { signInName: 'ada', name: 'Ada Adler', passphrase: 'ada likes 7 green kettles' },
  { signInName: 'bo', name: 'Bo Brandt', passphrase: 'bo likes 7 green kettles' },
] as const;

export const bench: Bench = {
  name: 'seat',
  about: 'two people take the same seat in turns, each by their own passphrase',
  async run({ note, temporaryFolder }) {
    const folder = temporaryFolder();
    const { client, office } = await openJourney(join(folder, 'book'), material(folder, 10));
    const [first, second] = PEOPLE;
    answerOf(await client.setUpPeople({ submissionId: 'bench-people', first, second }));
    note(`${TURNS} turns`);
    const waits: number[] = [];
    for (let turn = 0; turn < TURNS; turn += 1) {
      const { signInName, passphrase } = turn % 2 === 0 ? first : second;
      const begun = performance.now();
      answerOf(await client.signIn({ signInName, passphrase, code: '' }));
      waits.push(performance.now() - begun);
    }
    await office.stop();
    const plain = { unit: 'ms', against: 'none', ratio: null, spread: null } as const;
    return [
      { ...plain, name: 'seat, signed in, median', value: median(waits) },
      {
        ...plain,
        name: 'seat, signed in, 99 %',
        value: percentile(waits, 99),
        gate: { of: 'value', most: MOST },
      },
    ];
  },
};
