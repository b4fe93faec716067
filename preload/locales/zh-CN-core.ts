// Chinese: what is refused at the boundary to the core-banking system.
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
