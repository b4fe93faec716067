// A process that dies between any two steps of a deed, within one process: from the chosen step on
// nothing reaches the book any more, not even an undo, and the next process opens what is there.

import Database from 'better-sqlite3';

/** Thrown at every step of a process that is dead. */
export class Died extends Error {}

type Stepped = { run: (...values: unknown[]) => Database.RunResult };

export type DyingProcess = {
  /** Does `work` with the process dead after `steps` steps; true when it died. */
  readonly dieAfter: (steps: number, work: () => void) => boolean;
  /** Calls `look` after the first step of `work`, between its beginning and its first write. */
  readonly lookInside: (look: () => void, work: () => void) => void;
  /** Takes the hooks off the driver. */
  readonly restore: () => void;
};

/** What is called around every step, null when nobody looks. */
type Hooks = { before: (() => void) | null; after: (() => void) | null };

/** A step is one statement that writes, and the beginning and the end of a transaction. */
export function dyingProcess(): DyingProcess {
  const hooks: Hooks = { before: null, after: null };
  const restore = hookDriver(hooks);
  const doing = (work: () => void): void => {
    try {
      work();
    } finally {
      hooks.before = null;
      hooks.after = null;
    }
  };
  return {
    dieAfter: (steps, work) => {
      let left = steps;
      let isDead = false;
      hooks.before = () => {
        isDead ||= left === 0;
        if (isDead) throw new Died('the process is dead');
      };
      hooks.after = () => {
        left -= 1;
      };
      try {
        doing(work);
      } catch (error) {
        if (!isDead) throw error;
      }
      return isDead;
    },
    lookInside: (look, work) => {
      hooks.after = () => {
        hooks.after = null;
        look();
      };
      doing(work);
    },
    restore,
  };
}

/** Puts the hooks around every statement of every connection; answers how to take them off. */
function hookDriver(hooks: Hooks): () => void {
  const probe = new Database(':memory:');
  // Every connection's statements have this one prototype.
  const statements = prototypeOf<Stepped>(probe.prepare('SELECT 1'));
  const connections = prototypeOf<{ exec: (sql: string) => unknown }>(probe);
  probe.close();
  const { run } = statements;
  const { exec } = connections;
  function stepped<T>(act: () => T): T {
    hooks.before?.();
    const result = act();
    hooks.after?.();
    return result;
  }
  statements.run = function (this: Stepped, ...values) {
    return stepped(() => Reflect.apply(run, this, values));
  };
  connections.exec = function (this: object, sql) {
    return stepped(() => Reflect.apply(exec, this, [sql]));
  };
  return () => {
    statements.run = run;
    connections.exec = exec;
  };
}

function prototypeOf<T extends object>(of: object): T {
  const prototype: unknown = Object.getPrototypeOf(of);
  if (typeof prototype !== 'object' || prototype === null) throw new Error('no prototype');
  return prototype as T;
}
