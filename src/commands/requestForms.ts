/**
 * What the commands Preview Request, Copy Request As and Import do. A chunk of its own, loaded by the first of them; being
 * a bundle of its own it shares no classes with the entry, so what goes wrong is handed back and not thrown.
 */
export { copyRequest } from './requestCopy.ts';
export { importFromEditor } from './requestImport.ts';
export { openRequestPage, requestPageText } from './requestPage.ts';
