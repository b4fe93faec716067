// What a setting is called, on whichever screen it stands.

/** `reviewAbove:EUR` in words, with what it is for behind it. */
export function settingName(
  name: string,
  code: (table: 'setting', code: string) => string,
): string {
  const [field = '', part] = name.split(':');
  return part === undefined ? code('setting', field) : `${code('setting', field)} · ${part}`;
}
