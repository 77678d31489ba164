import { app, shell, type WebContents } from 'electron';
import { isOurs, mayOpenOutside } from './navigation.ts';

/** Keeps every page, whoever made it, where it is: at our origin, without new windows and without webviews. */
export function secureAllContents(origin: string): void {
  app.on('web-contents-created', (_event, contents) => secureContents(contents, origin));
}

function secureContents(contents: WebContents, origin: string): void {
  const stayHome = (event: { preventDefault(): void; url: string }): void => {
    if (isOurs(event.url, origin)) return;
    event.preventDefault();
    openOutside(event.url, origin);
  };
  contents.on('will-navigate', stayHome);
  contents.on('will-redirect', stayHome);
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame && !isOurs(event.url, origin)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => event.preventDefault());
  contents.setWindowOpenHandler(({ url }) => {
    openOutside(url, origin);
    return { action: 'deny' };
  });
}

/** Hands an address to the system's browser if it is one we know; what is not, goes nowhere. */
export function openOutside(address: string, origin: string): void {
  if (mayOpenOutside(address, origin)) void shell.openExternal(address);
}
