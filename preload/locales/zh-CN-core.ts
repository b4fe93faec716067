// Chinese: the boundary to the core-banking system, and what is refused there.
export const zhCoreRefusals = {
  core_list_has_problems: {
    primary: '核心系统的余额有问题，未导入任何内容。',
    detail: '任何一行有误，或控制总额不符，整个文件即被拒绝。',
    hint: '请重新导出后再导入。',
  },
  core_day_has_not_begun: {
    primary: '余额属于 {{asOf}}，而 {{today}} 尚未关闭。',
    hint: '请先关闭该日，再导入。',
  },
  core_date_goes_back: {
    primary: '余额属于 {{asOf}}，早于已导入的 {{last}}。',
    hint: '请导入已开始的营业日的余额。',
  },
  core_accounts_unknown: {
    primary: '清单中有 {{count}} 个账户不在本账簿中，未导入任何内容。',
    hint: '请先开立这些账户，或将其从清单中去掉。',
  },
} as const;

export const zhCore = {
  title: '核心系统',
  pick: '导入其余额…',
  none: '尚未提供余额。资金仅按本账簿检查。',
  asOf_one: '其余额截至 {{day}} 日初，已过 {{count}} 个营业日。',
  asOf_other: '其余额截至 {{day}} 日初，已过 {{count}} 个营业日。',
  staleAfter_one: '超过 {{count}} 个营业日即视为过期。',
  staleAfter_other: '超过 {{count}} 个营业日即视为过期。',
  rules: {
    show: '付款照常进行。',
    hold: '在导入更新的余额之前，付款等待人工处理。',
    refuse: '在导入更新的余额之前，付款将被拒绝。',
  },
  agrees: '全部 {{accounts}} 个账户与本账簿一致。',
  differs: '{{accounts}} 个账户中有 {{differences}} 个与本账簿不符',
  account: '账户',
  ours: '本账簿',
  theirs: '核心系统',
  difference: '差额',
  status: '状态',
  statuses: { open: '正常', debit_blocked: '止付', closed: '已销户' },
  reading: '正在读取 {{fileName}} …',
  preview: '导入结果预览',
  would: '截至 {{day}} 日初的余额：{{accounts}} 个账户，其中 {{differences}} 个与本账簿不符。',
  repeated: '该文件此前已导入，不会重复添加。',
  takenIn: '余额已导入，未产生任何记账。',
  takeIn: '导入',
} as const;
