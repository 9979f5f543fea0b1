/** Longest side of a photo as it is sent, pixels: enough to read a sign, small enough for a slow line. */
const LONGEST_PX = 2_048;
const THUMBNAIL_PX = 320;
const QUALITY = 0.85;

/** A photo, ready to be sent. */
export interface ReadyPhoto {
  /** JPEG, made anew from the pixels alone: where and with what it was taken is not in it. */
  readonly file: Blob;
  /** A small picture to look at. */
  readonly small: HTMLCanvasElement;
}

/** Makes a photo small and nameless; null when this browser can't read it as a picture. */
export async function readyPhoto(chosen: Blob): Promise<ReadyPhoto | null> {
  let picture: ImageBitmap;
  try {
    picture = await createImageBitmap(chosen, { imageOrientation: 'from-image' });
  } catch {
    return null;
  }
  try {
    const large = drawn(picture, LONGEST_PX);
    const small = drawn(picture, THUMBNAIL_PX);
    const file = await new Promise<Blob | null>((resolve) => {
      large.toBlob(resolve, 'image/jpeg', QUALITY);
    });
    return file === null ? null : { file, small };
  } finally {
    picture.close();
  }
}

function drawn(picture: ImageBitmap, longest: number): HTMLCanvasElement {
  const factor = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(picture.width * factor));
  canvas.height = Math.max(1, Math.round(picture.height * factor));
  const pen = canvas.getContext('2d');
  if (pen !== null) {
    // What is see-through would be black in a JPEG.
    pen.fillStyle = 'white';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
  }
  return canvas;
}
