// How the command line speaks: JSON Lines for programs (English, decimal strings), or lines in the
// person's language; progress on a terminal only, and never in the JSON.

import type { CliCarriedLine, CliCarriedTexts } from '../../../preload/locales/cli-carried-text.ts';
import type { CliPeopleLine, CliPeopleTexts } from '../../../preload/locales/cli-people-text.ts';
import type { CliTexts, CliLine as CommandLine } from '../../../preload/locales/cli-text.ts';
import { effectInWords } from '../../../preload/locales/effect-in-words.ts';
import { enCli } from '../../../preload/locales/en-cli.ts';
import { enCliCarried } from '../../../preload/locales/en-cli-carried.ts';
import { enCliPeople } from '../../../preload/locales/en-cli-people.ts';
import { enDomain } from '../../../preload/locales/en-domain.ts';
import { enKeys } from '../../../preload/locales/en-keys.ts';
import { enOutcomes } from '../../../preload/locales/en-outcomes.ts';
import { enProblems } from '../../../preload/locales/en-problems.ts';
import type { KeyLine, KeyTexts } from '../../../preload/locales/key-text.ts';
import { refusalData } from '../../../preload/locales/refusal-data.ts';
import type {
  DomainTexts,
  OutcomeTexts,
  ProblemTexts,
  Text,
} from '../../../preload/locales/text.ts';
import { zhCnCli } from '../../../preload/locales/zh-CN-cli.ts';
import { zhCliCarried } from '../../../preload/locales/zh-CN-cli-carried.ts';
import { zhCliPeople } from '../../../preload/locales/zh-CN-cli-people.ts';
import { zhDomain } from '../../../preload/locales/zh-CN-domain.ts';
import { zhKeys } from '../../../preload/locales/zh-CN-keys.ts';
import { zhOutcomes } from '../../../preload/locales/zh-CN-outcomes.ts';
import { zhProblems } from '../../../preload/locales/zh-CN-problems.ts';
import { formatMinor, type Money } from '../../domain/money.ts';
import type { Problem } from '../../domain/problem.ts';
import type { Refusal } from '../../domain/result.ts';
import type { Language } from '../environment.ts';

export type CliLine = CommandLine | CliPeopleLine | CliCarriedLine;

/** What a text's `{{name}}` stand for. */
export type Data = { readonly [name: string]: unknown };

/** Where words go: a stream of the process, or a file. */
export type Sink = { readonly write: (text: string) => unknown; readonly isTTY?: boolean };

export type Output = {
  readonly json: boolean;
  /** One object as a line of JSON; nothing when a person reads. */
  readonly object: (value: unknown) => void;
  /** One line for a person; nothing when a program reads. */
  readonly line: (key: CliLine, data?: Data) => void;
  /** Text as it is, for whoever redirects it into a file. */
  readonly raw: (text: string) => void;
  /** The same of a book's keys. */
  readonly keyLine: (key: KeyLine, data?: Data) => void;
  /** The words of a line of the keys, for a question. */
  readonly keyWords: (key: KeyLine) => string;
  /** The words of a line, for a question. */
  readonly words: (key: CliLine, data?: Data) => string;
  /** The name of a deed that waits, or of a line of its effect. */
  readonly effectWords: (what: string) => string;
  /** An event of the posting table in accounting words, and why one would not be booked. */
  readonly eventWords: (code: string) => string;
  readonly whyWords: (why: string) => string;
  /** What a line of its effect says. */
  readonly effectLine: (line: EffectLine) => string;
  /** One line beside the answer for a person who waits; nothing when a program reads. */
  readonly note: (key: CliLine, data?: Data) => void;
  readonly refusal: (refusal: Refusal) => void;
  /** Why it was refused and what to do next, in English: the `message` of JSON. */
  readonly refusalText: (refusal: Refusal) => string;
  readonly fault: (code: string, detail: string) => void;
  /** What is wrong, in English: the `message` of JSON. */
  readonly problemText: (problem: Problem) => string;
  readonly problems: (problems: readonly Problem[], count: number) => void;
  readonly progress: Progress;
};

/** What stands there, null where nothing does, and what will. */
export type EffectLine = {
  readonly what: string;
  readonly before: string | null;
  readonly after: string;
};

/** A line that is written over while something long runs, with a share and an estimate. */
export type Progress = {
  readonly at: (label: CliLine, done: number, total: number) => void;
  readonly end: () => void;
};

type Texts = {
  readonly cli: CliTexts & CliPeopleTexts['line'] & CliCarriedTexts['line'];
  readonly domain: DomainTexts;
  readonly outcomes: OutcomeTexts;
  readonly problems: ProblemTexts;
  readonly keys: KeyTexts;
};

const TEXTS: Record<Language, Texts> = {
  en: {
    cli: { ...enCli, ...enCliPeople.line, ...enCliCarried.line },
    domain: enDomain,
    outcomes: outcomesOf(enOutcomes, enKeys, enCliPeople, enCliCarried),
    problems: { ...enDomain.reason, ...enProblems },
    keys: enKeys,
  },
  'zh-CN': {
    cli: { ...zhCnCli, ...zhCliPeople.line, ...zhCliCarried.line },
    domain: zhDomain,
    outcomes: outcomesOf(zhOutcomes, zhKeys, zhCliPeople, zhCliCarried),
    problems: { ...zhDomain.reason, ...zhProblems },
    keys: zhKeys,
  },
};

/**
 * What the contract answers, what the shells do before there is anybody to ask, and where a command
 * says another way on than a window.
 */
