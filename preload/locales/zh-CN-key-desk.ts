// Simplified Chinese: the Admin screen's keys of the book, and why one is not changed.
import type { enKeyDeeds, enKeyDesk, enKeyRefusals } from './en-key-desk.ts';
import type { SameKeys } from './same-keys.ts';

export const zhKeyDesk = {
  plain: '此账簿未加密',
  plainDetail:
    '凡取得其文件夹或备份副本者皆可读取。请在账簿关闭时用命令行加密：counterfoil encrypt。',
  encrypted: '此账簿已加密',
  keyName: '密钥 {{keyId}}',
  earlier_one: '另存 {{number}} 个旧密钥，供旧备份使用。',
  earlier_other: '另存 {{number}} 个旧密钥，供旧备份使用。',
  damaged: '此账簿的打开方式无法读取',
  damagedDetail: '账簿已加密，只有恢复密钥能打开。添加口令会重新生成该文件，损坏的文件另行保留。',
  ways: '打开方式',
  passphrase: '口令',
  keyring: '工作站的密钥环',
  backends: {
    keychain: 'macOS 钥匙串',
    dpapi: 'Windows 数据保护',
    gnome_libsecret: 'GNOME 密钥环',
    kwallet: 'KDE 密钥环',
    kwallet5: 'KDE 密钥环',
    kwallet6: 'KDE 密钥环',
  },
  since: '自 {{time}}',
  add: '添加口令',
  addLead: '再添一个可打开账簿的口令，其他口令不变。',
  replace: '更换',
  replaceLead: '请输入要停用的口令和取代它的新口令。此前的备份仍以旧口令打开。',
  remove: '移除',
  removeLead:
    '此后不能再用它打开账簿。若有人此前已复制账簿及其打开方式，副本仍可使用：只有更换密钥才能阻止。',
  lastStays: '最后一个口令须保留。',
  secret: '可打开账簿的口令或恢复密钥',
  old: '要停用的口令',
  fresh: '新口令',
  again: '再次输入',
  rule: '至少 12 个字符：四五个互不相干的词。',
  recovery: '恢复密钥',
  recoveryDetail:
    '即密钥本身的书面形式。所有口令遗忘、其他文件全失时仍可打开账簿，只随密钥更换而改变。',
  recoveryShow: '显示',
  recoveryLead: '何时向何人显示，将留痕。',
  recoveryKeep: '请抄写或打印，锁存于安全之处，勿存于此计算机。关闭后不再显示。',
  recoveryPrint: '打印',
  recoveryWritten: '已抄写',
  recoveryCheck: '请输入所抄的第 {{first}} 组和第 {{second}} 组。',
  recoveryGroup: '第 {{number}} 组',
  recoveryWrong: '与所显示的不符，请再核对。',
  recoveryBack: '再次显示',
  recoveryRight: '核对无误，请锁存。',
  recoveryConfirm: '核对',
  workstation: '此工作站',
  workstationBrowser: '此控制台在浏览器中运行，浏览器没有密钥环：只有桌面程序可加入。',
  workstationDesktop: '桌面程序下次以口令启动时，会自行加入此工作站的密钥环。',
  otherKey: '更换密钥',
  otherKeyDetail:
    '若口令与账簿副本可能已落入他人之手，请在账簿关闭时用命令行更换密钥：counterfoil rekey。任何时刻中断，账簿都保持完整。',
} as const satisfies SameKeys<typeof enKeyDesk>;

export const zhKeyRefusals = {
  keys_are_busy: { primary: '正在更改密钥。', hint: '请稍后再试。' },
  book_is_plain: {
    primary: '此账簿未加密。',
    hint: '请在账簿关闭时用命令行加密：counterfoil encrypt。',
  },
  book_key_wrong: { primary: '此口令或恢复密钥不能打开账簿。', hint: '未作任何更改，请重试。' },
  recovery_key_mistyped: {
    primary: '恢复密钥有输入错误。',
    hint: '请逐组核对，最后五位为校验码。',
  },
  passphrase_too_long: { primary: '口令超过 {{max}} 个字符。' },
  too_many_slots: { primary: '账簿最多有 {{most}} 种打开方式。' },
  slot_unknown: { primary: '没有这种打开方式。' },
  last_slot: {
    primary: '最后一个口令须保留。',
    detail: '密钥环随工作站而失；没有口令便只剩恢复密钥。',
    hint: '请先添加另一个口令。',
  },
} as const satisfies SameKeys<typeof enKeyRefusals>;

export const zhKeyDeeds = {
  addKeySlot: '已添加账簿口令',
  replaceKeySlot: '已更换账簿口令',
  removeKeySlot: '已移除账簿打开方式',
  showRecoveryKey: '已显示恢复密钥',
} as const satisfies SameKeys<typeof enKeyDeeds>;
