import { writeSync } from 'node:fs';

const PAUSE_MILLISECONDS = 2;

const pause = (): void => void Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, PAUSE_MILLISECONDS);

/**
 * Writes a text to a file descriptor and returns when all of it is gone, also into a pipe that is read slowly: what a stream
 * would keep in memory until then can be larger than what it was made of. Throws what the system says, but that it is busy.
 */
export function writeWhole(descriptor: number, text: string): void {
  const bytes = Buffer.from(text);
  let written = 0;
  while (written < bytes.length)
    try {
      written += writeSync(descriptor, bytes, written);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
      pause();
    }
}
