// What keeps something from its next step, named in a sentence each.
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

type Block = SettlementView['cycles'][number]['blocks'][number];

export function Blocks({
  blocks,
  currency,
}: {
  readonly blocks: readonly Block[];
  /** The currency of amounts in the data, which come as minor units; null when there are none. */
  readonly currency: string | null;
}) {
  const { code, format } = useTexts();
  if (blocks.length === 0) return null;
  const detail = ({ data }: Block): string =>
    Object.entries(data)
      .map(([name, value]) => {
        if (currency !== null && AMOUNTS.has(name) && /^-?\d+$/.test(value)) {
          return format.money({ minor: BigInt(value), currency });
        }
        return value;
      })
      .join(' · ');
  return (
    <ul className={styles.blocks}>
      {blocks.map((block) => (
        <li key={block.code}>
          <Icon name="alert" size={14} />
          {code('block', block.code)} {detail(block)}
        </li>
      ))}
    </ul>
  );
}

const AMOUNTS: ReadonlySet<string> = new Set(['advised', 'ours', 'amount', 'position']);
