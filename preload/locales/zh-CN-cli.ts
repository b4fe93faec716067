// Simplified Chinese: what the command line says to a person.
import type { CliTexts } from './cli-text.ts';

export const zhCnCli = {
  usage: `用法：counterfoil 命令 [--data 文件夹] [--lang en|zh-CN] [--json] [--output 文件]

  inspect 文件…                      读取付款文件，不动账簿
  accounts import 文件               按 CSV 清单开立账户
  submit 文件… [--accounts 文件]     提交付款文件并等待判定完毕
  status                             各处情况
  settle [--inward 币种=金额] [--advice 币种=金额]
                                     发送、确认、关闭并结算当前场次
  unwind 场次 --reason 原因          撤销清算方未予结算的已关闭场次
  open-items                         未结事项及其负责人与日期
  close-day [--day 日期] [--rate 币种=汇率] [--carry 名称]
                                     日终，逐一点名转入次日的项目
  statement 账户 [--currency 币种] [--day 日期]
                                     账户某营业日的对账单
  balances [--at 时刻]               某一时刻的全部余额
  event                              可以入账的记账表事件
  event CODE [NAME=VALUE …] [--reason TEXT] [--confirm CODE]
                                     预览借贷分录；照此入账：
                                     principal=EUR:312.40 ownAccount=1010 funds=12 item='entry 45'
  audit                              检查账簿的全部不变量与链
  verify 文件 [--anchor 文件|链首:环数]
                                     仅凭文件验证账簿的备份或副本
  sign [payment:N|request:N …] [--confirm 确认码]
                                     预览等您签字的事项；只签所预览的
  remind payment:N|request:N         提醒所等待的人，每小时至多一次
  override list                      紧急越权：何人、何事、何时，由谁阅知
  master import 类别 文件 [--reason 理由] [--from 日期]
                                     导入主数据清单，全部或全不
      [--edition 版次] [--base 版次] [--valid-until 日期]
                                     作为名录的完整版次，或用 --base 作为其增量；
                                     --valid-until 为有效期
  master export 类别                 以清单形式输出一类主数据
  master search 文字                 按任何文字、拼音或首字母查找名称
  policy 名称 值                     设置一项策略：reviewAbove:EUR 100000000
  intake [pause|drain|resume] [--reason TEXT]
                                     是否受理付款；暂停、排空或恢复
  redrive [PAYMENT…]                 重新处理隔离区中的付款，不给编号则为全部
  rerun [--from EPOCH|DAY] [--try NAME=VALUE]
                                     重新判定以往付款，账簿保持不变
  backup [--to 文件夹]               在使用中备份账簿并加以检查
  restore 备份                       以备份替换账簿；待发出的付款须等待
  drill                              另行恢复最新备份以作验证
  encrypt [--key-file FILE]          用口令加密账簿，并打印恢复密钥
  rekey [--key-file FILE]… [--drop-others]
                                     为账簿更换密钥，并打印恢复密钥
  keys [add|passphrase|remove SLOT]  加密账簿的打开方式
  people [list]                      账簿的人员及其权限
  people review                      权限复核（CSV）：各人权限、起始时间、申请人和签准人
  people set-up 登录名 姓名 登录名 姓名
                                     设置最初两名管理员；此后人人须登录
  people add 登录名 姓名             添加人员，尚无任何权限
  people grant 登录名 角色 [--branch B] [--rail R] [--currency 币种] [--single-limit 金额]
      [--daily-limit 金额] [--from 日期] [--valid-until 日期]
                                     申请角色，由另一名管理员签准
  people deputy 登录名 缺勤者 --until 日期
                                     申请由某人代理他人
  people absent 登录名|me --until 日期 [--from 日期] [--deputy 登录名]
                                     登记外出，可一并申请代理人
  people back 登录名|me              已返回，代理随即终止
  people credential 登录名           申请新的初始口令
  people sign|refuse|revoke 编号     签准或拒绝申请，或终止权限
  people end 登录名                  人员离职
  people passphrase                  设置自己的口令
  approval key 文件 --as 登录名      生成签字密钥，由单独的口令封存
  approval enrol 文件                在账簿中登记密钥，由管理员接受
  approval keys                      签字密钥：accept N、refuse N、revoke N
  approval export 编号… [--to 文件]  导出付款（N）和申请（rN）到别处签字
  approval show 文件                 查看审批包或答复，无需账簿
  approval sign 文件 --key 文件 [--reject 编号]… [--reason-code C] [--reason 理由] [--to 文件]
                                     签署或退回审批包，无需账簿
  approval import 文件               将答复带回账簿
  handover give 批次 --to 账簿       将批次移交其他分行的账簿
  handover sign N|rN --key 文件 [--key-passphrase-file 文件] [--to 文件]
                                     签署移交文件（N）或回执（rN）
  handover take|decline 文件         接收移入的批次，或永久拒收
  handover close 文件                登记对方分行的答复
  handover list                      移出与移入的批次
  handover branches                  本账簿的名称及其他分行的密钥：
                                     trust|end 账簿 分行 密钥
  core journal [--day D]             某营业日的总账分录
  core import 文件                   导入核心系统余额，不记账
  core balances                      其账龄，以及与本账簿的差异
  demo                               在独立账簿中走完全程
  demo --scene HH:MM …               将演示银行的一天依次推进到各个场景
  demo --role clearing               演示清算所的一天，可用 --scene 推进到某个场景
  positions                          清算所各参与者的头寸与各结算场次

加密的账簿在终端询问口令，或用 --key-file FILE（权限 0600）；新口令来自 --new-key-file FILE。
口令从不作为参数传递。签字密钥的口令也以同样方式提供。

账簿设有人员时，每条命令都须由某人执行：--as 登录名。口令在终端询问，或来自
--passphrase-file 文件（权限 0600；people set-up 需要两个）；people passphrase 设置的新口令
可来自 --new-passphrase-file 文件。口令同时视为本人的再次验证，对该命令的每次签字和重大操作
均有效，无须再次输入。

退出码：0 完成，1 有拒绝，2 用法，3 账簿被占用，4 故障，5 审计或验证未通过。`,
  book_in_use: '账簿正由 {{person}}（{{shell}}）使用，自 {{since}} 起。请先在那里关闭。',
  office_failed: '无法打开账簿：{{detail}}（{{code}}）',
  checking_the_book: '正在检查账簿；检查完成后方可办理业务。',
  checking: '正在重新启动后台，核对此前已完成的操作。',
  reading: '读取',
  judging: '判定',
  accepted_file: '{{file}}：{{kind}}，报文 {{messageId}}，{{transactions}} 笔，{{sums}}',
  accepted_statement: '{{file}}：{{kind}}，{{entries}} 笔分录。',
  camt_statement: '  {{account}}：{{opening}} 至 {{closing}}，{{entries}} 笔分录',
  camt_statement_differs: '  {{account}}：{{opening}} 至 {{closing}}，{{entries}} 笔分录，合计不符',
  refused_file: '{{file}}：拒绝，{{count}} 个问题',
  problem: '  第 {{line}} 行 {{path}}：{{text}}{{reasonCode}}',
  more_problems: '  另有 {{count}} 个问题',
  accounts_opened: '已开立 {{opened}} 个账户，{{unchanged}} 个此前已开立。',
  batch_submitted: '{{file}} 为批次 {{batchId}}。',
  batch_judged: '批次 {{batchId}}：{{total}} 笔付款，用时 {{seconds}} 秒。',
  still_judging: '批次 {{batchId}} 将在再次打开账簿时继续。',
  no_batches: '账簿中还没有批次。提交文件：counterfoil submit 文件',
  batch_line:
    '批次 {{batchId}}  {{isoStatus}}  {{messageId}}  {{processed}}/{{total}}  {{payments}}',
  total_line: '付款：{{payments}}',
  sum_line: '合计：{{sum}}',
  nothing_to_settle: '没有待结算的付款。',
  amount_unreadable: '无法识别币种与金额：{{value}}。请写作 EUR=615300.25。',
  cycle_settled: '场次 {{cycleId}}：已结算 {{payments}} 笔，{{sum}}。',
  cycle_break:
    '场次 {{cycleId}}：通知金额 {{advised}}，我方头寸 {{expected}}。未记账；已开立差异 {{breakId}}。',
  cycle_unwound: '场次 {{cycleId}}：已撤销，其中没有往账付款。',
  cycle_unwound_into:
    '场次 {{cycleId}}：已由分录 {{entryId}} 撤销；{{payments}} 笔付款转入场次 {{nextCycle}}。',
  check_ok: '  通过    {{name}}',
  check_failed: '  未通过  {{name}}：{{detail}}',
  rate_unreadable: '不是汇率：{{value}}。请写作 USD=1.0825，即一欧元可兑的数额。',
  day_closed: '{{day}} 已日终。重估损益 {{result}} EUR，{{carried}} 个未结项目转入次日。',
  nothing_stands_open: '没有未结事项。',
  work_line: '  {{since}}  {{kind}}  {{reference}}  {{sum}}  负责：{{owner}}',
  accounts_masked: '账号已遮蔽：您的角色不显示完整账号。',
  statement_head: '{{account}} {{currency}}，{{day}}：期初 {{opening}}，期末 {{closing}}',
  statement_line:
    '  记账 {{bookingDate}}  起息 {{valueDate}}  {{event}}  {{counterAccount}}  {{amount}}',
  balance_line: '{{account}} {{currency}}  已记账 {{posted}}  占用 {{pending}}',
  totals_line: '{{currency}}：借方 {{debit}}，贷方 {{credit}}',
  chain_head: '链：{{count}} 环，链首 {{head}}',
  verifying: '验证',
  copying: '复制',
  originals: '原件',
  backup_made:
    '备份 {{name}}：{{megabytes}} MB，{{count}} 环，{{originals}} 个原件；已检查，完好。',
  backup_missing: '有 {{missing}} 个原件缺失，未能保存。',
  backup_not_sound: '备份 {{name}} 不计入：{{failed}}',
  drill_passed: '备份 {{name}} 已另行恢复，内容齐全。',
  drill_failed: '备份 {{name}} 无法按原样恢复：{{detail}}',
  restored: '账簿自 {{backup}} 继续，共 {{count}} 环。此前的账簿已另行保存。',
  restored_waiting: '有 {{held}} 个批次可能已经发出，正在等待：请向清算渠道核实后放行。',
  backups_line: '最近备份 {{madeAt}}，验证于 {{provenAt}}。',
  no_backup: '还没有备份：counterfoil backup',
  verify_in_use: '{{file}} 正在使用。请验证它的备份，或运行 audit，由占用者检查。',
  verify_unreadable: '{{file}} 无法读取，或不是账簿。',
  anchor_unreadable:
    '无法识别锚点：{{value}}。请按 audit 打印的格式写作 链首:环数，或给出保存它的文件。',
  master_reading: '读取',
  master_bringing_in: '导入',
  master_preview:
    '{{file}}：{{rows}} 条记录，新增 {{added}}，变更 {{changed}}，终止 {{ended}}，未变 {{unchanged}}。',
  master_imported: '第 {{changeId}} 号变更自 {{validFrom}} 起生效。',
  master_waits: '第 {{changeId}} 号变更等待第二人。',
  master_nothing_new: '清单中没有新内容，未导入。',
  master_hit: '{{kind}}  {{key}}  {{title}}',
  master_no_hit: '未找到。',
  master_more: '可能还有更多：请输入更长的文字。',
  intake_running: '正在受理付款。',
  intake_paused: '已暂停受理：{{payments}} 笔付款在等待。',
  intake_draining: '正在排空：还有 {{payments}} 笔待判定；之后到达的 {{waiting}} 笔在等待。',
  intake_drained: '已排空：没有处理中的付款；之后到达的 {{waiting}} 笔在等待。',
  intake_told: '  自 {{at}} 起，由 {{by}} 操作：{{reason}}',
  redriven: '已重新处理 {{payments}} 笔付款；隔离区中还剩 {{left}} 笔。',
  intake_holds: '受理已暂停或排空：批次已收到并等待（见 intake）。',
  rerun_head: '已重新判定 {{epochs}} 个批段的 {{records}} 笔付款：{{changed}} 笔结果会不同。',
  rerun_was: '  原为    {{outcome}}  {{payments}}  {{sums}}  {{why}}',
  rerun_would_be: '  将为    {{outcome}}  {{payments}}  {{sums}}  {{why}}',
  core_imported: '{{asOf}} 的余额：{{accounts}} 个账户，{{differences}} 个不符。未记任何账。',
  core_repeated: '该文件此前已导入：{{asOf}} 的余额，{{differences}} 个不符。',
  core_none: '尚未导入核心系统余额。',
  core_head:
    '{{asOf}} 的余额，已过 {{age}} 个营业日：{{accounts}} 个账户，{{differences}} 个不符，{{unmentioned}} 个未提及。',
  core_total: '  {{accounts}} 个账户，{{sum}}',
  core_break:
    '  {{account}} {{currency}}  本账簿 {{ours}} {{ourStatus}}  核心 {{core}} {{coreStatus}}  差额 {{difference}}',
  sign_line: '{{kind}}:{{id}}  {{what}}',
  sign_line_first_of_payer: '{{kind}}:{{id}}  {{what}}（付款人的第一笔）',
  sign_line_far_above: '{{kind}}:{{id}}  {{what}}（远高于付款人以往最大一笔）',
  sign_line_new_payee: '{{kind}}:{{id}}  {{what}}（付款人近期未向此账户付款）',
  sign_own_line: '{{kind}}:{{id}}  {{what}}  不在内：您已经办、决定、修改或签字',
  sign_beyond_line: '{{kind}}:{{id}}  {{what}}  不在内：超出您的权限限额',
  sign_other_line: '{{kind}}:{{id}}  {{what}}  不在内：须由其他角色签字',
  sign_none: '没有等您签字的事项。',
  sign_total: '将签 {{count}} 项，合计 {{sums}}，最大 {{largest}}。',
  event_line: '  {{event}}  {{words}}：{{takes}}',
  event_head: '{{event}} · {{words}}',
  event_posting: '  借 {{debitAccount}}  贷 {{creditAccount}}  {{amount}} {{currency}}  {{kind}}',
  event_blocked: '不会入账：{{why}}。',
  event_signed: '须由两人负责：有人员的账簿中须另一人先签字。',
  event_confirm: '若要照此入账，请在同一命令后加 --confirm {{code}}',
  event_changed: '将入账的内容与该确认码不符，未作入账。现在是：',
  event_booked: '{{event}} 已入账：{{entries}}',
  sign_confirm: '若要签下以上各项，请在同一命令后加 --confirm {{code}}',
  sign_changed: '待签内容与该确认码不符，未签任何一项。现在是：',
  sign_signed: '{{kind}}:{{id}}  已签字，已办理：{{what}}',
  sign_signed_open: '{{kind}}:{{id}}  已签字，还需另一人签字：{{what}}',
  override_none: '没有以紧急越权办理的事项。',
  override_line:
    '{{id}}  {{state}}  {{what}}  提出 {{begun}}；确认 {{confirmed}}；阅知 {{acknowledged}}',
  sign_reminded: '已提醒可为请求 {{id}} 签字的人。',
  sign_reminded_payment: '已提醒付款 {{id}} 所等待的人。',
  sign_not_signed: '{{kind}}:{{id}}  未签字：{{what}}',
  policy_set: '{{policy}} 自下一项操作起为 {{value}}。',
  demo_begins: '演示：独立账簿位于 {{folder}}，日期 {{date}}。',
  demo_at_scene: '演示：演示银行的一天已推进到 {{scene}}。',
  demo_house_at_scene: '演示：演示清算所的一天已推进到 {{scene}}。',
  no_participants: '没有参与者：本账簿属于分行，或尚未导入参与者。',
  participant_line:
    '{{participant}} {{currency}}：头寸 {{position}}，已冻结 {{pending}}，限额 {{cap}} 中可发送 {{available}}，备付金 {{cover}}',
  participant_short: '  备付不足 {{shortfall}} {{currency}}：场次无法结算',
  house_cycle_before:
    '{{settlementDate}} 已结算（{{currency}}）：{{items}} 笔，总额 {{gross}}，{{participants}} 个参与者之间划转 {{moved}}',
  house_cycle_settled:
    '{{currency}}：已结算 {{items}} 笔，总额 {{gross}}；{{participants}} 个参与者之间划转 {{moved}}。',
  house_cycle_not_settled: '{{currency}}：未结算。',
  not_of_a_clearing_house: '清算所没有上游清算渠道：来账与结算通知只在分行账簿中填写。',
  house_cycle_line: '当前场次（{{currency}}）：{{items}} 笔，总额 {{gross}}，将划转 {{moved}}',
  refused: '拒绝：{{text}}',
  fault: '故障：{{text}}（{{code}}）',
} satisfies CliTexts;
