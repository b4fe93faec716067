// The samples of people: signing in, the lock, and who may do what.

const submissionId = '01999999-0000-7000-8000-000000000001';
const proof = { passphrase: 'correct horse battery', code: '' };
const terms = {
  person: 3,
  kind: 'role',
  role: 'submitter',
  standsFor: 0,
  branch: '',
  rail: 'batch',
  currency: 'EUR',
  singleLimit: 100_000_00n,
  dailyLimit: null,
  validFrom: '2026-11-26',
  validUntil: '',
} as const;

const asked = {
  askedBy: 'person:1',
  askedAt: 1_795_689_720_000,
  decidedBy: '',
  decidedAt: null,
} as const;

const everybody = {
  people: [
    {
      person: 3,
      signInName: 'li.na',
      name: null,
      ended: false,
      roles: ['submitter'],
      secondFactor: false,
      mustChange: false,
      wrongTries: 0,
      blockedUntil: null,
      lastSignInAt: 1_795_689_720_000,
    },
  ],
  grants: [{ grant: 7, ...terms, ...asked, state: 'asked', signers: [2] }],
} as const;

export const peopleSamples = {
  sessionStanding: {
    input: {},
    item: { standing: 'signed_out', seated: null, left: 'credential_changed' },
  },
  signIn: {
    input: { signInName: 'li.na', ...proof },
    output: { person: 3, name: '李娜', mustChange: true },
  },
  unlock: { input: proof, output: {} },
  stepUp: { input: proof, output: {} },
  lock: { input: {}, output: {} },
  signOut: { input: {}, output: {} },
  noteInput: { input: {}, output: {} },
  changePassphrase: { input: { ...proof, chosen: 'another one altogether' }, output: {} },
  offerAuthenticator: {
    input: {},
    output: {
      secret: 'GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ',
      address:
        'otpauth://totp/Counterfoil:ada?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Counterfoil',
      joined: false,
    },
  },
  joinAuthenticator: { input: { ...proof, offeredCode: '287082' }, output: {} },
  leaveAuthenticator: { input: proof, output: {} },
  names: { input: {}, output: { names: [{ actor: 'person:3', name: '李娜' }] } },
  setUpPeople: {
    input: {
      submissionId,
      first: { signInName: 'ada', name: 'Ada Berg', passphrase: 'correct horse battery' },
      second: { signInName: 'bo', name: 'Bo Lind', passphrase: 'staple of the house' },
    },
    output: { first: 1, second: 2 },
  },
  addPerson: {
    input: { submissionId, signInName: 'li.na', name: '李娜' },
    output: { person: 3, firstPassphrase: 'ABCDE-FGHJK-LMNPQ-RSTUV' },
  },
  endPerson: { input: { submissionId, person: 3 }, output: { person: 3 } },
  askGrant: { input: { submissionId, ...terms }, output: { grant: 7 } },
  decideGrant: {
    input: { submissionId, grant: 7, decision: 'sign' },
    output: { person: 3, firstPassphrase: null },
  },
  endGrant: { input: { submissionId, grant: 7 }, output: { person: 3 } },
  markAbsent: {
    input: { submissionId, person: 3, from: '2026-11-26', until: '2026-11-27', deputy: 4 },
    output: { absence: 8, deputyGrant: 9 },
  },
  endAbsence: { input: { submissionId, person: 3 }, output: { person: 3 } },
  people: { input: {}, output: everybody },
  exportAccessReview: {
    input: { submissionId },
    output: {
      ...everybody,
      anchor: { head: 'ab'.repeat(32), count: 41, sha256: 'cd'.repeat(32) },
    },
  },
} as const;
