// Simplified Chinese: what a person is told when something is refused or fails.
import type { OutcomeTexts } from './text.ts';

export const zhOutcomes = {
  refusal: {
    office_is_not_ready: {
      primary: '账簿仍在检查中。',
      detail: '检查完成后才能办理业务；其间可以查看。',
      hint: '请稍后再试。',
    },
    submission_id_reused: {
      primary: '同一请求曾以不同内容提交。',
      hint: '再次办理前请先查看第一次的结果。',
    },
    not_permitted: { primary: '您的角色无权办理。', hint: '请有此角色的同事或管理员办理。' },
    original_unknown: { primary: '该文件已不再保存。', hint: '请重新选择文件。' },
    file_cannot_be_read: { primary: '无法读取文件。', hint: '请确认文件存在且您有权打开。' },
    file_is_empty: { primary: '文件为空。', hint: '请从原系统重新导出。' },
    file_is_too_large: { primary: '文件超过可接收的大小。', hint: '请拆分为多个文件。' },
    file_is_not_an_account_list: {
      primary: '这不是账户清单。',
      detail:
        '应为 CSV，列为 account、name、currency、kind、openingBalance、accountLimit。',
      hint: '请核对文件第一行。',
    },
    account_list_has_problems: {
      primary: '账户清单有问题，未开立任何账户。',
      hint: '请修正后重新导入。',
    },
    account_open_with_other_terms: {
      primary: '账户 {{account}} 已以其他条件开立。',
      detail: '导入不会更改已开立的账户。',
    },
    account_overdrawn: {
      primary: '{{account}} 的期初余额低于其限额。',
      hint: '请在清单中更正余额或限额。',
    },
    file_has_refusing_problems: {
      primary: '文件存在导致拒收的问题。',
      hint: '请更正文件后重新放入。',
    },
    duplicate_file: {
      primary: '同一文件此前已提交。',
      detail: '即批次 {{batchId}}，报文 {{messageId}}。未重复提交。',
    },
    duplicate_message_id: {
      primary: '同一发起方已用过该报文编号。',
      detail: '报文 {{messageId}} 即批次 {{batchId}}。未提交。',
      hint: '若为新文件，请客户使用新的报文编号。',
    },
    batch_too_large: { primary: '文件中的付款超过一个批次的上限。', hint: '请拆分为多个文件。' },
    batch_unknown: { primary: '没有这个批次。' },
    batch_not_judged: { primary: '本批次仍在检查中。', hint: '请等待检查完成。' },
    nothing_dispatched: { primary: '本批次没有已发出的付款。' },
    cycle_unknown: { primary: '没有这个场次。' },
    cycle_not_open: { primary: '该场次已不再开放。' },
    cycle_not_closed: { primary: '该场次尚未关闭。', hint: '请先按清算方报告关闭。' },
    entry_unknown: { primary: '没有这笔分录。' },
    entry_belongs_to_a_payment: { primary: '该分录属于一笔付款，随其变动。' },
    entry_belongs_to_a_cycle: { primary: '该分录属于一个场次，随其变动。' },
    entry_already_corrected: { primary: '该分录已更正过。' },
    entry_is_not_booked: { primary: '该分录未记账。' },
    insufficient_funds: { primary: '账户余额不足。' },
    payment_unknown: { primary: '没有这笔付款。' },
    payment_status_does_not_allow: {
      primary: '该付款状态已变。',
      detail: '其间已被他人或系统变动；本次未作更改。',
    },
    inward_exceeded: { primary: '超过该场次的来账金额。' },
    account_unknown: { primary: '账户不在本账簿。' },
    remark_required: { primary: '拒绝须有原因代码和备注。' },
    payment_needs_two_persons: {
      primary: '疑似重复的付款须两人签字才能放行。',
      hint: '可在此拒绝，或等待第二人签字。',
    },
    policy_unknown: { primary: '没有这项政策。' },
    policy_value_invalid: { primary: '该政策不接受此值。' },
  },
  fault: {
    unexpected: {
      primary: '发生了不应发生的错误。',
      detail: '不会只办一半：要么完成，要么未发生。',
      hint: '重复办理前请先查看是否已完成。',
    },
    channel_closed: { primary: '后台在答复前离开。', detail: '正在核实是否已办理。' },
    answer_pending: { primary: '正在核实结果…', detail: '可放心重试：只会办理一次。' },
    too_many_calls: { primary: '同时请求过多。', hint: '请稍后再试。' },
    frame_too_large: { primary: '答复过大，无法发送。' },
    bad_request: { primary: '后台无法理解本控制台。', hint: '请重新载入。' },
    office_away: { primary: '后台暂时离开。', hint: '正在重新启动。' },
    book_in_use: { primary: '账簿正被其他程序打开。', hint: '请先在那里关闭。' },
    book_unreadable: { primary: '账簿无法读取。', hint: '请从最新备份恢复。' },
    book_from_newer_program: { primary: '账簿由更新版本写入。', hint: '请安装该版本。' },
    not_a_book: { primary: '数据文件夹中没有账簿。' },
    commit_unknown: { primary: '正在核实最后的更改是否已保存。', hint: '后台重新启动后即可得知。' },
    original_changed: {
      primary: '保存的文件与提交时不同。',
      hint: '请联系管理员；账簿本身完好。',
    },
    file_cannot_be_unpacked: { primary: '文件无法解压。' },
    file_unpacks_too_large: { primary: '文件解压后超过可接收的大小。' },
    file_reading_stopped: { primary: '文件读取中断。', hint: '请重新选择。' },
    upload_failed: { primary: '文件未送达后台。', hint: '请重新选择。' },
    session_ended: { primary: '本次会话已结束。', hint: '请重新启动 Counterfoil 获得新窗口。' },
  },
} as const satisfies OutcomeTexts;
