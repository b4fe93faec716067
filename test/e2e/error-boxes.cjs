// Loaded by Electron before the program: the box that says why it cannot start is answered at once,
// for nobody sits there who could.
const { dialog } = require('electron');

dialog.showErrorBox = () => undefined;
