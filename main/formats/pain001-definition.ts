// The message definition of pain.001 (ISO 20022, customer credit transfer initiation), versions 03
// to 12, as one table: each line is a type and the version since which it is so.
//
// `Name = child:type child?:type child*:type child+:type child{7}:type` is a sequence, in order;
// `Name | child:type …` is a choice of one. `{n}` is at most n. Types in capitals are lines of
// this table, the others are leaves: `t35` text of at most 35 characters, `#List` one of the
// codes of CODE_LISTS, the rest named in message-values.ts.

/** The codes that the schema itself closes; external code sets are only limited in length. */
export const CODE_LISTS: { readonly [name: string]: string } = {
  AddressType: 'ADDR PBOX HOME BIZZ MLTO DLVY',
  Advice: 'ADWD ADND',
  Authorisation: 'AUTH FDET FSUM ILEV',
  CashAccountType:
    'CASH CHAR COMM TAXE CISH TRAS SACC CACC SVGS ONDP MGLD NREX MOMA LOAN SLRY ODFT',
  ChargeBearer: 'DEBT CRED SHAR SLEV',
  Cheque: 'CCHQ CCCH BCHQ DRFT ELDR',
  ChequeDelivery: 'MLDB MLCD MLFA CRDB CRCD CRFA PUDB PUCD PUFA RGDB RGCD RGFA',
  ContactMethod: 'LETT MAIL PHON FAXX CELL',
  ContactMethod12: 'MAIL FAXX LETT CELL ONLI PHON',
  CreditDebit: 'CRDT DBIT',
  CreditorReference: 'RADM RPIN FXDR DISP PUOR SCOR',
  Document: 'MSIN CNFA DNFA CINV CREN DEBN HIRI SBIN CMCN SOAC DISP BOLD VCHR AROI TSUT',
  Document6: 'MSIN CNFA DNFA CINV CREN DEBN HIRI SBIN CMCN SOAC DISP BOLD VCHR AROI TSUT PUOR',
  ExchangeRate: 'SPOT SALE AGRD',
  Frequency: 'YEAR MNTH QURT MIAN WEEK DAIL ADHO INDA FRTN',
  Instruction: 'CHQB HOLD PHOB TELB',
  MandateClass: 'FIXE USGB VARI',
  NamePrefix: 'DOCT MIST MISS MADM',
  NamePrefix9: 'DOCT MADM MISS MIST MIKS',
  PaymentMethod: 'CHK TRF TRA',
  Priority: 'HIGH NORM',
  Regulatory: 'CRED DEBT BOTH',
  RemittanceMethod: 'FAXI EDIC URID EMAL POST SMSM',
  TaxPeriod:
    'MM01 MM02 MM03 MM04 MM05 MM06 MM07 MM08 MM09 MM10 MM11 MM12 QTR1 QTR2 QTR3 QTR4 HLF1 HLF2',
};

