// The message definition of pain.001, second part: one credit transfer, with what may hang on it
// (cheque, tax, regulatory reporting, remittance). Notation as in pain001-definition.ts.

const PARTIES =
  'UltmtDbtr?:Party IntrmyAgt1?:Agent IntrmyAgt1Acct?:Account IntrmyAgt2?:Agent ' +
  'IntrmyAgt2Acct?:Account IntrmyAgt3?:Agent IntrmyAgt3Acct?:Account CdtrAgt?:Agent ' +
  'CdtrAgtAcct?:Account Cdtr?:Party CdtrAcct?:Account UltmtCdtr?:Party ';
const REPORTING =
  'Purp?:Code4 RgltryRptg{10}:Regulatory Tax?:Tax RltdRmtInf{10}:RemittanceLocation ';
const AMOUNTS = 'PmtTpInf?:PaymentType Amt:TransferAmount XchgRateInf?:ExchangeRate ';

/** `[since, definition]`, oldest first: a later line replaces the one of the same name. */
export const TRANSFER_TYPES: readonly (readonly [since: number, definition: string])[] = [
  [
    3,
    `Transfer = PmtId:PaymentId ${AMOUNTS}ChrgBr?:#ChargeBearer ChqInstr?:Cheque ${PARTIES}` +
      `InstrForCdtrAgt*:CreditorInstruction InstrForDbtrAgt?:t140 ${REPORTING}RmtInf?:Remittance`,
  ],
  [
    5,
    `Transfer = PmtId:PaymentId ${AMOUNTS}ChrgBr?:#ChargeBearer ChqInstr?:Cheque ${PARTIES}` +
      `InstrForCdtrAgt*:CreditorInstruction InstrForDbtrAgt?:t140 ${REPORTING}` +
      'RmtInf?:Remittance SplmtryData*:Supplementary',
  ],
  [
    10,
    `Transfer = PmtId:PaymentId ${AMOUNTS}ChrgBr?:#ChargeBearer MndtRltdInf?:Mandate ` +
      `ChqInstr?:Cheque ${PARTIES}InstrForCdtrAgt*:CreditorInstruction ` +
      `InstrForDbtrAgt?:DebtorInstruction ${REPORTING}` +
      'RmtInf?:Remittance SplmtryData*:Supplementary',
  ],
  [3, 'PaymentId = InstrId?:t35 EndToEndId:t35'],
  [9, 'PaymentId = InstrId?:t35 EndToEndId:t35 UETR?:uetr'],
  [3, 'TransferAmount | InstdAmt:amount EqvtAmt:EquivalentAmount'],
  [3, 'EquivalentAmount = Amt:amount CcyOfTrf:currency'],
  [3, 'ExchangeRate = XchgRate?:rate RateTp?:#ExchangeRate CtrctId?:t35'],
  [4, 'ExchangeRate = UnitCcy?:currency XchgRate?:rate RateTp?:#ExchangeRate CtrctId?:t35'],
  [3, 'CreditorInstruction = Cd?:#Instruction InstrInf?:t140'],
  [10, 'CreditorInstruction = Cd?:t4 InstrInf?:t140'],
  [10, 'DebtorInstruction = Cd?:t4 InstrInf?:t140'],
  [
    10,
    'Mandate = MndtId?:t35 Tp?:MandateType DtOfSgntr?:date DtOfVrfctn?:dateTime ' +
      'ElctrncSgntr?:base64 FrstPmtDt?:date FnlPmtDt?:date Frqcy?:Frequency Rsn?:MandateReason',
  ],
  [10, 'MandateType = SvcLvl?:Code4 LclInstrm?:Code35 CtgyPurp?:Code4 Clssfctn?:MandateClass'],
  [10, 'MandateClass | Cd:#MandateClass Prtry:t35'],
  [10, 'MandateReason | Cd:t4 Prtry:t70'],
  [10, 'Frequency | Tp:#Frequency Prd:FrequencyPeriod PtInTm:FrequencyMoment'],
  [10, 'FrequencyPeriod = Tp:#Frequency CntPerPrd:decimal'],
  [10, 'FrequencyMoment = Tp:#Frequency PtInTm:digits2'],
  [
    3,
    'Cheque = ChqTp?:#Cheque ChqNb?:t35 ChqFr?:NameAddress DlvryMtd?:ChequeDelivery ' +
      'DlvrTo?:NameAddress InstrPrty?:#Priority ChqMtrtyDt?:date FrmsCd?:t35 MemoFld{2}:t35 ' +
      'RgnlClrZone?:t35 PrtLctn?:t35',
  ],
  [
    4,
    'Cheque = ChqTp?:#Cheque ChqNb?:t35 ChqFr?:NameAddress DlvryMtd?:ChequeDelivery ' +
      'DlvrTo?:NameAddress InstrPrty?:#Priority ChqMtrtyDt?:date FrmsCd?:t35 MemoFld{2}:t35 ' +
      'RgnlClrZone?:t35 PrtLctn?:t35 Sgntr{5}:t70',
  ],
  [3, 'ChequeDelivery | Cd:#ChequeDelivery Prtry:t35'],
  [3, 'NameAddress = Nm:t140 Adr:Address'],
  [3, 'Regulatory = DbtCdtRptgInd?:#Regulatory Authrty?:Authority Dtls*:RegulatoryDetails'],
  [3, 'Authority = Nm?:t140 Ctry?:country'],
  [3, 'RegulatoryDetails = Tp?:t35 Dt?:date Ctry?:country Cd?:t10 Amt?:amount Inf*:t35'],
  [
    3,
    'Tax = Cdtr?:TaxCreditor Dbtr?:TaxDebtor AdmstnZn?:t35 RefNb?:t140 Mtd?:t35 ' +
      'TtlTaxblBaseAmt?:amount TtlTaxAmt?:amount Dt?:date SeqNb?:integer Rcrd*:TaxRecord',
  ],
  [
    9,
    'Tax = Cdtr?:TaxCreditor Dbtr?:TaxDebtor AdmstnZone?:t35 RefNb?:t140 Mtd?:t35 ' +
      'TtlTaxblBaseAmt?:amount TtlTaxAmt?:amount Dt?:date SeqNb?:integer Rcrd*:TaxRecord',
  ],
  [
    12,
    `Tax = ${'Cdtr?:TaxCreditor Dbtr?:TaxDebtor UltmtDbtr?:TaxDebtor AdmstnZone?:t35 '}` +
      'RefNb?:t140 Mtd?:t35 TtlTaxblBaseAmt?:amount TtlTaxAmt?:amount Dt?:date SeqNb?:integer ' +
      'Rcrd*:TaxRecord',
  ],
  [3, 'TaxCreditor = TaxId?:t35 RegnId?:t35 TaxTp?:t35'],
  [3, 'TaxDebtor = TaxId?:t35 RegnId?:t35 TaxTp?:t35 Authstn?:TaxAuthorisation'],
  [3, 'TaxAuthorisation = Titl?:t35 Nm?:t140'],
  [
    3,
    'TaxRecord = Tp?:t35 Ctgy?:t35 CtgyDtls?:t35 DbtrSts?:t35 CertId?:t35 FrmsCd?:t35 ' +
      'Prd?:TaxPeriod TaxAmt?:TaxAmount AddtlInf?:t140',
  ],
  [3, 'TaxPeriod = Yr?:date Tp?:#TaxPeriod FrToDt?:Dates'],
  [11, 'TaxPeriod = Yr?:year Tp?:#TaxPeriod FrToDt?:Dates'],
  [3, 'Dates = FrDt:date ToDt:date'],
  [3, 'TaxAmount = Rate?:rate TaxblBaseAmt?:amount TtlAmt?:amount Dtls*:TaxDetails'],
  [3, 'TaxDetails = Prd?:TaxPeriod Amt:amount'],
  [
    3,
    'RemittanceLocation = RmtId?:t35 RmtLctnMtd?:#RemittanceMethod RmtLctnElctrncAdr?:t2048 ' +
      'RmtLctnPstlAdr?:NameAddress',
  ],
  [6, 'RemittanceLocation = RmtId?:t35 RmtLctnDtls*:RemittanceLocationDetails'],
  [6, 'RemittanceLocationDetails = Mtd:#RemittanceMethod ElctrncAdr?:t2048 PstlAdr?:NameAddress'],
  [3, 'Remittance = Ustrd*:t140 Strd*:Structured'],
  [
    3,
    'Structured = RfrdDocInf*:ReferredDocument RfrdDocAmt?:RemittanceAmount ' +
      'CdtrRefInf?:CreditorReference Invcr?:Party Invcee?:Party AddtlRmtInf{3}:t140',
  ],
  [
    6,
    'Structured = RfrdDocInf*:ReferredDocument RfrdDocAmt?:RemittanceAmount ' +
      'CdtrRefInf?:CreditorReference Invcr?:Party Invcee?:Party TaxRmt?:RemittanceTax ' +
      'GrnshmtRmt?:Garnishment AddtlRmtInf{3}:t140',
  ],
  [
    6,
    'RemittanceTax = Cdtr?:TaxCreditor Dbtr?:TaxDebtor UltmtDbtr?:TaxDebtor AdmstnZone?:t35 ' +
      'RefNb?:t140 Mtd?:t35 TtlTaxblBaseAmt?:amount TtlTaxAmt?:amount Dt?:date ' +
      'SeqNb?:integer Rcrd*:TaxRecord',
  ],
  [
    6,
    'Garnishment = Tp:GarnishmentType Grnshee?:Party GrnshmtAdmstr?:Party RefNb?:t140 Dt?:date ' +
      'RmtdAmt?:amount FmlyMdclInsrncInd?:boolean MplyeeTermntnInd?:boolean',
  ],
  [6, 'GarnishmentType = CdOrPrtry:Code4 Issr?:t35'],
  [3, 'ReferredDocument = Tp?:DocumentType Nb?:t35 RltdDt?:date'],
  [7, 'ReferredDocument = Tp?:DocumentType Nb?:t35 RltdDt?:date LineDtls*:DocumentLine'],
  [12, 'ReferredDocument = Tp?:DocumentType Nb?:t35 RltdDt?:TypedDate LineDtls*:DocumentLine'],
  [12, 'TypedDate = Tp:Code4 Dt:date'],
  [3, 'DocumentType = CdOrPrtry:DocumentCode Issr?:t35'],
  [3, 'DocumentCode | Cd:#Document Prtry:t35'],
  [6, 'DocumentCode | Cd:#Document6 Prtry:t35'],
  [12, 'DocumentCode | Cd:t4 Prtry:t35'],
  [7, 'DocumentLine = Id+:DocumentLineId Desc?:t2048 Amt?:RemittanceAmount'],
  [7, 'DocumentLineId = Tp?:DocumentLineType Nb?:t35 RltdDt?:date'],
  [7, 'DocumentLineType = CdOrPrtry:Code4 Issr?:t35'],
  [
    3,
    'RemittanceAmount = DuePyblAmt?:amount DscntApldAmt?:amount CdtNoteAmt?:amount ' +
      'TaxAmt?:amount AdjstmntAmtAndRsn*:Adjustment RmtdAmt?:amount',
  ],
  [
    4,
    'RemittanceAmount = DuePyblAmt?:amount DscntApldAmt*:TypedAmount CdtNoteAmt?:amount ' +
      'TaxAmt*:TypedAmount AdjstmntAmtAndRsn*:Adjustment RmtdAmt?:amount',
  ],
  [12, 'RemittanceAmount = RmtAmtAndTp*:RemittanceTypedAmount AdjstmntAmtAndRsn*:Adjustment'],
  [4, 'TypedAmount = Tp?:Code4 Amt:amount'],
  [12, 'RemittanceTypedAmount = Tp:Code4 Amt:amount'],
  [3, 'Adjustment = Amt:amount CdtDbtInd?:#CreditDebit Rsn?:t4 AddtlInf?:t140'],
  [3, 'CreditorReference = Tp?:CreditorReferenceType Ref?:t35'],
  [3, 'CreditorReferenceType = CdOrPrtry:CreditorReferenceCode Issr?:t35'],
  [3, 'CreditorReferenceCode | Cd:#CreditorReference Prtry:t35'],
  [12, 'CreditorReferenceCode | Cd:t4 Prtry:t35'],
];
