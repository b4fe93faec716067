// Hands a file to the browser or the desktop program to keep, under a name.

/** Offers `blob` as a download called `fileName`. */
export function saveBlob(fileName: string, blob: Blob): void {
  const address = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser has taken its copy once the click is through.
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}

export function saveText(fileName: string, text: string): void {
  saveBlob(fileName, new Blob([text], { type: 'text/csv' }));
}
