// Simplified Chinese: the words of the Admin screen.
import type { enAdmin, enSettings } from './en-admin.ts';
import type { SameKeys } from './same-keys.ts';

export const zhAdmin = {
  subjects: '主题',
  waiting: '待定变更',
  settings: '设置',
  people: '人员与权限',
  calendars: '日历',
  search: '搜索：任何文字的名称、拼音、首字母、编号',
  add: '新记录',
  import: '导入清单',
  export: '导出',
  more: '可能还有更多：请输入更长的文字。',
  none: '尚无记录。',
  notFound: '未找到“{{text}}”。',
  records_one: '{{number}} 条记录',
  records_other: '{{number}} 条记录',
  change: '变更',
  end: '终止',
  revive: '恢复',
  versions: '版本',
  by: '由 {{maker}} 提出',
  byOne: '仅由 {{maker}} 一人',
  byTwo: '由 {{maker}} 与 {{checker}}',
  was: '原为 {{value}}',
  addTitle: '{{kind}}：新记录',
  changeTitle: '{{kind}}：变更记录',
  endTitle: '{{kind}}：终止或恢复记录',
  propose: '提出',
  validFrom: '生效日期',
  reason: '理由',
  reasonHint: '保存在链旁的记录中。',
  nothingWaits: '没有等待第二人的变更。',
  changeNumber: '第 {{number}} 号变更',
  fromList: '来自清单',
  byHand: '手工录入',
  counts: '新增 {{added}}，变更 {{changed}}',
  new: '新增',
  confirm: '确认',
  reject: '拒绝',
  withdraw: '撤回',
  reading: '正在读取 {{fileName}} …',
  preview: '{{fileName}}：{{rows}} 条记录，新增 {{added}}，变更 {{changed}}，未变 {{unchanged}}。',
  nothingNew: '清单中没有新内容。',
  bringIn: '导入',
  bringingIn: '正在导入',
  stopImport: '停止并撤回',
  problems: '清单不能采用：{{number}} 个问题。未作任何更改。',
  line: '第 {{line}} 行：',
  setting: '设置项',
  value: '值',
  source: '来源',
  default: '默认值',
  set: '设置',
  sources: { default: '程序默认', book: '本账簿', file: '管理员策略文件' },
  policyFile: '本工作站由 {{path}} 设定：此类设置只能在该文件中更改。',
  closedDays: '除周六、周日外，以下日期关闭：',
} as const satisfies SameKeys<typeof enAdmin>;

export const zhSettings = {
  reviewAbove: '超过此额须审核（最小单位）',
  railLimit: '通道限额（最小单位）',
  unusualDeviations: '偏离付款方惯常金额的标准差倍数（0：关闭）',
  duplicateWindowDays: '疑似重复的天数',
  pastExecutionDate: '执行日期已过时',
  batchBookingDefault: '未指明时批量记账',
  cutOff: '通道截止时间',
  fileItemFee: '文件内每笔费用（最小单位）',
  writeOffLimit: '一人可核销限额（最小单位）',
  retentionYears: '保存年限',
  coreBalancesStaleAfter: '核心余额超过几个营业日视为过期',
  coreBalancesStale: '核心余额过期时：show 提示 / hold 待人工 / refuse 拒绝',
  beneficiaryCoolOffDays: '收款人账户变更后的冷静期（天）',
  updateFeed: '更新查询地址',
  authorityLimit: '一人可决定的上限（最小单位）',
  secondAuthorityLimit: '两人可决定的上限（最小单位）',
  idleLockSeconds: '无操作后锁定（秒）',
  stepUpSeconds: '本人验证的有效时间（秒；0 为每次都验证）',
} as const satisfies SameKeys<typeof enSettings>;

/** What is refused about settings. */
export const zhPolicyRefusals = {
  policy_set_by_file: {
    primary: '{{name}} 由管理员策略文件设定。',
    hint: '请在该文件中更改，下次启动后生效。',
  },
  policy_unknown: { primary: '没有这项政策。' },
  policy_value_invalid: { primary: '该政策不接受此值。' },
} as const;

/** Why a policy file opens no book. */
export const zhPolicyFaults = {
  policy_file_not_trusted: {
    primary: '策略文件可能被他人写入；未打开任何账簿。',
    hint: '该文件及其文件夹必须归系统管理员所有，且他人不可写入。',
  },
  policy_file_unreadable: {
    primary: '无法读取策略文件；未打开任何账簿。',
    hint: '它应为由名称和值组成的 JSON 对象，均以文本书写。',
  },
  policy_file_wrong: {
    primary: '策略文件中有无效的名称或值；未打开任何账簿。',
    hint: '请在日志中查看是哪一项，并在文件中更正。',
  },
} as const;
