// Simplified Chinese: what the command line says of signing elsewhere.
import type { CliCarriedTexts } from './cli-carried-text.ts';

export const zhCliCarried = {
  refusal: {
    carried_file_unreadable: { primary: '文件 {{path}} 无法读取、过长或不是文本。' },
    carried_file_exists: {
      primary: '文件 {{path}} 无法写入，或已经存在。',
      hint: '不会覆盖任何文件：请另取名称。',
    },
    carried_file_not_written: {
      primary: '文件 {{path}} 未能完整写入，未留下任何内容。',
      hint: '磁盘是否已满？腾出空间后请重新导出。',
    },
    carried_file_in_part: {
      primary: '文件 {{path}} 只写入了一部分，且未能删除。',
      hint: '该文件没有用处，请将其删除，并以另一名称重新导出。',
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
    batch_handed_over:
      '批次 {{batchId}} 已移交。移交 {{payments}} 笔；留在本账簿 {{stayed}} 笔。\n签署其文件：counterfoil handover sign {{id}} --key 文件',
    hand_over_written: '请将 {{file}} 带到对方分行。',
    hand_over_taken:
      '已接收为批次 {{batchId}}。签署回执：counterfoil handover sign r{{id}} --key 文件',
    hand_over_declined:
      '已永久拒收。对方只有凭回执才能收回：counterfoil handover sign r{{id}} --key 文件',
    hand_over_is_theirs: '批次 {{batchId}} 归对方。',
    hand_over_is_ours: '批次 {{batchId}} 重归本账簿，其付款在修复中：counterfoil redrive',
    no_hand_overs: '没有以文件移出或移入的批次。',
    given_handed_over_line:
      '{{id}}  批次 {{batchId}} 移交 {{branch}}  {{payments}} 笔（留下 {{stayed}} 笔）  {{at}}  等待对方答复',
    given_taken_line:
      '{{id}}  批次 {{batchId}} 移交 {{branch}}  {{payments}} 笔（留下 {{stayed}} 笔）  {{at}}  对方已接收',
    given_taken_back_line:
      '{{id}}  批次 {{batchId}} 移交 {{branch}}  {{payments}} 笔（留下 {{stayed}} 笔）  {{at}}  已拒收，重归本账簿',
    came_taken_line: 'r{{id}}  来自 {{branch}}  {{payments}} 笔  {{at}}  批次 {{batchId}}',
    came_declined_line: 'r{{id}}  来自 {{branch}}  {{payments}} 笔  {{at}}  已永久拒收',
    own_book_line: '本账簿：{{book}}',
    branch_trusted: '{{branch}} 的密钥已受信任：{{publicKey}}',
    branch_ended: '{{branch}} 的密钥不再受信任。',
    branch_trusted_line: '{{branch}}  账簿 {{book}}  受信任  {{publicKey}}',
    branch_ended_line: '{{branch}}  账簿 {{book}}  不再受信任  {{publicKey}}',
  },
} satisfies CliCarriedTexts;
