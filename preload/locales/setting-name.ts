// What a setting is called, on whichever screen it stands.

/** `reviewAbove:EUR` in words, with what it is for behind it. */
export function settingName(
  name: string,
  code: (table: 'setting' | 'retentionClass', code: string) => string,
): string {
  const [field = '', part] = name.split(':');
  if (part === undefined) return code('setting', field);
  const of = field === 'retentionYears' ? code('retentionClass', part) : part;
  return `${code('setting', field)} · ${of}`;
}
