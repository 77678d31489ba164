import { type Session, systemPreferences } from 'electron';
import { isOurs, mayLoad } from './navigation.ts';
import { mayHave } from './permissions.ts';

/** Shuts what a page of this session may ask of the machine, whatever window shows it. `origin` is the box office's own. */
export function secureSession(session: Session, origin: string): void {
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    // `requestingUrl` may name the page around a frame; `securityOrigin` is the frame's own.
    const page = ('securityOrigin' in details && details.securityOrigin) || details.requestingUrl;
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : [];
    const granted = mayHave({ permission, page, isMainFrame: details.isMainFrame, media }, origin);
    if (granted && permission === 'media') void cameraOfTheSystem().then(answer);
    else answer(granted);
  });
  session.setPermissionCheckHandler((_contents, permission, requestingOrigin, details) => {
    const page = details.securityOrigin || requestingOrigin;
    // Chromium first checks `media` as such, then each kind; to refuse the first would refuse the camera.
    const kind = details.mediaType ?? 'unknown';
    const media = [kind === 'unknown' ? 'video' : kind];
    return mayHave({ permission, page, isMainFrame: details.isMainFrame, media }, origin);
  });
  session.setDevicePermissionHandler(() => false);

  // The second wall behind the Content-Security-Policy: nothing in the window reaches any other machine.
  session.webRequest.onBeforeRequest((details, answer) => answer({ cancel: !mayLoad(details.url, origin) }));

  // Chromium would fetch dictionaries from the internet.
  session.setSpellCheckerEnabled(false);

  session.on('will-download', (event, item) => {
    const source = item.getURL().replace(/^blob:/, '');
    if (!isOurs(source, origin)) event.preventDefault();
  });
}

/** macOS asks the person once, by itself, and remembers; elsewhere there is nobody else to ask. */
async function cameraOfTheSystem(): Promise<boolean> {
  return process.platform === 'darwin' ? systemPreferences.askForMediaAccess('camera') : true;
}
