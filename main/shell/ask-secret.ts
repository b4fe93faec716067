// Asks a person at the terminal for a secret and shows nothing of it.

/** What of the terminal is needed: Node's standard input, and where the question is written. */
export type SecretTerminal = {
  readonly input: {
    readonly isTTY?: boolean;
    setRawMode?(raw: boolean): unknown;
    resume(): unknown;
    pause(): unknown;
    on(event: 'data', listener: (piece: Buffer | string) => void): unknown;
    off(event: 'data', listener: (piece: Buffer | string) => void): unknown;
  };
  readonly output: { write(text: string): unknown };
};

const ENTER = new Set(['\r', '\n', '\u0004']);
const INTERRUPT = '\u0003';
const ERASE = new Set(['\u007f', '\b']);

/** Characters of a secret; what is typed beyond is not taken. */
const LENGTH_MAX = 4096;

/** Whether there is a terminal on which a secret can be typed without being shown. */
export function canAsk({ input }: SecretTerminal): boolean {
  return input.isTTY === true && input.setRawMode !== undefined;
}

/** What the person typed up to Enter; null when it was given up with Ctrl+C. */
export function askSecret(question: string, terminal: SecretTerminal): Promise<string | null> {
  const { input, output } = terminal;
  output.write(`${question} `);
  input.setRawMode?.(true);
  input.resume();
  return new Promise((resolve) => {
    let typed: string[] = [];
    const end = (secret: string | null): void => {
      input.off('data', hear);
      input.setRawMode?.(false);
      input.pause();
      output.write('\n');
      typed = [];
      resolve(secret);
    };
    const hear = (piece: Buffer | string): void => {
      for (const character of piece.toString('utf8')) {
        if (ENTER.has(character) || character === INTERRUPT) {
          end(character === INTERRUPT ? null : typed.join(''));
          return;
        }
        if (ERASE.has(character)) typed.pop();
        else if (typed.length < LENGTH_MAX) typed.push(character);
      }
    };
    input.on('data', hear);
  });
}
