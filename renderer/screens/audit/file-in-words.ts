// What was taken out as a file, in one line of words.
import { handedOfName, isFlowChart } from '../../../main/domain/files-out.ts';
import type { Output } from '../../../preload/contract/contract.ts';
import type { Texts } from '../../texts.ts';

export type FileOut = NonNullable<Output<'trailPage'>['rows'][number]['file']>;

/** What it is, what it is of, and its form: `Master data · customers · CSV`. */
export function fileInWords(
  { of, name, format, account, currency }: FileOut,
  texts: Texts,
): string {
  const { code, t } = texts;
  const handed = of === 'signHandOver' ? handedOfName(name) : null;
  const parts = [
    code('fileOut', of),
    account === null ? '' : `${account} ${currency ?? ''}`.trim(),
    of === 'exportMaster' ? code('masterKind', name) : '',
    of === 'insightSeries' && isFlowChart(name) ? t(`insight.charts.${name}`) : '',
    handed === null ? '' : t(`handOver.tookOut.${handed.kind}`, { id: handed.id }),
    of === 'coreJournal' || of === 'accountStatement' ? texts.format.date(name) : '',
    format === 'jsonl' ? 'JSON Lines' : format.toUpperCase(),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}
