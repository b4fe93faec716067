// English: a person is away, from when until when, who stands in for them, and that they are back.

export const enAbsence = {
  mark: 'Mark absent',
  own: 'I will be away',
  title: '{{name}} is away',
  lead: 'On these days {{name}} holds nothing, and nothing is signed in that name.',
  deputy: 'Who stands in',
  nobody: 'Nobody',
  deputyHint: 'Asked for with this; in force once an administrator who did not ask has signed.',
  confirm: 'Mark as away',
  back: 'Is back',
  here: 'I am back',
  until: 'until {{day}}',
  absence: 'Absence',
  question: 'Are you back?',
  away: 'You are away until {{day}}: what you hold rests, and nothing is done in your name.',
  hereLead: 'Say so, and what you hold is yours again; whoever stands in for you does so no more.',
  onlyAbsent: 'Everybody who may sign this is away: {{names}}.',
  onlyAbsentDecide: 'Everybody who may decide this is away: {{names}}.',
  onlyAbsentHint: 'An administrator asks for a deputy, and another one signs.',
  onlyAbsentOverride: 'Or two others let it happen by an emergency override.',
  nameUntil: '{{name}} (until {{day}})',
  onlyAway: 'All away: {{names}}',
  andOthers_one: '{{name}} and {{number}} other',
  andOthers_other: '{{name}} and {{number}} others',
} as const;

export const enAbsenceRefusals = {
  absence_invalid: {
    primary: 'These are no days to be away on: {{part}} does not fit.',
    hint: 'The last day is today or later and not before the first; nobody stands in for themselves.',
  },
  absence_marked: { primary: 'They are away on one of these days already.' },
  not_absent: { primary: 'They are not away.' },
} as const;
