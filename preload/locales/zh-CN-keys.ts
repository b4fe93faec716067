// Simplified Chinese: the keys of an encrypted book.
import type { KeyTexts } from './key-text.ts';

export const zhKeys = {
  refusal: {
    book_key_missing: {
      primary: '账簿已加密，但未提供密钥。',
      hint: '请在终端中启动并输入口令，或指定权限为 0600 的文件：--key-file FILE。',
    },
    book_key_wrong: {
      primary: '该口令或恢复密钥打不开账簿。',
      detail: '备份须用当时的口令打开。',
      hint: '请重试，或使用加密账簿时显示的恢复密钥。',
    },
    recovery_key_mistyped: {
      primary: '恢复密钥输入有误。',
      hint: '请逐组核对；最后五个字符是校验码。',
    },
    book_is_encrypted: { primary: '账簿已经加密。', hint: '如需更换密钥：counterfoil rekey。' },
    book_is_plain: { primary: '账簿未加密。', hint: '如需加密：counterfoil encrypt。' },
    passphrase_too_short: {
      primary: '口令太短。',
      hint: '至少 {{min}} 个字符：选四五个互不相关的词。',
    },
    passphrase_too_long: { primary: '口令超过 {{max}} 个字符。' },
    passphrase_missing: {
      primary: '恢复密钥不能作为新密钥的口令。',
      hint: '请指定口令：--new-key-file FILE，或在终端中输入。',
    },
    passphrases_differ: { primary: '两次输入的口令不同。', hint: '未作任何更改，请重试。' },
    key_file_unreadable: { primary: '密钥文件 {{path}} 无法读取、为空或不是普通文件。' },
    key_file_open_to_others: {
      primary: '他人可以读取密钥文件 {{path}}。',
      hint: '请设为仅本人可读写：chmod 600。如已被他人看到，请为账簿更换密钥。',
    },
    slots_would_be_lost: {
      primary: '另有 {{slots}} 个口令可打开账簿，更换后将失效。',
      hint: '请逐个用 --key-file 提供，或用 --drop-others 放弃。',
    },
    slot_unknown: { primary: '没有这种打开方式。', hint: '请用 counterfoil keys 查看。' },
    last_slot: {
      primary: '除恢复密钥外，这是最后一种打开方式。',
      hint: '请先添加另一个口令：counterfoil keys add。',
    },
    too_many_slots: { primary: '一个账簿最多有 {{most}} 种打开方式。' },
    book_failed_its_check: {
      primary: '账簿有问题，保留原有密钥。',
      detail: '发现：{{detail}}',
      hint: '请先从最新备份恢复。',
    },
    cancelled: { primary: '已停止，未作任何更改。' },
  },
  fault: {
    book_key_missing: {
      primary: '账簿中有内容使用了未提供的密钥。',
      hint: '请用其口令或恢复密钥打开。',
    },
    book_key_wrong: {
      primary: '密钥打不开账簿，或其文件开头已损坏。',
      hint: '请先原样复制数据文件夹，再从最新备份恢复。',
    },
    book_not_encrypted: {
      primary: '加密账簿的位置上是一个未加密的文件。',
      detail: '该文件是被人放入的；未读取也未写入。',
      hint: '请先原样复制数据文件夹，再从最新备份恢复。',
    },
    file_not_sealed: {
      primary: '加密账簿的一个留存文件未加密：是被人放入的。',
      hint: '请从备份中取回。',
    },
    file_damaged: { primary: '一个留存文件被更改或截断。', hint: '请从备份中取回。' },
    key_change_failed: {
      primary: '无法更换密钥。',
      hint: '账簿仍用原密钥打开。请检查磁盘后重试。',
    },
  },
  line: {
    ask_secret: '口令或恢复密钥：',
    ask_new: '新口令：',
    ask_again: '再次输入：',
    ask_other: '账簿的另一个口令，直接回车则放弃：',
    encrypted: '账簿已加密，密钥 {{keyId}}。原先的明文已被覆盖。',
    rekeyed: '账簿已更换密钥：{{keyId}}。较早的备份用当时的密钥打开。',
    recovery_key: '{{recoveryKey}}',
    recovery_key_keep: '恢复密钥仅显示这一次。仅凭它即可打开账簿：请抄写下来锁好，不要存放在本机。',
    dropped: '另有 {{dropped}} 种打开方式未带到新密钥。',
    slot_line: '  {{id}}  {{kind}}  自 {{madeAt}}  {{detail}}',
    key_line: '密钥 {{keyId}}；为较早的备份另留 {{earlier}} 个旧密钥。',
    plain_book: '账簿未加密。',
    slots_damaged: '密钥槽无法读取：只有恢复密钥能打开账簿。',
    slots_changed: '除恢复密钥外有 {{slots}} 种打开方式。',
  },
} satisfies KeyTexts;
