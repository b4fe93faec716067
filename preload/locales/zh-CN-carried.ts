// Chinese: what is carried by file to be signed elsewhere, and the keys that people sign with.
import type { enCarried, enCarriedDeeds, enCarriedRefusals } from './en-carried.ts';
import type { SameKeys } from './same-keys.ts';

export const zhCarried = {
  title: '以文件签字',
  lead: '打开审批包即可在此查看并签字；打开带回的答复即可导入本账簿。',
  open: '打开文件…',
  exportOne: '导出到别处签字',
  exported: '审批包已保存，有效期至 {{until}}。',
  exportedBefore: '此前已导出，文件未保留。请重新导出。',
  package: '审批包 {{name}}',
  from: '由 {{person}} 于 {{when}} 导出，有效期至 {{until}}',
  ofDemo: '来自演示账簿，不涉及真实资金。',
  ofHere: '来自此处打开的账簿。',
  ofElsewhere: '来自另一账簿。您可在此查看并签字；答复须带回那里。',
  askedBy: '{{person}} 于 {{when}} 申请',
  yourWord: '您的意见',
  wordNone: '不表态',
  wordApproved: '签字',
  wordRejected: '退回',
  key: '您的签字密钥',
  keyChoose: '选择密钥文件…',
  keyChosen: '密钥 {{name}}',
  keyPassphrase: '密钥的口令',
  sign: '签署并保存答复',
  signed: '答复已保存，请带回原账簿。',
  answer: '答复，签于 {{when}}',
  answerKey: '所用密钥 {{key}}',
  bring: '导入本账簿',
  brought: '已导入。',
  broughtOpen_one: '已导入，还需 {{number}} 个签字。',
  broughtOpen_other: '已导入，还需 {{number}} 个签字。',
  keys: '签字密钥',
  keysLead:
    '凭密钥可在任何工作站签署审批包。密钥保存在您自己的文件中，由单独的口令封存；本账簿只知道其公钥。',
  keysNone: '您在此尚无密钥。',
  keyMake: '生成密钥',
  keyName: '您的登录名',
  keyNew: '新密钥的口令',
  keyMade: '密钥已保存为 {{name}}。请放在只有您能读取的地方。',
  keyEnrol: '登记密钥文件',
  keyEnrolled: '已登记。经一名管理员签字后生效。',
  keyRevoke: '吊销',
  keySign: '签字同意',
  keyRefuse: '拒绝',
  keyCompare: '请本人读出密钥，并逐字核对。',
  state_asked: '等待管理员',
  state_in_force: '有效',
  state_refused: '已拒绝',
  state_revoked: '已吊销',
} as const satisfies SameKeys<typeof enCarried>;

export const zhCarriedRefusals = {
  carried_unreadable: {
    primary: '此文件无法读取，或在途中被改动。',
    hint: '请重新导出或签署，并原样携带。',
  },
  carried_signature_wrong: {
    primary: '签名与文件内容不符。',
    hint: '文件被改动或截断，请重新签署。',
  },
  word_of_nothing: { primary: '文件中没有对此项的意见。' },
  package_of_another_book: {
    primary: '这是从另一账簿导出的。',
    hint: '请在导出它的工作站上导入。',
  },
  package_unknown: {
    primary: '本账簿从未导出内容与此完全一致的审批包。',
    hint: '请重新导出并签署新的审批包。',
  },
  signing_key_unknown: {
    primary: '签署所用的密钥未在此登记。',
    hint: '由其本人在“签字”中登记，并由管理员签字。',
  },
  signing_key_not_in_force: {
    primary: '签署所用的密钥无效。',
    detail: '它正在等待管理员、已被拒绝或已被吊销。',
  },
  signing_key_known: {
    primary: '此密钥以前已在此登记。',
    hint: '每个密钥只能登记一次，无论结果如何。请另行生成。',
  },
  signing_key_not_waiting: { primary: '此密钥已有决定。' },
  signing_key_unreadable: { primary: '这不是签字密钥文件。' },
  signing_key_not_opened: {
    primary: '此口令无法打开密钥。',
    hint: '密钥有自己的口令，不一定是登录口令。',
  },
  signing_card_of_another: {
    primary: '此密钥使用的不是您的名字。',
    hint: '请用您在此登录的名字生成。',
  },
  too_many_signing_keys: {
    primary: '您在此已有 {{most}} 个密钥，已达上限。',
    hint: '请先吊销不再使用的密钥。',
  },
  package_expired: {
    primary: '审批包的两天有效期已过。',
    hint: '请重新导出并签署新的审批包。',
  },
  package_already_used: { primary: '此意见以前已导入，只计一次。' },
  package_too_large: {
    primary: '内容过多，无法放入一个审批包。',
    hint: '请分次导出，每次最多 {{most}} 项。',
  },
  not_carried_by_file: {
    primary: '由合规决定的事项不以文件携带。',
    hint: '请在本账簿中签字。',
  },
} as const satisfies SameKeys<typeof enCarriedRefusals>;

export const zhCarriedDeeds = {
  exportApproval: '导出到别处签字',
  importApproval: '以文件导入签字',
  enrolSigningKey: '登记签字密钥',
  decideSigningKey: '决定签字密钥',
  revokeSigningKey: '吊销签字密钥',
} as const satisfies SameKeys<typeof enCarriedDeeds>;
