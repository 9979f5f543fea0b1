import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';

const SAMPLES_A_SECOND = 48_000;

/** A second of a tone as a WAV file, which Chromium's microphone that is none plays for ever. */
export function toneFile(hertz: number): { readonly path: string; readonly remove: () => void } {
  const folder = mkdtempSync(join(tmpdir(), 'city311-tone-'));
  const path = join(folder, 'tone.wav');
  const wav = Buffer.alloc(44 + 2 * SAMPLES_A_SECOND);
  wav.write('RIFF', 0, 'latin1');
  wav.writeUInt32LE(wav.length - 8, 4);
  wav.write('WAVEfmt ', 8, 'latin1');
  wav.writeUInt32LE(16, 16);
  wav.writeUInt16LE(1, 20);
  wav.writeUInt16LE(1, 22);
  wav.writeUInt32LE(SAMPLES_A_SECOND, 24);
  wav.writeUInt32LE(2 * SAMPLES_A_SECOND, 28);
  wav.writeUInt16LE(2, 32);
  wav.writeUInt16LE(16, 34);
  wav.write('data', 36, 'latin1');
  wav.writeUInt32LE(2 * SAMPLES_A_SECOND, 40);
  for (let n = 0; n < SAMPLES_A_SECOND; n++) {
    wav.writeInt16LE(Math.round(12_000 * Math.sin((2 * Math.PI * hertz * n) / SAMPLES_A_SECOND)), 44 + 2 * n);
  }
  writeFileSync(path, wav);
  return {
    path,
    remove: () => {
      rmSync(folder, { recursive: true });
    },
  };
}

interface Ears {
  heard?: MediaStream;
}

/**
 * To be run in a page before its own scripts: keeps what comes from the other side where a test can measure it, and
 * leaves the microphone's tone as it is, which a browser would hold for noise.
 */
export function openEars(): void {
  // A page that is not to be trusted has no microphone to keep.
  if (!window.isSecureContext) {
    return;
  }
  const ears = window as Ears;
  window.RTCPeerConnection = class extends RTCPeerConnection {
    constructor(configuration?: RTCConfiguration) {
      super(configuration);
      this.addEventListener('track', ({ track }) => {
        ears.heard = new MediaStream([track]);
      });
    }
  };
  const devices = navigator.mediaDevices;
  const open = devices.getUserMedia.bind(devices);
  devices.getUserMedia = (wanted) => {
    const raw = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
    const audio = typeof wanted?.audio === 'object' ? { ...wanted.audio, ...raw } : raw;
    return open({ ...wanted, audio });
  };
}

/** The share of what the page hears that is this tone, measured over a fifth of a second. */
export function shareOf(page: Page, hertz: number): Promise<number> {
  return page.evaluate(async (wanted) => {
    const { heard } = window as Ears;
    if (heard === undefined) {
      return 0;
    }
    const context = new AudioContext();
    const ear = context.createAnalyser();
    ear.fftSize = 8_192;
    context.createMediaStreamSource(heard).connect(ear);
    await new Promise((done) => setTimeout(done, 400));
    const samples = new Float32Array(ear.fftSize);
    ear.getFloatTimeDomainData(samples);
    const step = (2 * Math.PI * wanted) / context.sampleRate;
    await context.close();
    let power = 0;
    let sine = 0;
    let cosine = 0;
    samples.forEach((sample, n) => {
      power += sample * sample;
      sine += sample * Math.sin(step * n);
      cosine += sample * Math.cos(step * n);
    });
    // A sine's power is half its length; that which is at one frequency, by its two projections (Goertzel).
    return power === 0 ? 0 : (2 * (sine * sine + cosine * cosine)) / (samples.length * power);
  }, hertz);
}
