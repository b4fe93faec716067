// A person's choices as they travel and as they are kept.

export const kept = {
  language: 'zh-CN',
  theme: 'dark',
  singleKeys: false,
  screen: 'review',
  hiddenColumns: ['endToEndId'],
  views: [
    {
      name: '大额',
      filter: { worklist: 'review', amountFrom: 5n, text: '张' },
      sort: { by: 'amount', descending: true },
    },
  ],
} as const;

export const preferenceSamples = {
  preferences: { input: {}, output: { kept } },
  keepPreferences: { input: kept, output: {} },
} as const;
