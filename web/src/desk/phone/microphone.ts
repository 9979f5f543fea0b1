/** The microphone: whether this page may have one, which there are, and its sound. */

/** A microphone that can be chosen. */
export interface Microphone {
  readonly id: string;
  readonly name: string;
}

/** Why there is no sound from here. */
export type NoMicrophone =
  /** The page came over plain http from another machine: browsers give it no microphone. */
  | 'insecure'
  /** The person, or an administrator of the browser, said no. */
  | 'denied'
  /** There is none, or another program holds it. */
  | 'absent';


/** Opens a microphone; without an id, or where that one is gone, the one that the browser prefers. */
export async function openMicrophone(id: string | null): Promise<MediaStream | NoMicrophone> {
  // True over https and on localhost (W3C Secure Contexts, 3.1).
  if (!window.isSecureContext) {
    return 'insecure';
  }
  const clean = { echoCancellation: true, noiseSuppression: true, autoGainControl: true };
  try {
    return await navigator.mediaDevices.getUserMedia({
      audio: id === null ? clean : { ...clean, deviceId: { ideal: id } },
    });
  } catch (error) {
    return error instanceof DOMException && error.name === 'NotAllowedError' ? 'denied' : 'absent';
  }
}

/** Those that can be chosen. Their names are known once one has been opened. */
export async function microphones(): Promise<readonly Microphone[]> {
  if (!window.isSecureContext) {
    return [];
  }
  const devices = await navigator.mediaDevices.enumerateDevices();
  return devices
    .filter(({ kind, deviceId }) => kind === 'audioinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

export function closeStream(stream: MediaStream | null): void {
  stream?.getTracks().forEach((track) => {
    track.stop();
  });
}
