// The one door between the page and the desktop program: no Electron object crosses it, only three
// messages out, and a port and words in. The page never names a path: Electron reads it off the file.
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { type DesktopDoor, type DesktopWord, DOOR } from './desktop-door.ts';

const unheard: DesktopWord[] = [];
let hear = (word: DesktopWord): void => void unheard.push(word);

ipcRenderer.on(DOOR.word, (_event, word: DesktopWord) => hear(word));
ipcRenderer.on(DOOR.port, ({ ports }) => window.postMessage(DOOR.port, location.origin, ports));

contextBridge.exposeInMainWorld('counterfoil', {
  open: () => ipcRenderer.send(DOOR.open),
  keepFile: (file) => ipcRenderer.invoke(DOOR.keepFile, webUtils.getPathForFile(file)),
  language: (language) => ipcRenderer.send(DOOR.language, language),
  listen: (listener) => {
    hear = listener;
    for (const word of unheard.splice(0)) hear(word);
  },
} satisfies DesktopDoor);
