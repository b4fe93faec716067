// Simplified Chinese: what a person is told who checks for an update.
import type { UpdateTexts } from './update-text.ts';

export const zhUpdate = {
  refusal: {
    update_no_feed: {
      primary: '更新功能已关闭。',
      detail: '没有策略指定更新来源，因此未访问网络。',
      hint: '由管理员设置策略 updateFeed。',
    },
    update_no_release_key: {
      primary: '本程序不接受更新。',
      detail: '程序构建时未内置发布密钥，任何更新来源都无法得到信任。',
      hint: '请按原安装方式安装新版本。',
    },
    update_feed_not_https: {
      primary: '更新地址无法使用。',
      hint: '请管理员将策略 updateFeed 设为普通的 https 地址。',
    },
    update_unreachable: {
      primary: '无法连接更新来源。',
      detail: '网络返回：{{detail}}',
      hint: '请稍后再试；不更新也不影响使用。',
    },
    update_manifest_oversized: {
      primary: '更新来源给出的内容过大，不是发布清单。',
      hint: '请管理员检查策略 updateFeed。',
    },
    update_manifest_malformed: {
      primary: '更新来源给出的内容不是发布清单，或不完整。',
      hint: '请稍后再试；若持续出现，请告知管理员。',
    },
    update_key_unknown: {
      primary: '该发布由本程序不认识的密钥签名。',
      detail: '未下载任何内容。更新来源可能被冒充。',
      hint: '安装来自该处的任何内容之前，请先告知管理员。',
    },
    update_signature_wrong: {
      primary: '该发布与签名不符。',
      detail: '未下载任何内容。内容可能已被篡改。',
      hint: '安装来自该处的任何内容之前，请先告知管理员。',
    },
    update_product_wrong: {
      primary: '更新来源提供的是另一个程序（{{product}}）。',
      hint: '请管理员检查策略 updateFeed。',
    },
    update_channel_wrong: {
      primary: '更新来源提供的是测试版本（{{version}}）。',
      hint: '仅在已安装测试版本时提供。',
    },
    update_not_yet_released: {
      primary: '版本 {{version}} 的发布日期在将来。',
      hint: '请检查本机日期。',
    },
    update_expired: {
      primary: '更新来源提供的内容已过期。',
      detail: '版本 {{version}} 已超过有效期：更新来源可能被人为滞留。',
      hint: '请检查本机日期；若日期无误，请告知管理员。',
    },
    update_rolled_back: {
      primary: '更新来源退回到了版本 {{version}}。',
      detail: '本机已见过版本 {{seen}}。',
      hint: '请告知管理员：更新来源不得倒退。',
    },
    update_changed: {
      primary: '版本 {{version}} 在本机见过之后被改动。',
      hint: '请告知管理员：同一版本不得改动。',
    },
    update_older: {
      primary: '更新来源提供的版本 {{version}} 比已安装的旧。',
      hint: '无需处理。',
    },
    update_not_newer: { primary: '当前已是最新版本（{{version}}）。' },
    update_platform_missing: {
      primary: '有新版本，但不适用于本机（{{platform}}，{{kind}}）。',
      hint: '请向管理员询问获取方式。',
    },
    update_file_missing: {
      primary: '下载的文件已不存在。',
      hint: '请重新下载。',
    },
    update_file_truncated: {
      primary: '下载不完整，未保留。',
      hint: '请重试。',
    },
    update_file_oversized: {
      primary: '收到的内容多于签名所载，未保留。',
      hint: '若再次出现，请告知管理员。',
    },
    update_file_tampered: {
      primary: '文件与签名不符，请勿安装。',
      hint: '请告知管理员。',
    },
  },
  line: {
    menu: '检查更新…',
    offer: '有新版本 {{version}}。',
    offer_detail: '发布于 {{date}}，{{size}} MB。安装前会先校验。',
    download: '下载',
    later: '稍后',
    downloading: '正在下载版本 {{version}}…',
    stop: '停止',
    downloaded: '版本 {{version}} 已下载并通过校验。',
    downloaded_detail: '请先结束 Counterfoil，再安装该文件。',
    show_file: '显示文件',
    close: '关闭',
  },
} satisfies UpdateTexts;
