// Simplified Chinese: what the command line says of people.
import type { CliPeopleTexts } from './cli-people-text.ts';

export const zhCliPeople = {
  refusal: {
    sign_in_required: {
      primary: '此账簿已设置人员，但无人登录。',
      hint: '请用 --as 登录名 说明您是谁，并在终端输入口令，或用 --passphrase-file 文件 提供。',
    },
    no_people: {
      primary: '此账簿尚未设置人员，因此无需登录。',
      hint: '请去掉 --as，或设置最初两名管理员：counterfoil people set-up。',
    },
    credential_must_change: {
      primary: '请先设置您自己的口令。',
      detail: '您登录时所用的口令由他人生成，只能用于此步。',
      hint: '请运行 counterfoil people passphrase --as 登录名。',
    },
    people_already_set_up: {
      primary: '最初的管理员已经设置。',
      hint: '其他人员由管理员添加：counterfoil people add。',
    },
    passphrase_file_unreadable: { primary: '口令文件 {{path}} 无法读取、为空或不是普通文件。' },
    passphrase_file_open_to_others: {
      primary: '他人可以读取口令文件 {{path}}。',
      hint: '请设为仅本人可读写：chmod 600。如已被他人看到，请另设口令。',
    },
    passphrase_not_asked: {
      primary: '没有可供输入口令的终端。',
      hint: '请在终端中运行，或指定权限为 0600 的文件：--passphrase-file 文件。',
    },
  },
  line: {
    ask_passphrase: '您的口令：',
    ask_code: '验证器的动态码，没有则直接回车：',
    ask_chosen: '{{signInName}} 的新口令：',
    ask_chosen_again: '再次输入：',
    people_set_up: '{{first}} 与 {{second}} 为管理员。此后人人须登录：--as 登录名。',
    person_added: '{{signInName}} 为第 {{person}} 号人员，尚无任何角色。',
    person_ended: '第 {{person}} 号人员不能再登录。',
    first_passphrase:
      '初始口令仅显示这一次，请转交本人：{{firstPassphrase}}\n它只能用于设置自己的口令：counterfoil people passphrase --as 登录名。',
    first_passphrase_lost:
      '初始口令只给出一次：此前已给出，或在途中丢失。请重新申请：counterfoil people credential 登录名。',
    passphrase_chosen: '新口令已生效。',
    person_absent: '人员 {{person}} 外出：{{from}} 至 {{until}}。',
    person_back: '人员 {{person}} 已返回，不再由他人代理。',
    grant_asked: '第 {{grant}} 号申请等待另一名管理员：counterfoil people sign {{grant}}。',
    grant_signed: '第 {{person}} 号人员的第 {{grant}} 号申请已生效。',
    grant_refused: '第 {{person}} 号人员的第 {{grant}} 号申请已被拒绝。',
    grant_ended: '第 {{person}} 号人员的权限已终止。',
    limit_unreadable: '无法识别金额：{{value}}。请写作 --currency EUR --single-limit 1000.00。',
    no_people_yet: '此账簿尚未设置人员。请设置两名：counterfoil people set-up。',
    person_line: '{{person}}  {{signInName}}  {{name}}  {{roles}}',
    person_gone_line: '{{person}}  {{signInName}}  {{name}}  已离职',
    grant_line:
      '  第 {{grant}} 号权限：{{person}} 号人员  {{what}}  {{validFrom}} 至 {{validUntil}}  {{bounds}}',
    grant_waits_line:
      '  第 {{grant}} 号申请待签：{{person}} 号人员  {{what}}  {{validFrom}} 至 {{validUntil}}  {{bounds}}  申请人 {{askedBy}}',
  },
} satisfies CliPeopleTexts;
