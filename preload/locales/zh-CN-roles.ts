// Simplified Chinese: the words of a book's role, and of a clearing house's Settlement screen.
import type { enClearing, enClearingRefusals, enRole } from './en-roles.ts';
import type { SameKeys } from './same-keys.ts';

export const zhRole = {
  participant: '分行',
  clearing: '清算所',
  choose: '这本账簿用于什么？',
  participantWhy: '银行分行：为客户付款，并在他人的清算场次中结算自己的头寸。',
  clearingWhy: '清算所：为每个参与者管理头寸、限额和结算账户，并在参与者之间结算清算场次。',
  make: '设为清算所账簿',
  forGood: '仅可在账簿尚无内容时选定一次。',
} as const satisfies SameKeys<typeof enRole>;

export const zhClearing = {
  none: '尚无参与者',
  noneDetail: '以 CSV 清单导入每个参与者的两个账户：带限额的头寸账户和结算账户。',
  pick: '导入参与者',
  participants: '参与者',
  participant: '参与者',
  position: '头寸',
  pending: '已冻结',
  cap: '限额',
  available: '可发送余额',
  cover: '备付金',
  short: '备付不足 {{amount}}',
  inHand: '当前场次（{{currency}}）',
  items: '笔数',
  gross: '总额',
  moves: '将划转',
  moved: '已划转',
  saved: '节省',
  settle: '结算全部头寸',
  waits: '在“签字”中等待另一人',
  settleTitle: '结算全部 {{currency}} 头寸？',
  settleDetail:
    '净借方从结算账户付款，净贷方收款，要么全部完成，要么全部不动。之后提交的项目归入下一场次。',
  sentence_one: '{{number}} 笔，划转 {{amount}}',
  sentence_other: '{{number}} 笔，划转 {{amount}}',
  settled: '已结算场次',
  at: '结算时间',
  of: '参与者数',
  noneSettled: '尚无已结算的场次。',
} as const satisfies SameKeys<typeof enClearing>;

export const zhClearingRefusals = {
  account_kind_not_of_this_book: {
    primary: '账户 {{account}} 的类别不属于本账簿：{{kind}}。',
    detail: '分行管理客户，清算所管理参与者。',
    hint: '请更正清单第 {{line}} 行。',
  },
  file_not_of_this_book: {
    primary: '清算所账簿不接收付款文件。',
    detail: '它管理参与者，不管理付款客户。未提交任何内容。',
    hint: '请在客户所属分行的账簿中提交该文件。',
  },
  book_is_no_clearing_house: {
    primary: '本账簿属于分行。',
    detail: '只有清算所结算参与者的头寸。',
  },
  participant_without_settlement: {
    primary: '参与者 {{participant}} 没有结算账户。',
    hint: '请导入账户 2420/{{participant}}，然后再次结算。',
  },
  participant_short_of_cover: {
    primary: '参与者 {{participant}} 备付不足，缺 {{missing}} {{currency}}。',
    detail: '未作任何结算：一个场次要么整体结算，要么完全不结算。',
    hint: '资金到账后请再次结算。',
  },
  scene_not_offered: {
    primary: '{{scene}} 不是本演示的场景。',
  },
} as const satisfies SameKeys<typeof enClearingRefusals>;
