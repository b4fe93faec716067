// Lines of CSV (RFC 4180) that a spreadsheet opens as what they are.

/** One record with its end. */
export function csvLine(cells: readonly (string | number)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A cell that no spreadsheet takes for a formula (ASVS 1.2.10): one that begins as one would is led
 * by an apostrophe, and so is one that begins with an apostrophe, so that it can be taken off again.
 */
function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value);
  const safe = /^[=+\-@\t\r\n\0']/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
