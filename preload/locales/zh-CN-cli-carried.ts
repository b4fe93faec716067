// Simplified Chinese: what the command line says of signing elsewhere.
import type { CliCarriedTexts } from './cli-carried-text.ts';

export const zhCliCarried = {
  refusal: {
    carried_file_unreadable: { primary: '文件 {{path}} 无法读取、过长或不是文本。' },
    carried_file_exists: {
      primary: '文件 {{path}} 无法写入，或已经存在。',
      hint: '不会覆盖任何文件：请另取名称。',
    },
  },
  line: {
    ask_signing_key: '签字密钥的口令：',
    signing_key_made:
      '密钥保存在 {{file}}，请放在只有您能读取的地方。\n公钥，供向管理员读出：{{publicKey}}',
    signing_key_enrolled:
      '密钥 {{key}} 已登记：{{publicKey}}\n由管理员签准：counterfoil approval accept {{key}}',
    signing_key_accepted: '密钥 {{key}} 已生效。',
    signing_key_refused: '密钥 {{key}} 已被拒绝。',
    signing_key_revoked: '密钥 {{key}} 自此永久吊销。',
    no_signing_keys: '没有签字密钥。',
    signing_key_asked_line: '{{key}}  人员 {{person}}  等待管理员  {{publicKey}}',
    signing_key_in_force_line: '{{key}}  人员 {{person}}  有效  {{publicKey}}',
    signing_key_refused_line: '{{key}}  人员 {{person}}  已拒绝  {{publicKey}}',
    signing_key_revoked_line: '{{key}}  人员 {{person}}  已吊销  {{publicKey}}',
    package_line:
      '审批包 {{package}}，出自账簿 {{book}}\n由 {{exportedBy}} 于 {{exportedAt}} 导出，有效期至 {{expiresAt}}',
    package_line_demo:
      '审批包 {{package}}，出自演示账簿 {{book}}\n由 {{exportedBy}} 于 {{exportedAt}} 导出，有效期至 {{expiresAt}}',
    package_written: '{{file}} 可带到别处签字，有效期至 {{until}}。',
    package_lost: '已导出，但文件在途中丢失。未签署任何内容，请重新导出。',
    answer_line: '签于 {{signedAt}}，所用密钥 {{publicKey}}',
    answer_written: '已签署：请将 {{file}} 带回。',
    payment_thing: '\n付款 {{id}}：{{amount}}',
    payment_parties: '  付款人 {{debtor}}\n  收款人 {{creditor}}',
    payment_leaves: '  离开本行，执行日 {{executionDate}}',
    payment_stays: '  留在本行，执行日 {{executionDate}}',
    payment_text: '  附言：{{remittance}}',
    payment_bound: '  经手人 {{makers}}，版本 {{version}}，绑定 {{shown}}',
    usual_line: '  付款人近期 {{ofDebtor}} 笔中最大 {{largest}}；曾向此账户付款 {{toCreditor}} 次',
    usual_none: '  该付款人没有可比较的以往付款',
    request_thing: '\n申请 {{id}}：{{deed}}\n  由 {{maker}} 于 {{at}} 申请',
    effect_line: '  {{what}}：{{change}}',
    remark_line: '  理由：{{remark}}',
    level_open_line: '  签字（{{permission}}）：待签',
    level_line: '  签字（{{permission}}）：{{person}}',
    word_approved_line: '  您的意见：签字',
    word_rejected_line: '  您的意见：退回 {{reasonCode}} {{remark}}',
    imported_approved: '{{thing}}：{{person}} 已签字；还需 {{open}} 个签字。',
    imported_rejected: '{{thing}}：{{person}} 已退回。',
  },
} satisfies CliCarriedTexts;
