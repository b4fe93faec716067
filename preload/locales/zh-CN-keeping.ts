// Simplified Chinese: why the book is not backed up, restored or rid of personal data.
import type { enKeepingRefusals } from './en-keeping.ts';
import type { SameKeys } from './same-keys.ts';

export const zhKeepingRefusals = {
  keeping_is_busy: { primary: '正在备份、演练或恢复。', hint: '请等待其完成，或将其停止。' },
  backup_folder_unusable: {
    primary: '无法写入备份文件夹。',
    hint: '请选择另一个有足够空间的文件夹。',
  },
  backup_unknown: { primary: '没有这个备份。', hint: '请查看清单，或给出其文件夹。' },
  backup_of_another_book: { primary: '该备份属于另一账簿。', hint: '请恢复到单独的文件夹。' },
  backup_differs_from_its_manifest: {
    primary: '该备份与当时写入的内容不同。',
    hint: '请选择其他备份：此文件已被更改或损坏。',
  },
  backup_failed_its_check: {
    primary: '该备份不完好。',
    detail: '详情：{{detail}}',
    hint: '请选择更早的备份。',
  },
  outgoing_not_waiting: {
    primary: '其中有付款并未因恢复而等待。',
    hint: '请重新查看清单：部分可能已被放行。',
  },
  personal_data_erased: { primary: '个人数据此前已清除。' },
  batch_not_ended: {
    primary: '本批次还有 {{payments}} 笔付款未结束。',
    hint: '结束之前仍需要其数据。',
  },
  account_not_closed: { primary: '账户尚未关闭，仍需要其名称。' },
  person_not_ended: { primary: '此人仍在职。' },
  retention_class_runs: { primary: '必须保留至 {{until}}（{{class}}）。' },
  retention_hold_runs: {
    primary: '必须保留：{{reason}}（限制 {{hold}}）。',
    hint: '原因消除后，请先解除该限制。',
  },
  retention_hold_unknown: { primary: '没有这个限制，或已被解除。' },
} as const satisfies SameKeys<typeof enKeepingRefusals>;
