// Simplified Chinese: what a person is told when something is refused or fails.

import type { OutcomeTexts } from './text.ts';
import { zhAbsenceRefusals } from './zh-CN-absence.ts';
import { zhPolicyFaults, zhPolicyRefusals } from './zh-CN-admin.ts';
import { zhCarriedRefusals } from './zh-CN-carried.ts';
import { zhCoreRefusals } from './zh-CN-core.ts';
import { zhEventRefusals } from './zh-CN-events.ts';
import { zhHandOverRefusals } from './zh-CN-hand-over.ts';
import { zhIntakeRefusals } from './zh-CN-insight.ts';
import { zhKeepingRefusals } from './zh-CN-keeping.ts';
import { zhKeyRefusals } from './zh-CN-key-desk.ts';
import { zhKeys } from './zh-CN-keys.ts';
import { zhMasterRefusals } from './zh-CN-master.ts';
import { zhOverrideRefusals } from './zh-CN-override.ts';
import { zhPeopleRefusals } from './zh-CN-people.ts';
import { zhClearingRefusals } from './zh-CN-roles.ts';
import { zhSigningRefusals } from './zh-CN-signing.ts';

export const zhOutcomes = {
  refusal: {
    ...zhPolicyRefusals,
    ...zhPeopleRefusals,
    ...zhKeyRefusals,
    ...zhKeepingRefusals,
    ...zhSigningRefusals,
    ...zhOverrideRefusals,
    ...zhAbsenceRefusals,
    ...zhCarriedRefusals,
    ...zhHandOverRefusals,
    ...zhClearingRefusals,
    ...zhEventRefusals,
    office_is_not_ready: {
      primary: '账簿暂不办理业务。',
      detail: '账簿检查或密钥更换完成后才能办理业务；其间可以查看。',
      hint: '请稍后再试。',
    },
    book_failed_its_check: {
      primary: '账簿未通过检查，不办理任何业务。',
      detail: '仍可查看全部内容。发现：{{detail}}',
      hint: '请先原样复制数据文件夹，查看审计结果，再从最新备份恢复。',
    },
    book_is_not_empty: { primary: '账簿不为空。', hint: '演示需要独立的账簿。' },
    book_is_no_demonstration: {
      primary: '此账簿不是演示账簿。',
      hint: '场景及其时钟只用于已打开的演示。',
    },
    scene_is_past: {
      primary: '演示时钟已过 {{scene}}。',
      hint: '当时发生的一切已在账簿中；重新演示需要独立的账簿。',
    },
    submission_id_reused: {
      primary: '同一请求曾由他人提交，或曾以不同内容提交。',
      hint: '再次办理前请先查看第一次的结果。',
    },
    given_before: {
      primary: '此请求先前已有答复；同一请求不会给出两次。',
      hint: '请重新办理：那是另一次请求，会另行记入操作轨迹。',
    },
    not_permitted: { primary: '您的角色无权办理。', hint: '请有此角色的同事或管理员办理。' },
    original_unknown: { primary: '该文件已不再保存。', hint: '请重新选择文件。' },
    file_cannot_be_read: { primary: '无法读取文件。', hint: '请确认文件存在且您有权打开。' },
    file_is_empty: { primary: '文件为空。', hint: '请从原系统重新导出。' },
    file_is_too_large: { primary: '文件超过可接收的大小。', hint: '请拆分为多个文件。' },
    file_is_not_an_account_list: {
      primary: '这不是账户清单。',
      detail: '应为 CSV，列为 account、name、currency、kind、openingBalance、accountLimit。',
      hint: '请核对文件第一行。',
    },
    account_list_has_problems: {
      primary: '账户清单有问题，未开立任何账户。',
      hint: '请修正后重新导入。',
    },
    account_of_demo_bank: {
      primary: '账户 {{account}} 属于演示银行的代码。',
      hint: '正式账簿只接受真实账户。请更正清单。',
    },
    account_open_with_other_terms: {
      primary: '账户 {{account}} 已以其他条件开立。',
      detail: '导入不会更改已开立的账户。',
    },
    account_overdrawn: {
      primary: '{{account}} 的期初余额低于其限额。',
      hint: '请在清单中更正余额或限额。',
    },
    ...zhCoreRefusals,
    file_has_refusing_problems: {
      primary: '文件存在导致拒收的问题。',
      hint: '请更正文件后重新放入。',
    },
    duplicate_file: {
      primary: '同一文件此前已提交。',
      detail: '即批次 {{batchId}}，报文 {{messageId}}。未重复提交。',
      hint: '请查看该批次的付款状态。',
    },
    duplicate_message_id: {
      primary: '同一发起方已用过该报文编号。',
      detail: '报文 {{messageId}} 即批次 {{batchId}}。未提交。',
      hint: '若为新文件，请客户使用新的报文编号。',
    },
    batch_too_large: { primary: '文件中的付款超过一个批次的上限。', hint: '请拆分为多个文件。' },
    batch_unknown: { primary: '没有这个批次。' },
    cancelled: { primary: '已停止。', detail: '没有留下任何未完成的内容。' },
    outgoing_waits: {
      primary: '账簿曾从备份恢复：本批次可能已经发出。',
      hint: '请先向清算渠道核实，再按其答复放行。',
    },
    export_unknown: { primary: '该处没有记录此文件的导出，或已过时限。', hint: '请重新保存。' },
    batch_not_judged: { primary: '本批次仍在检查中。', hint: '请等待检查完成。' },
    status_report_not_agreed: {
      primary: '委托方的协议约定不接收状态报告。',
      hint: '见主数据中的协议。',
    },
    batch_not_final: {
      primary: '委托方的协议约定只在全部完成后发送状态报告。',
      detail: '本文件中还有付款未到终态。',
      hint: '请等待全部结算、拒绝或取消。',
    },
    nothing_dispatched: { primary: '本批次没有已发出的付款。' },
    cycle_unknown: { primary: '没有这个场次。' },
    cycle_not_open: { primary: '该场次已不再开放。' },
    cycle_not_closed: {
      primary: '该场次不在已关闭状态。',
      detail: '它仍然开放，或此前已结算或撤销。',
      hint: '开放的场次请先按清算方报告关闭。',
    },
    cycle_was_drawn_on: {
      primary: '该场次的款项在关闭后已被动用。',
      detail: '来账款项已入账，或有其他分录变动了该场次的未结项目。',
      hint: '请先冲正这些分录，再撤销该场次。',
    },
    entry_unknown: { primary: '没有这笔分录。' },
    entry_belongs_to_a_payment: { primary: '该分录属于一笔付款，随其变动。' },
    entry_belongs_to_a_cycle: { primary: '该分录属于一个场次，随其变动。' },
    entry_already_corrected: { primary: '该分录已更正过。' },
    insufficient_funds: { primary: '账户余额不足。' },
    payment_unknown: { primary: '没有这笔付款。' },
    payment_status_does_not_allow: {
      primary: '该付款状态已变。',
      detail: '其间已被他人或系统变动；本次未作更改。',
    },
    inward_exceeded: { primary: '超过该场次的来账金额。' },
    account_unknown: { primary: '账户不在本账簿。' },
    accounts_look_alike: {
      primary: '有 {{alike}} 个 {{currency}} 账户在您看来相同：{{account}}。',
      hint: '请按开户先后（即余额列表中的顺序）指明其中一个：{{account}} #1。',
    },
    account_is_closed: { primary: '账户已销户。' },
    account_status_is_that: { primary: '账户已处于该状态。' },
    account_is_not_empty: {
      primary: '账户尚有余额或冻结款项。',
      hint: '须先清空账上已记账和已冻结的金额，方可销户。',
    },
    remark_unknown: { primary: '该操作没有单独留存的备注。' },
    remark_required: { primary: '拒绝须有原因代码和备注。' },
    signer_not_permitted: {
      primary: '此处的签字须由其他角色完成。',
      detail: '按顺序签字时，下一个签字不由您完成。',
    },
    approval_stale: {
      primary: '内容已与您所见不同。',
      detail: '其间已被修改或变动：现为第 {{version}} 版。本次未签字。',
      hint: '请重新查看后再签字。',
    },
    day_already_closed: { primary: '{{day}} 已经日终。' },
    day_has_not_begun: { primary: '{{day}} 尚未开始。' },
    earlier_day_is_open: { primary: '{{day}} 仍未日终。', hint: '须按顺序日终：请先办理该日。' },
    carried_item_unknown: {
      primary: '没有名为“{{item}}”的可结转项目。',
      hint: '请按未结事项清单中的名称填写。',
    },
    day_has_blockers: {
      primary: '有 {{count}} 项妨碍日终：{{blockers}}。',
      hint: '请了结，或逐一点名转入次日；差异须说明原因。',
    },
    rate_unreadable: { primary: '{{rate}} 不是 {{currency}} 的汇率，或重复给出。' },
    rate_missing: { primary: '账簿有 {{currency}} 头寸。', hint: '请给出用以估值的市场汇率。' },
    rerun_under_way: { primary: '已有一次重新判定正在进行。', hint: '请等待其完成。' },
    epoch_unknown: { primary: '引擎尚未到达该批段。', hint: '请填写 1 至“洞察”所示编号之间的数。' },
    ...zhMasterRefusals,
    ...zhIntakeRefusals,
  },
  fault: {
    ...zhPolicyFaults,
    ...zhKeys.fault,
    file_cannot_be_read: {
      primary: '无法读取文件。',
      hint: '请确认文件仍然存在且有权打开。',
    },
    update_not_kept: {
      primary: '无法保存更新文件。',
      hint: '请查看磁盘是否已满或文件夹是否只读。',
    },
    output_not_written: {
      primary: '无法写入输出文件。',
      detail: '命令所做的事可能未记录在其中。',
      hint: '重复执行前请先用 `counterfoil status` 查看。',
    },
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
    book_has_another_role: {
      primary: '此账簿是为另一种用途建立的。',
      hint: '账簿的用途在建立时选定。请打开另一文件夹，或不指定用途。',
    },
    book_is_live: {
      primary: '此文件夹中是正式账簿。',
      hint: '正式账簿不能成为演示。请在独立的文件夹中打开演示。',
    },
    book_unreadable: { primary: '账簿无法读取。', hint: '请从最新备份恢复。' },
    book_from_newer_program: { primary: '账簿由更新版本写入。', hint: '请安装该版本。' },
    book_from_older_program: {
      primary: '账簿由较早的开发版本写入，本版本无法读取。',
      hint: '请使用其他数据文件夹，或用写入它的版本打开。',
    },
    not_a_book: { primary: '数据文件夹中没有账簿。' },
    native_module_missing: { primary: '缺少数据库驱动程序库。', hint: '请重新安装程序。' },
    native_module_changed: {
      primary: '数据库驱动程序库不是本版本附带的那一个。',
      hint: '请从可信来源重新安装程序，并告知管理员。',
    },
    commit_unknown: { primary: '正在核实最后的更改是否已保存。', hint: '后台重新启动后即可得知。' },
    original_changed: {
      primary: '保存的文件与提交时不同。',
      hint: '请联系管理员；账簿本身完好。',
    },
    file_cannot_be_unpacked: { primary: '文件无法解压。' },
    file_unpacks_too_large: { primary: '文件解压后超过可接收的大小。' },
    verify_stopped: { primary: '验证未能完成。', hint: '请重新开始。' },
    backup_failed: { primary: '备份未能完成。', hint: '请检查磁盘空间。' },
    restore_failed: { primary: '恢复未能完成。', hint: '此前的账簿保存在 replaced/ 中。' },
    book_restored: { primary: '恢复的账簿正在就位。' },
    key_changed: { primary: '以新密钥重写的账簿正在就位。' },
    file_reading_stopped: { primary: '文件读取中断。', hint: '请重新选择。' },
    upload_failed: { primary: '文件未送达后台。', hint: '请重新选择。' },
    session_ended: { primary: '本次会话已结束。', hint: '请重新启动 Counterfoil 获得新窗口。' },
    book_damaged: { primary: '账簿已损坏。', hint: '请从最新备份恢复。' },
    anchor_not_written: {
      primary: '账簿的检查结果未能记录在账簿旁。',
      hint: '请检查数据文件夹的剩余空间和权限。',
    },
    lock_unusable: { primary: '无法锁定数据文件夹。', hint: '请选择本地磁盘上可写入的文件夹。' },
    pragma_refused: {
      primary: '磁盘不满足账簿的要求。',
      hint: '账簿必须位于本地磁盘，不能位于网络共享。',
    },
    sqlite_too_old: { primary: '数据库组件版本过旧。', hint: '请重新安装本程序。' },
    question_failed: { primary: '暂时无法读取账簿。', hint: '请重试。' },
    reader_is_busy: { primary: '等待账簿的查询过多。', hint: '请稍后重试。' },
    reader_stopped: { primary: '账簿读取已停止。', hint: '正在重新启动。' },
    task_failed: { primary: '一项检查未能完成。', hint: '后台恢复后批次将继续。' },
    too_many_channels: { primary: '打开的窗口过多。', hint: '请关闭一些窗口。' },
    too_many_listeners: { primary: '打开的窗口过多。', hint: '请关闭一些窗口。' },
    too_many_rehearsals: { primary: '其他预演仍在进行。', hint: '请待其中一个完成后重试。' },
    too_many_audits: { primary: '其他审计仍在进行。', hint: '请待其中一个完成后重试。' },
    audit_stopped: {
      primary: '审计未得出结果即已结束。',
      hint: '请重新审计；若再次如此，请校验备份。',
    },
    console_not_built: { primary: '控制台尚未构建。', hint: '请用 npm start 启动。' },
    console_too_large: { primary: '控制台文件大于预期。', hint: '请重新安装本程序。' },
    launch_folder_unsafe: {
      primary: '启动页所在文件夹可被他人读取。',
      hint: '请改为仅本人可用后重新启动。',
    },
    no_port_to_listen_on: {
      primary: '无法打开本机地址。',
      hint: '请检查本工作站上运行的其他程序。',
    },
    office_stopped: { primary: '后台已停止且未能重新启动。', hint: '请重新启动 Counterfoil。' },
    office_died: { primary: '后台无法启动。', hint: '请查看数据文件夹中的日志后重新启动。' },
    disk_full: { primary: '磁盘已满。', hint: '请释放空间；没有只做一半的操作。' },
    disk_failed: { primary: '磁盘故障。', hint: '请把数据文件夹复制到其他磁盘，并联系管理员。' },
    book_read_only: { primary: '账簿不可写入。', hint: '请检查数据文件夹的权限。' },
    book_busy: { primary: '账簿正忙。', hint: '请稍后重试。' },
  },
} as const satisfies OutcomeTexts;
