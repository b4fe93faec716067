// Simplified Chinese: batches that go from one branch's book to another's by file.
import type { enHandOver, enHandOverDeeds, enHandOverRefusals } from './en-hand-over.ts';
import type { SameKeys } from './same-keys.ts';

export const zhHandOver = {
  title: '分行间移交',
  lead: '本分行不付的批次以签名文件移交其他分行，对方的答复也以同样方式带回。',
  give: '移交其他分行…',
  giveLead: '整个批次离开本账簿：为其预留的资金随即释放，此后在此不能再付，除非对方分行拒收。',
  toBranch: '移交至分行',
  noBranches: '这里没有受信任的其他分行密钥。请先由管理员信任一个。',
  giveNow: '移交',
  given: '已移交。请签署移交文件并带到对方。',
  sign: '签署并保存文件',
  signReceipt: '签署并保存回执',
  signed: '已保存为 {{name}}。请带到对方分行。',
  key: '您的签字密钥',
  keyChoose: '选择密钥文件…',
  keyChosen: '密钥 {{name}}',
  keyPassphrase: '密钥的口令',
  open: '打开移交文件或回执…',
  list: '移交记录',
  none: '没有以文件移出或移入的批次。',
  out: '批次 {{batch}} 移交 {{branch}}，{{payments}} 笔，{{when}}',
  in: '来自 {{branch}}，{{payments}} 笔，{{when}}',
  unknownBranch: '此处未知的分行',
  state_handed_over: '已移交，等待对方答复',
  state_taken: '对方已接收',
  state_taken_back: '对方已拒收，仍归本账簿',
  word_taken: '已接收为批次 {{batch}}',
  word_declined: '已永久拒收',
  cameFrom: '{{branch}} 的移交 {{name}}',
  receiptFrom: '{{branch}} 对 {{name}} 的回执',
  message: '报文 {{message}}：{{payments}} 笔，{{sums}}',
  releasedBy: '由 {{maker}} 提出，{{released}} 于 {{when}} 放行',
  notForHere: '这是给另一账簿的，请带到那里。',
  notTrusted: '签署它的密钥在此不受信任：{{key}}',
  ofDemo: '这是演示，不会动用资金。',
  take: '接收',
  decline: '永久拒收',
  taken: '已接收为批次 {{batch}}。请签署回执并带回。',
  declined: '已拒收。请签署回执并带回：对方只有凭回执才能收回批次。',
  receiptTaken: '对方已接收。',
  receiptDeclined: '对方已拒收，并且永不接收。',
  close: '登记对方答复',
  closedTaken: '已登记：批次 {{batch}} 归对方。',
  closedBack: '已登记：批次 {{batch}} 重归本账簿。其付款在修复中，可从那里重新处理。',
  branches: '其他分行的密钥',
  ownBook: '本账簿的名称，供对方分行录入：{{book}}',
  branchName: '分行名称',
  branchBook: '对方账簿的名称',
  branchKey: '公钥',
  trust: '信任此密钥',
  end: '不再信任',
  key_trusted: '受信任',
  key_ended: '不再受信任',
} as const satisfies SameKeys<typeof enHandOver>;

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
