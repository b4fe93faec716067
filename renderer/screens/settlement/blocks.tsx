// What keeps something from its next step, named in a sentence each.
import { Icon } from '../../components/icon.tsx';
import { useTexts } from '../../use-texts.ts';
import styles from './settlement-screen.module.css';
import type { SettlementView } from './settlement-screen.tsx';

type Block = SettlementView['cycles'][number]['blocks'][number];

/** The data of these are amounts: minor units as decimal digits. */
const WITH_AMOUNTS: ReadonlySet<Block['code']> = new Set(['settlement_advice_differs']);

export function Blocks({
  blocks,
  currency,
}: {
  readonly blocks: readonly Block[];
  /** The currency of amounts in the data; null where there are none. */
  readonly currency: string | null;
}) {
  const { code, format } = useTexts();
  if (blocks.length === 0) return null;
  const spoken = (block: Block, value: string): string => {
    if (!/^-?\d+$/.test(value)) return value;
    const minor = BigInt(value);
    if (currency !== null && WITH_AMOUNTS.has(block.code)) return format.money({ minor, currency });
    return format.count(minor);
  };
  return (
    <ul className={styles.blocks}>
      {blocks.map((block) => {
        const data = Object.entries(block.data).map(([name, value]) => [
          name,
          spoken(block, value),
        ]);
        return (
          <li key={block.code}>
            <Icon name="alert" size={14} />
            {code('block', block.code, Object.fromEntries(data))}
          </li>
        );
      })}
    </ul>
  );
}
