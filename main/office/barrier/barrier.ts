// The information barrier: every answer of the office passes here before the wire, and a person
// without the compliance right is told of holds, approvals and technical waits as one state. Each
// method of the contract has its line; one without a line does not compile.
import type { Handlers, RefusalCode } from '../../../preload/contract/contract.ts';
import type { Session } from '../../../preload/session.ts';
import { type DisclosureClass, hasComplianceRight } from '../../domain/disclosure.ts';
import type { Actor } from '../../domain/permissions.ts';
import { CLASS_OF_REFUSAL, toldRefusal } from '../../domain/refusal-classes.ts';
import { ok, type Refusal, type Result, refuse } from '../../domain/result.ts';
import { toldBatch, toldProgress, toldRehearsal, toldStatusOfAll } from './told-batch.ts';
import { toldEquation, toldFound, toldPage, toldTrail } from './told-queue.ts';

type Answers<Input, Value, R extends Refusal> = (
  input: Input,
  session: Session,
  signal: AbortSignal,
) => Result<Value, R> | Promise<Result<Value, R>>;

type Pours<Input, Item> = (
  input: Input,
  session: Session,
  signal: AbortSignal,
) => AsyncIterable<Item>;

/** The handlers with the barrier before them. */
export function withBarrier(of: Handlers<Session>): Handlers<Session> {
  return {
    ...screenPassages(of),
    ...deedPassages(of),
    ...ownPassages(of),
    ...peoplePassages(of),
  };
}

/** What the screens read of payments. */
function screenPassages(of: Handlers<Session>) {
  return {
    queuePage: told(of.queuePage, toldPage),
    paymentTrail: told(of.paymentTrail, toldTrail),
    dayEquation: told(of.dayEquation, toldEquation),
    findPayment: told(of.findPayment, toldFound),
    reviewList: onlyWithRight(of.reviewList),
    // For those who sign, who alone are answered: what waits for a signature waits for them.
    approvalList: plain(of.approvalList),
    approvalView: plain(of.approvalView),
    // Shown to whom each concerns; what compliance decides is shown to nobody else.
    requestList: plain(of.requestList),
    decideRequest: plain(of.decideRequest),
    // A count for everybody; the rest for who oversees the book, of payments what they may read.
    overrideList: plain(of.overrideList),
    overrideWait: plain(of.overrideWait),
    acknowledgeOverride: plain(of.acknowledgeOverride),
    // What the one who exports is shown, without any reason of a hold; a file tells whoever has it.
    exportApproval: plain(of.exportApproval),
    readCarried: of.readCarried,
    signCarried: of.signCarried,
    importApproval: plain(of.importApproval),
    branchKeys: of.branchKeys,
    setBranchKey: plain(of.setBranchKey),
    // What left and what came is told by batches; how their payments stood is in the file alone, in
    // statuses that everybody is told.
    handOvers: of.handOvers,
    handOverBatch: plain(of.handOverBatch),
    signHandOver: plain(of.signHandOver),
    readHandOver: of.readHandOver,
    answerHandOver: plain(of.answerHandOver),
    closeHandOver: plain(of.closeHandOver),
    status: told(of.status, toldStatusOfAll),
    batch: told(of.batch, toldBatch),
    batchProgress: poured(of.batchProgress, toldProgress),
    rehearseBatch: poured(of.rehearseBatch, toldRehearsal),
    // A file knows nothing of the book, and what a customer is told is already one state.
    inspectFile: of.inspectFile,
    pain002: of.pain002,
    settlementView: plain(of.settlementView),
    clearingView: plain(of.clearingView),
    entryView: plain(of.entryView),
    outgoingWaiting: plain(of.outgoingWaiting),
    dayView: plain(of.dayView),
    previewEvent: plain(of.previewEvent),
    bookEvent: plain(of.bookEvent),
    accountStatement: plain(of.accountStatement),
    balancesAt: plain(of.balancesAt),
    coreJournal: plain(of.coreJournal),
    coreBalances: plain(of.coreBalances),
    previewCoreBalances: plain(of.previewCoreBalances),
    trialBalance: plain(of.trialBalance),
    engineStanding: plain(of.engineStanding),
    accountMeasures: plain(of.accountMeasures),
    // Which rule holds which payment, counted: all of it is what the barrier is for.
    rerun: pouredWithRight(of.rerun, { kind: 'refused', code: 'not_permitted' }),
    insightSeries: plain(of.insightSeries),
    insightNow: plain(of.insightNow),
  };
}

