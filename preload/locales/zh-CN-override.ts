// Simplified Chinese: the emergency override, from its first word to the report that was read.
import type { enOverride, enOverrideRefusals } from './en-override.ts';
import type { SameKeys } from './same-keys.ts';

export const zhOverride = {
  title: '紧急越权',
  lead: '可签字的人都不在？另外两人可准其办理：您现在提出，另一人在一小时内确认。',
  second: '{{person}} 于 {{when}} 对此提出越权：“{{reason}}”',
  reason: '为何不能等待',
  begin: '提出越权',
  confirm: '确认：准予办理',
  standing_one: '有一项紧急越权，其报告尚待阅知。',
  standing_other: '有 {{number}} 项紧急越权，其报告尚待阅知。',
  standingDetail: '等待签字的事项已由另外两人准予办理。',
  report: '紧急越权',
  save: '存为 CSV',
  acknowledge: '我已阅知',
  payment: '一笔付款',
  paymentNumbered: '付款 {{thing}}',
  requestNumbered: '请求 {{thing}}',
  beganBy: '{{person}} 于 {{when}} 提出：{{reason}}',
  confirmedBy: '{{person}} 于 {{when}} 确认：{{reason}}',
  acknowledgedBy: '{{person}} 于 {{when}} 阅知报告',
  erased: '已删除',
  state: {
    begun: '等待第二人',
    expired: '已过期，未办理',
    confirmed: '已办理，报告待阅知',
    acknowledged: '已办理，报告已阅知',
  },
} as const satisfies SameKeys<typeof enOverride>;

export const zhOverrideRefusals = {
  override_off: {
    primary: '本行不允许紧急越权。',
    hint: '管理员可开启该设置，须由另一管理员签字。',
  },
  override_never: {
    primary: '此事项一律不得越权办理。',
    hint: '须等待可签字的人。',
  },
  override_not_needed: {
    primary: '您本人即可签字。',
    hint: '请直接签字：越权只用于无人可签的事项。',
  },
  override_begun: {
    primary: '已有人对此提出越权。',
    hint: '须由另一人在一小时内确认。',
  },
  override_not_begun: {
    primary: '没有等待确认的此项越权。',
    detail: '无人提出、已过一小时，或等待的内容已变更。',
    hint: '请重新提出。',
  },
  override_by_deputies: {
    primary: '你们二人中有一人是另一人的代理。',
    hint: '须由其他人确认。',
  },
  override_unknown: { primary: '没有该项越权。' },
  override_not_confirmed: { primary: '该项越权未办理任何事项，没有报告。' },
  override_acknowledged: { primary: '该项越权的报告已有人阅知。' },
} as const satisfies SameKeys<typeof enOverrideRefusals>;
