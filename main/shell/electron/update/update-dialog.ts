// What a person sees who checks for an update: one answer, or an offer, its download and where it
// lies. Every step is a click, and the file is compared once more before the person is led to it.
import { enOutcomes } from '../../../../preload/locales/en-outcomes.ts';
import { enUpdate } from '../../../../preload/locales/en-update.ts';
import type { Text } from '../../../../preload/locales/text.ts';
import type { UpdateLine } from '../../../../preload/locales/update-text.ts';
import { zhOutcomes } from '../../../../preload/locales/zh-CN-outcomes.ts';
import { zhUpdate } from '../../../../preload/locales/zh-CN-update.ts';
import { Fault, type Refusal } from '../../../domain/result.ts';
import type { Language } from '../../environment.ts';
import {
  checkForUpdate,
  confirmUpdate,
  downloadUpdate,
  type UpdateOffer,
  type UpdateRefusal,
  type UpdaterOptions,
} from './updater.ts';

export type Box = {
  readonly type: 'info' | 'warning' | 'error';
  readonly message: string;
  readonly detail: string;
  /** The first one does what the box is about, the last one is chosen by Escape. */
  readonly buttons: readonly string[];
};

export type UpdateDialogParts = {
  /** The policy's feed as it is now; null while updates are off. */
  readonly readFeed: () => Promise<string | null>;
  readonly updater: () => Omit<UpdaterOptions, 'feed'>;
  /** Shows a box and answers which button was chosen; `signal` takes it away again. */
  readonly ask: (box: Box, signal: AbortSignal | null) => Promise<number>;
  readonly showFile: (path: string) => void;
};

const BYTES_PER_MB = 1_000_000;

type Told = { readonly [name: string]: unknown };

/** A check that can be asked for again and again; while one is running, asking does nothing. */
export function createUpdateDialog(
  parts: UpdateDialogParts,
): (language: Language) => Promise<void> {
  let running = false;
  return async (language) => {
    if (running) return;
    running = true;
    try {
      await check(parts, wordsOf(language));
    } finally {
      running = false;
    }
  };
}

type Words = ReturnType<typeof wordsOf>;

function wordsOf(language: Language) {
  const isChinese = language === 'zh-CN';
  const texts = isChinese ? zhUpdate : enUpdate;
  const faults: { readonly [code: string]: Text } = (isChinese ? zhOutcomes : enOutcomes).fault;
  return {
    language,
    line: (line: UpdateLine, data: Told = {}) => fill(texts.line[line], data),
    refusal: (refusal: UpdateRefusal): Text => textWith(texts.refusal[refusal.code], refusal),
    fault: (code: string): Text => faults[code] ?? enOutcomes.fault.unexpected,
  };
}

function fill(text: string, data: Told): string {
  return text.replace(/\{\{(\w+)\}\}/g, (_whole, name: string) => String(data[name] ?? ''));
}

function textWith(text: Text, data: Refusal): Text {
  const { primary, detail, hint } = text;
  return {
    primary: fill(primary, data),
    ...(detail === undefined ? {} : { detail: fill(detail, data) }),
    ...(hint === undefined ? {} : { hint: fill(hint, data) }),
  };
}

async function check(parts: UpdateDialogParts, words: Words): Promise<void> {
  try {
    const options = { ...parts.updater(), feed: await parts.readFeed() };
    const checked = await checkForUpdate(options);
    if (checked.ok) await offer(parts, words, options, checked.value);
    else await tellRefusal(parts, words, checked.refusal);
  } catch (error) {
    const { primary, detail, hint } = words.fault(error instanceof Fault ? error.code : '');
    const said = error instanceof Error ? error.message : String(error);
    await tell(parts, words, 'error', { primary, detail: [detail, hint, said].join('\n').trim() });
  }
}

async function offer(
  parts: UpdateDialogParts,
  words: Words,
  options: UpdaterOptions,
  offered: UpdateOffer,
): Promise<void> {
  const { version, releasedAt, file } = offered;
  const date = new Date(releasedAt).toLocaleDateString(words.language, { timeZone: 'UTC' });
  const size = String(Math.ceil(file.size / BYTES_PER_MB));
  const chosen = await parts.ask(
    {
      type: 'info',
      message: words.line('offer', { version }),
      detail: words.line('offer_detail', { date, size }),
      buttons: [words.line('download'), words.line('later')],
    },
    null,
  );
  if (chosen !== 0) return;
  const kept = await download(parts, words, options, offered);
  if (kept === null) return;
  if (!kept.ok) await tellRefusal(parts, words, kept.refusal);
  else await lead(parts, words, options.dataFolder, offered);
}

/** Downloads under a box that can stop it; null when it was stopped. */
async function download(
  parts: UpdateDialogParts,
  words: Words,
  options: UpdaterOptions,
  offered: UpdateOffer,
) {
  const stopped = new AbortController();
  const done = new AbortController();
  const box: Box = {
    type: 'info',
    message: words.line('downloading', { version: offered.version }),
    detail: '',
    buttons: [words.line('stop')],
  };
  // A box that is taken away answers too, when there is nothing left to stop.
  const asked = parts.ask(box, done.signal).then(() => stopped.abort());
  try {
    const kept = await downloadUpdate(options, offered, stopped.signal);
    return stopped.signal.aborted && !kept.ok ? null : kept;
  } finally {
    done.abort();
    await asked;
  }
}

async function lead(
  parts: UpdateDialogParts,
  words: Words,
  dataFolder: string,
  offered: UpdateOffer,
): Promise<void> {
  const chosen = await parts.ask(
    {
      type: 'info',
      message: words.line('downloaded', { version: offered.version }),
      detail: words.line('downloaded_detail'),
      buttons: [words.line('show_file'), words.line('later')],
    },
    null,
  );
  if (chosen !== 0) return;
  const confirmed = await confirmUpdate(dataFolder, offered);
  if (confirmed.ok) parts.showFile(confirmed.value);
  else await tellRefusal(parts, words, confirmed.refusal);
}

/** That this is the newest version, or that updates are off, is no warning. */
const EXPECTED: readonly string[] = ['update_not_newer', 'update_no_feed', 'update_no_release_key'];

function tellRefusal(
  parts: UpdateDialogParts,
  words: Words,
  refusal: UpdateRefusal,
): Promise<void> {
  const { primary, detail, hint } = words.refusal(refusal);
  const type = EXPECTED.includes(refusal.code) ? 'info' : 'warning';
  const more = [detail, hint].filter((each) => each !== undefined).join('\n');
  return tell(parts, words, type, { primary, detail: more });
}

async function tell(
  parts: UpdateDialogParts,
  words: Words,
  type: Box['type'],
  { primary, detail = '' }: Text,
): Promise<void> {
  await parts.ask({ type, message: primary, detail, buttons: [words.line('close')] }, null);
}
