/// <reference lib="dom" />
import { KEPT, VISITED } from '../settings.ts';

const byId = (id: string) => document.getElementById(id)!;
const [state, keep, remove] = [byId('offline-state'), byId('offline-keep'), byId('offline-remove')];
const worker = new URL(
  (document.currentScript as HTMLScriptElement).dataset.workerAddress ?? '',
  document.baseURI,
);
const scope = new URL('.', worker).href;

const say = (text: string) => {
  state.textContent = text;
};

const listOurs = async () =>
  (await caches.keys()).filter((name) => name.startsWith(KEPT) || name === VISITED);

async function showState(): Promise<void> {
  const kept = (await caches.keys()).some((name) => name.startsWith(KEPT));
  keep.hidden = kept;
  remove.hidden = !kept;
  say(kept ? 'The guide is kept on this device.' : 'The guide is not kept on this device.');
}

async function keepIt(): Promise<void> {
  keep.setAttribute('disabled', '');
  say('Fetching the guide …');
  await navigator.serviceWorker.register(worker, { scope });
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  await new Promise<void>((resolve, reject) => {
    port1.onmessage = ({ data }) => {
      if (data.kept) resolve();
      else if (data.failed) reject(new Error('The guide could not be kept'));
      else say(`Kept ${data.done} of ${data.of} pages …`);
    };
    active!.postMessage('keep', [port2]);
  });
}

async function removeIt(): Promise<void> {
  await (await navigator.serviceWorker.getRegistration(scope))?.unregister();
  for (const name of await listOurs()) await caches.delete(name);
}

/** A button that is pressed does its work, then the page says how things stand; the focus goes to the other one. */
function onPress(button: HTMLElement, other: HTMLElement, work: () => Promise<void>): void {
  button.addEventListener('click', async () => {
    try {
      await work();
      await showState();
      other.focus();
    } catch {
      say(
        'That did not work. Look whether you are connected and have room on the device, then try again.',
      );
    }
    keep.removeAttribute('disabled');
  });
}

if (location.protocol === 'file:') {
  say('You opened this copy from a folder, so all of it is on your device already.');
} else if ('serviceWorker' in navigator && 'caches' in window) {
  onPress(keep, remove, keepIt);
  onPress(remove, keep, removeIt);
  void showState();
} else {
  say('This browser cannot keep the guide, or the address is not a secure one.');
}
