// Simplified Chinese: a person is away, from when until when, who stands in for them, and that they are back.
import type { enAbsence, enAbsenceRefusals } from './en-absence.ts';
import type { SameKeys } from './same-keys.ts';

export const zhAbsence = {
  mark: '登记外出',
  own: '我将外出',
  title: '{{name}} 外出',
  lead: '在此期间 {{name}} 的全部权限暂停，不得以其名义签字。',
  deputy: '由谁代理',
  nobody: '无人',
  deputyHint: '随此一并申请；经非申请人的管理员签准后生效。',
  confirm: '登记外出',
  back: '已返回',
  here: '我已返回',
  until: '至 {{day}}',
  absence: '外出',
  question: '您回来了吗？',
  away: '您外出至 {{day}}：您的权限暂停，不会以您的名义办理任何事项。',
  hereLead: '确认返回后，您的权限即恢复；代理人的代理随即终止。',
  onlyAbsent: '可签字的人都外出：{{names}}。',
  onlyAbsentDecide: '可作决定的人都外出：{{names}}。',
  onlyAbsentHint: '由一名管理员申请代理人，另一名管理员签准。',
  onlyAbsentOverride: '或由另外两人以紧急越权准予办理。',
  nameUntil: '{{name}}（至 {{day}}）',
  onlyAway: '人员均外出：{{names}}',
  andOthers_one: '{{name}} 和另外 {{number}} 人',
  andOthers_other: '{{name}} 和另外 {{number}} 人',
} as const satisfies SameKeys<typeof enAbsence>;

export const zhAbsenceRefusals = {
  absence_invalid: {
    primary: '外出日期不成立：{{part}} 不符合要求。',
    hint: '截止日不得早于今日或起始日；本人不能代理本人。',
  },
  absence_marked: { primary: '其中某日已登记外出。' },
  not_absent: { primary: '此人并未外出。' },
} as const satisfies SameKeys<typeof enAbsenceRefusals>;