/** Deeds: what they refuse with may name a status. */
function deedPassages(of: Handlers<Session>) {
  return {
    startDemo: plain(of.startDemo),
    chooseRole: plain(of.chooseRole),
    settlePositions: plain(of.settlePositions),
    importAccounts: plain(of.importAccounts),
    exportTrail: plain(of.exportTrail),
    exportFile: plain(of.exportFile),
    draftBatch: plain(of.draftBatch),
    submitBatch: plain(of.submitBatch),
    decideReview: plain(of.decideReview),
    approve: plain(of.approve),
    rejectApproval: plain(of.rejectApproval),
    amendPayment: plain(of.amendPayment),
    // Of whatever wait alike: it answers the moment, and refuses what waits for nobody.
    remindPayment: plain(of.remindPayment),
    steerIntake: plain(of.steerIntake),
    redrivePayments: plain(of.redrivePayments),
    cancelPayment: plain(of.cancelPayment),
    revealAccount: plain(of.revealAccount),
    dispatchPayments: plain(of.dispatchPayments),
    acknowledgeBatch: plain(of.acknowledgeBatch),
    closeCycle: plain(of.closeCycle),
    settleCycle: plain(of.settleCycle),
    unwindCycle: plain(of.unwindCycle),
    correctEntry: plain(of.correctEntry),
    rejectAcknowledged: plain(of.rejectAcknowledged),
    applyInward: plain(of.applyInward),
    closeDay: plain(of.closeDay),
    changeAccount: plain(of.changeAccount),
    explainBreak: plain(of.explainBreak),
    importCoreBalances: plain(of.importCoreBalances),
    setPolicy: plain(of.setPolicy),
    proposeMasterChange: plain(of.proposeMasterChange),
    decideMasterChange: plain(of.decideMasterChange),
    importMaster: plain(of.importMaster),
    releaseOutgoing: plain(of.releaseOutgoing),
    erasePersonalData: plain(of.erasePersonalData),
    placeRetentionHold: plain(of.placeRetentionHold),
    liftRetentionHold: plain(of.liftRetentionHold),
  };
}

/** What says nothing of any payment: the office itself, master data, a person's choices, backups. */
function ownPassages(of: Handlers<Session>) {
  return {
    session: of.session,
    officeState: of.officeState,
    changed: of.changed,
    audit: of.audit,
    auditBook: of.auditBook,
    // The trail is read as it may be told: no filter may look at what is concealed.
    trailPage: of.trailPage,
    trailFile: of.trailFile,
    preferences: of.preferences,
    keepPreferences: of.keepPreferences,
    updateFeed: of.updateFeed,
    settings: of.settings,
    masterPage: of.masterPage,
    masterRecord: of.masterRecord,
    searchMaster: of.searchMaster,
    masterWaiting: of.masterWaiting,
    masterChange: of.masterChange,
    previewMaster: of.previewMaster,
    masterProgress: of.masterProgress,
    exportMaster: of.exportMaster,
    backups: of.backups,
    backUp: of.backUp,
    drillBackup: of.drillBackup,
    restoreBackup: of.restoreBackup,
    stopKeeping: of.stopKeeping,
    keepingProgress: of.keepingProgress,
    demoDay: of.demoDay,
    playScene: of.playScene,
    setDemoSpeed: of.setDemoSpeed,
    demoPeople: of.demoPeople,
    bringDemoPeople: of.bringDemoPeople,
  };
}