/** `[since, definition]`, oldest first: a later line replaces the one of the same name. */
export const PAIN001_TYPES: readonly (readonly [since: number, definition: string])[] = [
  [3, 'Document = CstmrCdtTrfInitn:Initiation'],
  [3, 'Initiation = GrpHdr:GroupHeader PmtInf+:PaymentInformation'],
  [4, 'Initiation = GrpHdr:GroupHeader PmtInf+:PaymentInformation SplmtryData*:Supplementary'],
  [3, 'Supplementary = PlcAndNm?:t350 Envlp:anything'],
  [
    3,
    'GroupHeader = MsgId:t35 CreDtTm:dateTime Authstn{2}:Authorisation NbOfTxs:count ' +
      'CtrlSum?:decimal InitgPty:Party FwdgAgt?:Agent',
  ],
  [
    10,
    'GroupHeader = MsgId:t35 CreDtTm:dateTime Authstn{2}:Authorisation NbOfTxs:count ' +
      'CtrlSum?:decimal InitgPty:Party FwdgAgt?:Agent InitnSrc?:InitiationSource',
  ],
  [10, 'InitiationSource = Nm:t140 Prvdr?:t35 Vrsn?:t35'],
  [3, 'Authorisation | Cd:#Authorisation Prtry:t128'],
  [
    3,
    'PaymentInformation = PmtInfId:t35 PmtMtd:#PaymentMethod BtchBookg?:boolean NbOfTxs?:count ' +
      'CtrlSum?:decimal PmtTpInf?:PaymentType ReqdExctnDt:date PoolgAdjstmntDt?:date Dbtr:Party ' +
      'DbtrAcct:Account DbtrAgt:Agent DbtrAgtAcct?:Account UltmtDbtr?:Party ' +
      'ChrgBr?:#ChargeBearer ChrgsAcct?:Account ChrgsAcctAgt?:Agent CdtTrfTxInf+:Transfer',
  ],
  [
    4,
    'PaymentInformation = PmtInfId:t35 PmtMtd:#PaymentMethod BtchBookg?:boolean NbOfTxs?:count ' +
      'CtrlSum?:decimal PmtTpInf?:PaymentType ReqdExctnDt:date PoolgAdjstmntDt?:date Dbtr:Party ' +
      'DbtrAcct:Account DbtrAgt:Agent DbtrAgtAcct?:Account InstrForDbtrAgt?:t140 ' +
      'UltmtDbtr?:Party ChrgBr?:#ChargeBearer ChrgsAcct?:Account ChrgsAcctAgt?:Agent ' +
      'CdtTrfTxInf+:Transfer',
  ],
  [
    8,
    'PaymentInformation = PmtInfId:t35 PmtMtd:#PaymentMethod BtchBookg?:boolean NbOfTxs?:count ' +
      'CtrlSum?:decimal PmtTpInf?:PaymentType ReqdExctnDt:DateOrTime PoolgAdjstmntDt?:date ' +
      'Dbtr:Party DbtrAcct:Account DbtrAgt:Agent DbtrAgtAcct?:Account InstrForDbtrAgt?:t140 ' +
      'UltmtDbtr?:Party ChrgBr?:#ChargeBearer ChrgsAcct?:Account ChrgsAcctAgt?:Agent ' +
      'CdtTrfTxInf+:Transfer',
  ],
  [
    10,
    'PaymentInformation = PmtInfId:t35 PmtMtd:#PaymentMethod ReqdAdvcTp?:AdviceTypes ' +
      'BtchBookg?:boolean NbOfTxs?:count CtrlSum?:decimal PmtTpInf?:PaymentType ' +
      'ReqdExctnDt:DateOrTime PoolgAdjstmntDt?:date Dbtr:Party DbtrAcct:Account DbtrAgt:Agent ' +
      'DbtrAgtAcct?:Account InstrForDbtrAgt?:t140 UltmtDbtr?:Party ChrgBr?:#ChargeBearer ' +
      'ChrgsAcct?:Account ChrgsAcctAgt?:Agent CdtTrfTxInf+:Transfer',
  ],
  [8, 'DateOrTime | Dt:date DtTm:dateTime'],
  [10, 'AdviceTypes = CdtAdvc?:AdviceType DbtAdvc?:AdviceType'],
  [10, 'AdviceType | Cd:#Advice Prtry:t35'],
  [3, 'PaymentType = InstrPrty?:#Priority SvcLvl?:Code4 LclInstrm?:Code35 CtgyPurp?:Code4'],
  [9, 'PaymentType = InstrPrty?:#Priority SvcLvl*:Code4 LclInstrm?:Code35 CtgyPurp?:Code4'],
  [3, 'Code4 | Cd:t4 Prtry:t35'],
  [3, 'Code5 | Cd:t5 Prtry:t35'],
  [3, 'Code35 | Cd:t35 Prtry:t35'],
  [3, 'Account = Id:AccountId Tp?:AccountType Ccy?:currency Nm?:t70'],
  [9, 'Account = Id:AccountId Tp?:AccountType Ccy?:currency Nm?:t70 Prxy?:Proxy'],
  [11, 'Account = Id?:AccountId Tp?:AccountType Ccy?:currency Nm?:t70 Prxy?:Proxy'],
  [3, 'AccountId | IBAN:iban Othr:OtherAccount'],
  [3, 'OtherAccount = Id:t34 SchmeNm?:Code4 Issr?:t35'],
  [3, 'AccountType | Cd:#CashAccountType Prtry:t35'],
  [4, 'AccountType | Cd:t4 Prtry:t35'],
  [9, 'Proxy = Tp?:Code4 Id:t2048'],
  [3, 'Party = Nm?:t140 PstlAdr?:Address Id?:PartyId CtryOfRes?:country CtctDtls?:Contact'],
  [3, 'PartyId | OrgId:Organisation PrvtId:Person'],
  [3, 'Organisation = BICOrBEI?:bic Othr*:OtherId'],
  [4, 'Organisation = AnyBIC?:bic Othr*:OtherId'],
  [9, 'Organisation = AnyBIC?:bic2014 LEI?:lei Othr*:OtherId'],
  [3, 'Person = DtAndPlcOfBirth?:Birth Othr*:OtherId'],
  [3, 'OtherId = Id:t35 SchmeNm?:Code4 Issr?:t35'],
  [12, 'OtherId = Id:t256 SchmeNm?:Code4 Issr?:t35'],
  [3, 'Birth = BirthDt:date PrvcOfBirth?:t35 CityOfBirth:t35 CtryOfBirth:country'],
  [
    3,
    'Contact = NmPrfx?:#NamePrefix Nm?:t140 PhneNb?:phone MobNb?:phone FaxNb?:phone ' +
      'EmailAdr?:t2048 Othr?:t35',
  ],
  [
    9,
    'Contact = NmPrfx?:#NamePrefix9 Nm?:t140 PhneNb?:phone MobNb?:phone FaxNb?:phone ' +
      'EmailAdr?:t2048 EmailPurp?:t35 JobTitl?:t35 Rspnsblty?:t35 Dept?:t70 ' +
      'Othr*:OtherContact PrefrdMtd?:#ContactMethod',
  ],
  [
    12,
    'Contact = NmPrfx?:#NamePrefix9 Nm?:t140 PhneNb?:phone MobNb?:phone FaxNb?:phone ' +
      'URLAdr?:t2048 EmailAdr?:t256 EmailPurp?:t35 JobTitl?:t35 Rspnsblty?:t35 Dept?:t70 ' +
      'Othr*:OtherContact PrefrdMtd?:#ContactMethod12',
  ],
  [9, 'OtherContact = ChanlTp:t4 Id?:t128'],
  [
    3,
    'Address = AdrTp?:#AddressType Dept?:t70 SubDept?:t70 StrtNm?:t70 BldgNb?:t16 PstCd?:t16 ' +
      'TwnNm?:t35 CtrySubDvsn?:t35 Ctry?:country AdrLine{7}:t70',
  ],
  [
    9,
    'Address = AdrTp?:AddressType Dept?:t70 SubDept?:t70 StrtNm?:t70 BldgNb?:t16 BldgNm?:t35 ' +
      'Flr?:t70 PstBx?:t16 Room?:t70 PstCd?:t16 TwnNm?:t35 TwnLctnNm?:t35 DstrctNm?:t35 ' +
      'CtrySubDvsn?:t35 Ctry?:country AdrLine{7}:t70',
  ],
  [
    12,
    'Address = AdrTp?:AddressType CareOf?:t140 Dept?:t70 SubDept?:t70 StrtNm?:t140 BldgNb?:t16 ' +
      'BldgNm?:t140 Flr?:t70 UnitNb?:t16 PstBx?:t16 Room?:t70 PstCd?:t16 TwnNm?:t140 ' +
      'TwnLctnNm?:t140 DstrctNm?:t140 CtrySubDvsn?:t35 Ctry?:country AdrLine{7}:t70',
  ],
  [9, 'AddressType | Cd:#AddressType Prtry:AddressTypeId'],
  [9, 'AddressTypeId = Id:alphanumeric4 Issr:t35 SchmeNm?:t35'],
  [3, 'Agent = FinInstnId:Institution BrnchId?:Branch'],
  [
    3,
    'Institution = BIC?:bic ClrSysMmbId?:Member Nm?:t140 PstlAdr?:Address Othr?:OtherInstitution',
  ],
  [
    4,
    'Institution = BICFI?:bic ClrSysMmbId?:Member Nm?:t140 PstlAdr?:Address ' +
      'Othr?:OtherInstitution',
  ],
  [
    9,
    'Institution = BICFI?:bic2014 ClrSysMmbId?:Member LEI?:lei Nm?:t140 PstlAdr?:Address ' +
      'Othr?:OtherInstitution',
  ],
  [3, 'OtherInstitution = Id:t35 SchmeNm?:Code4 Issr?:t35'],
  [3, 'Member = ClrSysId?:Code5 MmbId:t35'],
  [3, 'Branch = Id?:t35 Nm?:t140 PstlAdr?:Address'],
  [9, 'Branch = Id?:t35 LEI?:lei Nm?:t140 PstlAdr?:Address'],
];
