// Simplified Chinese: signing in, the lock, the first two administrators, and an account in full.
import type { enReveal, enSeat } from './en-seat.ts';
import type { SameKeys } from './same-keys.ts';

export const zhSeat = {
  signInTitle: '登录',
  signIn: '登录',
  signInName: '登录名',
  name: '姓名',
  passphrase: '口令',
  repeated: '再次输入口令',
  code: '验证器动态码',
  codeHint: '未启用验证器则留空。',
  blockedUntil: '此登录名在 {{time}} 之前不能登录。',
  lockedTitle: '已锁定',
  lockedLead: '{{name}} 已登录。输入您的口令，即可回到离开时的状态。',
  unlock: '解锁',
  switch: '换人登录',
  back: '返回 {{name}}',
  signOut: '退出登录',
  menu: '{{name}}：锁定、换人、退出',
  menuDemo: '{{name}}：以某人身份登录，或设置人员',
  noRoles: '尚无角色',
  noRooms: '您尚无可查看的内容。',
  noRoomsDetail: '须由一名管理员为您申请权限，并由另一名管理员签准。',
  changeTitle: '设置您自己的口令',
  changeLead: '您登录所用的口令由他人生成，只能用于此步。',
  change: '采用此口令',
  chosen: '新口令',
  differ: '两次输入的口令不同。',
  rule: '口令至少 12 个字符，且不含您的姓名。四五个互不相干的词为佳。',
  demoTitle: '演示人员',
  demoLead: '所有人均使用口令“{{passphrase}}”。点击姓名即可登录。',
  demoAs: '以某人身份登录',
  demoAsLead:
    '您现以 {{name}} 的身份操作，拥有全部角色。可引入演示银行的人员，各司其职；此后人人须登录。',
  setUpBanner: '此账簿尚无人登录：凡打开此工作站者皆可操作。',
  setUpOpen: '设置人员',
  setUpLater: '暂不设置',
  setUpTitle: '最初两名管理员',
  setUpLead:
    '此后人人须登录。其他人员由管理员添加：权限由一人申请、另一人签准。管理员自己不查看付款。',
  setUpOwn: '两人各自输入自己的姓名和口令，不得让他人看到。',
  setUpThen: '口令一旦遗忘，须由另外两名管理员重新签发：请尽早添加第三名管理员。',
  first: '第一名管理员',
  second: '第二名管理员',
  setUp: '设置两人',
} as const satisfies SameKeys<typeof enSeat>;

export const zhReveal = {
  show: '显示全部',
  showDebtor: '显示付款人完整账号',
  showCreditor: '显示收款人完整账号',
  why: '为何需要？您的姓名和原因将留痕。',
  erased: '已被删除。',
  reason: {
    customer_asks: '客户询问',
    bank_asks: '他行询问',
    correction: '更正',
    audit: '审计',
  },
} as const satisfies SameKeys<typeof enReveal>;
