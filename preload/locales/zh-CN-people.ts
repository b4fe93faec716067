// Simplified Chinese: what a person is told about signing in, the lock, and who may do what.

import type { enPeopleDeeds, enPeopleRefusals, enPeopleRoles } from './en-people.ts';
import type { SameKeys } from './same-keys.ts';

export const zhPeopleRefusals = {
  sign_in_required: { primary: '此处无人登录。', hint: '请先登录，再试一次。' },
  session_locked: { primary: '控制台已锁定。', hint: '请输入您的口令解锁。' },
  credential_must_change: {
    primary: '请先设置您自己的口令。',
    detail: '您登录时所用的口令由他人生成，只能用于此步。',
  },
  step_up_needed: {
    primary: '未执行：尚未再次验证操作者身份。',
    hint: '请重试，并在询问时输入您的口令。',
  },
  no_people: {
    primary: '此账簿尚未设置人员。',
    hint: '请先设置最初两名管理员；在此之前无需登录。',
  },
  sign_in_refused: {
    primary: '输入不正确。',
    hint: '请核对登录名、口令，以及（如已启用）验证器的动态码。',
  },
  sign_in_blocked: {
    primary: '错误次数过多。',
    detail: '自最后一次错误起半小时内，此登录名不能登录。',
    hint: '请稍候，或请两名管理员签发新的初始口令。',
  },
  sign_in_busy: { primary: '正有其他人登录。', hint: '请稍后再试。' },
  not_locked: { primary: '控制台并未锁定。' },
  passphrase_too_short: {
    primary: '口令至少需要 {{least}} 个字符。',
    hint: '四五个互不相干的词既好记又安全。',
  },
  passphrase_too_easy: {
    primary: '此口令太容易猜到。',
    hint: '请勿包含姓名，多用不同的字符，且不要与上一个口令相同。',
  },
  authenticator_not_offered: {
    primary: '验证器密钥已失效。',
    hint: '请重新打开，获取新密钥。',
  },
  authenticator_code_wrong: {
    primary: '这不是验证器为新密钥显示的动态码。',
    hint: '请使用最新的动态码，并检查设备时钟是否准确。',
  },
  person_name_required: { primary: '请填写姓名和登录名。' },
  sign_in_name_taken: { primary: '此登录名已有人使用。', hint: '请换一个。' },
  too_many_people: { primary: '此账簿的人数已达上限。' },
  people_already_set_up: {
    primary: '最初的管理员已经设置。',
    hint: '请登录；其他人员由管理员添加。',
  },
  person_unknown: { primary: '没有此人。' },
  person_ended: { primary: '此人已离职。' },
  administrators_needed: {
    primary: '必须保留两名管理员。',
    detail: '权限由一人申请、另一人签准；不足两人则无法再授权。',
  },
  grant_is_for_oneself: { primary: '不得为自己授权。', hint: '请由其他管理员办理。' },
  grant_invalid: {
    primary: '不能如此授权：{{part}} 不符合要求。',
    hint: '限额须指明币种；代理须指明被代理人与截止日。',
  },
  grant_unknown: { primary: '没有此申请。' },
  grant_not_waiting: { primary: '此申请已有决定。' },
  grant_not_in_force: { primary: '此权限并未生效。' },
  outside_authority: {
    primary: '您的权限不包括：{{is}}。',
    detail: '您的权限仅限于 {{holds}}。未执行任何操作。',
    hint: '请交由有相应权限的人员办理，或请两名管理员扩大权限。',
  },
  beyond_single_limit: {
    primary: '{{amount}} {{currency}} 超过您的单笔限额。',
    detail: '您的单笔限额为 {{most}} {{currency}}。未执行任何操作。',
    hint: '请交由限额更高的人员办理，或请两名管理员提高限额。',
  },
  beyond_daily_limit: {
    primary: '加上此项将超过您的每日限额。',
    detail:
      '您的每日限额为 {{most}} {{currency}}；今日已用 {{soFar}}，此项为 {{amount}}。未执行任何操作。',
    hint: '请交由他人办理，或明日再办。',
  },
} as const satisfies SameKeys<typeof enPeopleRefusals>;

export const zhPeopleRoles = {
  submitter: '经办',
  reconciler: '对账员',
  analyst: '合规分析员',
  sanctions_officer: '制裁合规员',
  reporting_officer: '监管报送员',
  treasury: '资金管理员',
  supervisor: '主管',
  auditor: '审计员',
  administrator: '管理员',
} as const satisfies SameKeys<typeof enPeopleRoles>;

export const zhPeopleDeeds = {
  setUpPeople: '已设置最初的管理员',
  bringDemoPeople: '已引入演示人员',
  addPerson: '已添加人员',
  askGrant: '已申请权限',
  decideGrant: '已决定权限申请',
  endGrant: '已终止权限',
  markAbsent: '已登记外出',
  endAbsence: '已返回',
  endPerson: '人员已离职',
  exportAccessReview: '已导出权限复核',
  signIn: '已登录',
  unlock: '已解锁',
  stepUp: '已再次验证口令',
  lockSession: '已锁定',
  signOut: '已退出',
  changeCredential: '已更改口令',
  joinAuthenticator: '已启用验证器',
  leaveAuthenticator: '已停用验证器',
  refuseCall: '已拒绝访问',
  withholdAnswer: '最终未告知',
} as const satisfies SameKeys<typeof enPeopleDeeds>;
