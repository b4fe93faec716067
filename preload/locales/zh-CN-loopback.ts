// Simplified Chinese: what the loopback shell says on the terminal it was started from.
import type { LoopbackTexts } from './loopback-text.ts';

export const zhLoopback = {
  address: '请在一分钟内于本机浏览器打开以下地址，仅可使用一次：',
  another_address: '按回车键获取新地址，按 Ctrl+C 结束。',
  window_open: '控制台已在独立窗口中打开；关闭窗口即结束 Counterfoil。',
  window_failed: '浏览器未能打开窗口。',
  no_browser:
    '未找到 Chromium、Chrome 或 Edge；可用 COUNTERFOIL_BROWSER 指定。控制台可用任意浏览器打开。',
  root_refused:
    '以 root 身份仅在设置 COUNTERFOIL_ALLOW_ROOT=1 时打开控制台：请改用您自己的账户启动。',
  book_in_use: '账簿正由 {{person}}（{{shell}}）使用，自 {{since}} 起。',
  office_failed: '无法打开账簿：{{detail}}',
  office_gone: '后台进程已停止且未能重启：{{detail}}',
  usage: '用法：[--data 目录] [--lang en|zh-CN] [--demo] [--key-file FILE]',
} satisfies LoopbackTexts;
