// Simplified Chinese: batches that go from one branch's book to another's by file.
import type { enHandOverDeeds, enHandOverRefusals } from './en-hand-over.ts';
import type { SameKeys } from './same-keys.ts';

export const zhHandOverRefusals = {
  branch_is_this_book: {
    primary: '这是当前打开的账簿自己的名称。',
    hint: '请录入对方分行账簿的名称。',
  },
  branch_key_known: { primary: '此密钥在此已受信任。' },
  branch_key_unknown: {
    primary: '该密钥不是此处信任的对方分行密钥。',
    hint: '请与对方读出的公钥核对，由管理员信任。',
  },
  branch_key_ended: {
    primary: '对方的这个密钥已不再受信任。',
    hint: '请对方用另一密钥签署。',
  },
  branch_unknown: {
    primary: '这里没有该分行受信任的密钥。',
    hint: '请先由管理员信任一个，否则无法接受其答复。',
  },
  too_many_branch_keys: { primary: '本账簿已有 {{most}} 个分行密钥，已达上限。' },
  hand_over_unknown: {
    primary: '本账簿没有这一移交。',
    hint: '请在它所属的工作站上导入。',
  },
  hand_over_closed: { primary: '这一移交已有答复。' },
  hand_over_answered: {
    primary: '本账簿对这一移交已作过答复，只此一次。',
    hint: '如回执遗失，请重新签署回执。',
  },
  hand_over_of_another_book: {
    primary: '这是移交给另一账簿的。',
    hint: '请带到它要去的分行。',
  },
  hand_over_not_of_file: {
    primary: '移交内容与其中的付款文件不符。',
    hint: '请拒收，由对方分行重新移交。',
  },
  hand_over_too_large: {
    primary: '此批次过大，无法放入一个文件。',
    detail: '最多 10,000 笔付款，付款文件压缩后约 440 KB。',
  },
  original_altered: {
    primary: '其中的付款文件不是所签的那一个。',
    hint: '请重新签署，并原样携带。',
  },
  payment_was_edited: {
    primary: '此批次有付款在此被修改过：{{paymentId}}。',
    hint: '文件与应付内容不再一致，因此由本分行付款。',
  },
  receipt_of_other_content: {
    primary: '此回执对应的不是所移交的内容。',
    hint: '未作任何更改。请询问对方分行接收了什么。',
  },
} as const satisfies SameKeys<typeof enHandOverRefusals>;

export const zhHandOverDeeds = {
  setBranchKey: '设定其他分行的密钥',
  handOverBatch: '移交其他分行',
  answerHandOver: '答复其他分行的移交',
  closeHandOver: '登记对移交的答复',
} as const satisfies SameKeys<typeof enHandOverDeeds>;