/** Who is there and who may do what: nothing of any payment. */
function peoplePassages(of: Handlers<Session>) {
  return {
    sessionStanding: of.sessionStanding,
    signIn: of.signIn,
    unlock: of.unlock,
    stepUp: of.stepUp,
    lock: of.lock,
    signOut: of.signOut,
    noteInput: of.noteInput,
    changePassphrase: of.changePassphrase,
    offerAuthenticator: of.offerAuthenticator,
    joinAuthenticator: of.joinAuthenticator,
    leaveAuthenticator: of.leaveAuthenticator,
    bookKeys: of.bookKeys,
    addKeySlot: of.addKeySlot,
    replaceKeySlot: of.replaceKeySlot,
    removeKeySlot: of.removeKeySlot,
    showRecoveryKey: of.showRecoveryKey,
    offerKey: of.offerKey,
    changeKey: of.changeKey,
    names: of.names,
    people: of.people,
    exportAccessReview: of.exportAccessReview,
    setUpPeople: of.setUpPeople,
    addPerson: of.addPerson,
    endPerson: of.endPerson,
    askGrant: of.askGrant,
    decideGrant: of.decideGrant,
    endGrant: of.endGrant,
    markAbsent: of.markAbsent,
    endAbsence: of.endAbsence,
    signingKeys: of.signingKeys,
    newSigningKey: of.newSigningKey,
    enrolSigningKey: of.enrolSigningKey,
    decideSigningKey: of.decideSigningKey,
    revokeSigningKey: of.revokeSigningKey,
  };
}

/** Answers as they are to those with the right, and as `tell` puts them to all others. */
function told<Input, Value, R extends Refusal>(
  handler: Answers<Input, Value, R>,
  tell: (value: Value, actor: Actor) => Value,
): Answers<Input, Value, R> {
  return async (input, session, signal) => {
    const answer = await handler(input, session, signal);
    const { actor } = session;
    if (hasComplianceRight(actor)) return answer;
    return answer.ok
      ? ok(tell(answer.value, actor))
      : { ...answer, refusal: refusalToldOf(answer.refusal) };
  };
}

/** An answer with nothing in it to conceal; a refusal may still name a status. */
function plain<Input, Value, R extends Refusal>(handler: Answers<Input, Value, R>) {
  return told(handler, (value) => value);
}

/** Each item by what whoever asked may be told as it comes: the right may begin or end meanwhile. */
function poured<Input, Item>(handler: Pours<Input, Item>, tell: (item: Item) => Item) {
  return async function* (input: Input, session: Session, signal: AbortSignal) {
    for await (const item of handler(input, session, signal)) {
      yield hasComplianceRight(session.actor) ? item : tell(item);
    }
  };
}

/** A stream that only exists for those with the right, while they have it: else `refused` is told. */
function pouredWithRight<Input, Item>(handler: Pours<Input, Item>, refused: Item) {
  return async function* (input: Input, session: Session, signal: AbortSignal) {
    if (hasComplianceRight(session.actor)) {
      for await (const item of handler(input, session, signal)) {
        if (!hasComplianceRight(session.actor)) break;
        yield item;
      }
      if (hasComplianceRight(session.actor)) return;
    }
    yield refused;
  };
}

/** A list that only exists for those with the right. */
function onlyWithRight<Input, Value, R extends Refusal>(
  handler: Answers<Input, Value, R | Refusal<'not_permitted'>>,
): Answers<Input, Value, R | Refusal<'not_permitted'>> {
  return (input, session, signal) => {
    const { actor } = session;
    if (hasComplianceRight(actor)) return handler(input, session, signal);
    const permission = 'know_compliance';
    return refuse({ code: 'not_permitted', permission, actor: actor.id });
  };
}

/** Every code of the contract has its class: one without does not compile. */
const CLASSES: Readonly<Record<RefusalCode, DisclosureClass>> = CLASS_OF_REFUSAL;

/** A refusal as it is told; what stands for one that is not open is declared beside it. */
function refusalToldOf<R extends Refusal>(refusal: R): R {
  // The test of the classes sees to it that a method with a code that is not open declares both.
  return toldRefusal(refusal, CLASSES) as R;
}
