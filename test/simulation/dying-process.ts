// A process that dies between any two steps of a deed, within one process: from the chosen step on
// nothing reaches the book any more, not even an undo, and the next process opens what is there.

import Database from 'better-sqlite3';

/** Thrown at every step of a process that is dead. */
export class Died extends Error {}

type Stepped = { run: (...values: unknown[]) => Database.RunResult };

export type DyingProcess = {
  /** Does `work` with the process dead after `steps` steps; true when it died. */
  readonly dieAfter: (steps: number, work: () => void) => boolean;
  /** How many steps `work` takes. */
  readonly count: (work: () => void) => number;
  /** Calls `look` after the first step of `work`, between its beginning and its first write. */
  readonly lookInside: (look: () => void, work: () => void) => void;
  /** Takes the hooks off the driver. */
  readonly restore: () => void;
};

/** A step is one statement that writes, and the beginning and the end of a transaction. */
export function dyingProcess(): DyingProcess {
  const probe = new Database(':memory:');
  // Every connection's statements have this one prototype.
  const statements = prototypeOf<Stepped>(probe.prepare('SELECT 1'));
  const connections = prototypeOf<{ exec: (sql: string) => unknown }>(probe);
  probe.close();
  const { run } = statements;
  const { exec } = connections;
  let before: (sql: string | null) => void = () => undefined;
  let after: () => void = () => undefined;
  const stepped = <T>(sql: string | null, act: () => T): T => {
    before(sql);
    const result = act();
    after();
    return result;
  };
  statements.run = function (this: Stepped, ...values) {
    return stepped(null, () => Reflect.apply(run, this, values));
  };
  connections.exec = function (this: object, sql) {
    return stepped(sql, () => Reflect.apply(exec, this, [sql]));
  };
  const still = (): void => {
    before = () => undefined;
    after = () => undefined;
  };
  return {
    dieAfter: (steps, work) => {
      let left = steps;
      let isDead = false;
      const live = (): void => {
        if (isDead) throw new Died('the process is dead');
      };
      before = () => {
        live();
        if (left === 0) isDead = true;
        live();
      };
      // A process may also die when the step is done and nobody knows yet.
      after = () => {
        left -= 1;
      };
      try {
        work();
      } catch (error) {
        if (!isDead) throw error;
      } finally {
        still();
      }
      return isDead;
    },
    count: (work) => {
      let steps = 0;
      after = () => {
        steps += 1;
      };
      try {
        work();
      } finally {
        still();
      }
      return steps;
    },
    lookInside: (look, work) => {
      let isFirst = true;
      after = () => {
        if (!isFirst) return;
        isFirst = false;
        look();
      };
      try {
        work();
      } finally {
        still();
      }
    },
    restore: () => {
      statements.run = run;
      connections.exec = exec;
    },
  };
}

function prototypeOf<T extends object>(of: object): T {
  const prototype: unknown = Object.getPrototypeOf(of);
  if (typeof prototype !== 'object' || prototype === null) throw new Error('no prototype');
  return prototype as T;
}