function outcomesOf(
  outcomes: OutcomeTexts,
  keys: KeyTexts,
  people: CliPeopleTexts,
  carried: CliCarriedTexts,
): OutcomeTexts {
  const own = { ...people.refusal, ...carried.refusal };
  const refusal = { ...keys.refusal, ...outcomes.refusal, ...own };
  return { ...outcomes, refusal };
}

/** Problems a person is shown per file; a program gets all that were kept. */
const PROBLEMS_SHOWN = 20;

/** `text` with every `{{name}}` replaced; a name without data stays visible. */
export function fill(text: string, data: Data): string {
  return text.replaceAll(/\{\{(\w+)\}\}/g, (whole, name: string) => {
    const value = data[name];
    return value === undefined ? whole : String(value);
  });
}

/** `12.34 EUR`, `500 JPY`; several joined by commas. */
export function sumsText(sums: readonly Money[]): string {
  return sums.map((money) => `${formatMinor(money)} ${money.currency}`).join(', ') || '0';
}

/** Amounts as decimal strings in major units, by currency: the `sums` of JSON. */
export function sumsObject(sums: readonly Money[]): { readonly [currency: string]: string } {
  return Object.fromEntries(sums.map((money) => [money.currency, formatMinor(money)]));
}

export function createOutput(options: {
  readonly language: Language;
  readonly json: boolean;
  readonly out: Sink;
  readonly err: Sink;
}): Output {
  const { language, json, out, err } = options;
  const texts = TEXTS[language];
  const progress = createProgress(err, json, texts.cli);
  const print = (stream: Sink, text: string): void => {
    progress.end();
    stream.write(`${text}\n`);
  };
  const line = (key: CliLine, data: Data = {}): void => {
    if (!json) print(out, fill(texts.cli[key], data));
  };
  const problemText = (problem: Problem, from: ProblemTexts): string =>
    fill(from[problem.code] ?? problem.code, problem.data);
  return {
    json,
    object: (value) => {
      if (json) print(out, JSON.stringify(value));
    },
    line,
    raw: (text) => {
      out.write(text);
    },
    keyLine: (key, data = {}) => {
      if (!json) print(out, fill(texts.keys.line[key], data));
    },
    words: (key, data = {}) => fill(texts.cli[key], data),
    keyWords: (key) => texts.keys.line[key],
    effectWords: (what) => texts.domain.effect[what] ?? what,
    eventWords: (code) => wordOf(texts.domain, 'event', code.replace('.', '_')),
    whyWords: (why) => wordOf(texts.domain, 'eventWhy', why),
    effectLine: (line) => effectInWords(line, (table, code) => wordOf(texts.domain, table, code)),
    note: (key, data = {}) => {
      if (!json) print(err, fill(texts.cli[key], data));
    },
    refusal: (refusal) => {
      if (json) return;
      const text = refusalText(refusal, texts);
      print(err, fill(texts.cli.refused, { text }));
    },
    refusalText: (refusal) => refusalText(refusal, TEXTS.en),
    fault: (code, detail) => {
      const said = texts.outcomes.fault[code] ?? texts.outcomes.fault.unexpected;
      const text = `${sentences(said, {})} ${detail}`.trim();
      if (json) out.write(`${JSON.stringify({ fault: code, message: detail })}\n`);
      else print(err, fill(texts.cli.fault, { text, code }));
    },
    problemText: (problem) => problemText(problem, TEXTS.en.problems),
    problems: (problems, count) => {
      for (const problem of problems.slice(0, PROBLEMS_SHOWN)) {
        const { place, reasonCode } = problem;
        line('problem', {
          line: place.line ?? '?',
          path: place.path ?? '',
          text: problemText(problem, texts.problems),
          reasonCode: reasonCode === null ? '' : ` (${reasonCode})`,
        });
      }
      if (count > PROBLEMS_SHOWN) line('more_problems', { count: count - PROBLEMS_SHOWN });
    },
    progress,
  };
}

function refusalText(refusal: Refusal, { outcomes, domain }: Texts): string {
  const codes: { readonly [code: string]: Text } = outcomes.refusal;
  const said = codes[refusal.code];
  if (said === undefined) return refusal.code;
  const data = refusalData(refusal, (table, code) => wordOf(domain, table, code));
  return sentences(said, { ...refusal, ...data });
}

/** The words of a code, or the code where a newer office says one without. */
function wordOf(domain: DomainTexts, table: keyof DomainTexts, code: string): string {
  const words: { readonly [code: string]: string } = domain[table];
  return words[code] ?? code;
}

function sentences(text: Text, data: Data): string {
  return [text.primary, text.detail, text.hint]
    .filter((part) => part !== undefined)
    .map((part) => fill(part, data))
    .join(' ');
}

/** Redraws at most ten times a second, on a terminal; elsewhere it says nothing. */
function createProgress(err: Sink, json: boolean, texts: Texts['cli']): Progress {
  if (json || err.isTTY !== true) return { at: () => undefined, end: () => undefined };
  let shown = false;
  let begun = 0;
  let label: CliLine | null = null;
  let last = 0;
  return {
    at: (key, done, total) => {
      const now = performance.now();
      if (label !== key) begun = now;
      label = key;
      if (now - last < 100) return;
      last = now;
      const share = total === 0 ? 0 : Math.min(1, done / total);
      const left = share > 0.02 ? Math.ceil(((now - begun) * (1 - share)) / share / 1000) : null;
      const bar = '█'.repeat(Math.floor(share * 24)).padEnd(24, '░');
      const estimate = left === null ? '' : ` ${left} s`;
      err.write(`\r\x1b[2K${texts[key]} ${bar} ${Math.floor(share * 100)} %${estimate}`);
      shown = true;
    },
    end: () => {
      if (shown) err.write('\r\x1b[2K');
      shown = false;
    },
  };
}
