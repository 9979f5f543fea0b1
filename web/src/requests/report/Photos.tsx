import { useEffect, useRef, useState } from 'react';
import { uploaded } from '../api';
import { englishOf, faultInWords } from '../FaultNotice';
import { type Fault, upload } from '../net';
import { useWords } from '../words';
import type { Attached } from './draft';
import { MistakeText } from './MistakeText';
import { readyPhoto } from './photo';
import type { PartProps } from './ReportForm';

const MOST_PHOTOS = 3;

interface Failed {
  readonly name: string;
  /** Null: this browser can't read it. */
  readonly fault: Fault | null;
  readonly file: File;
}

/** Photos of what is wrong, made small and sent as soon as they are chosen. */
export function Photos({ draft, change, wrong, busy }: PartProps & { readonly busy: (files: number) => void }) {
  const words = useWords();
  const { t } = words;
  const [sending, setSending] = useState<string | null>(null);
  const [failed, setFailed] = useState<Failed | null>(null);
  const [said, setSaid] = useState('');
  const [thumbnails, setThumbnails] = useState<ReadonlyMap<string, HTMLCanvasElement>>(new Map());
  const input = useRef<HTMLInputElement>(null);
  const photos = draft.attachments;
  const mistake = wrong('attachments');

  const add = async (file: File) => {
    setFailed(null);
    setSaid(t('photo.sending'));
    setSending(file.name);
    busy(1);
    const ready = await readyPhoto(file);
    const answer = ready === null ? null : await upload('/api/public/attachments', ready.file, uploaded);
    setSending(null);
    busy(0);
    if (ready !== null && answer?.kind === 'ok') {
      const { id } = answer.value;
      setThumbnails((before) => new Map(before).set(id, ready.small));
      setSaid(t('photo.added', { name: file.name }));
      change({ attachments: [...photos, { id, name: file.name.slice(0, 80) }] });
    } else {
      setSaid('');
      setFailed({ name: file.name, file, fault: answer === null || answer.kind === 'ok' ? null : answer });
    }
  };
  const remove = (photo: Attached) => {
    change({ attachments: photos.filter(({ id }) => id !== photo.id) });
    setSaid(t('photo.removed', { name: photo.name }));
    input.current?.focus();
  };

  return (
    <div className="fields">
      <p>{t('photo.means')}</p>
      <MistakeText id="attachments-mistake" text={mistake} />
      {photos.length > 0 && (
        <ul className="photos">
          {photos.map((photo) => (
            <li key={photo.id}>
              <Thumbnail picture={thumbnails.get(photo.id) ?? null} />
              <span className="photo-name">{photo.name}</span>
              <button
                type="button"
                className="button-plain"
                onClick={() => {
                  remove(photo);
                }}
              >
                {t('photo.remove')}
                <span className="visually-hidden"> {photo.name}</span>
              </button>
            </li>
          ))}
        </ul>
      )}
      <div className="field">
        <label className="field-name" htmlFor="attachments">
          {t(photos.length === 0 ? 'photo.choose' : 'photo.another')}
        </label>
        <input
          ref={input}
          id="attachments"
          type="file"
          accept="image/*"
          disabled={photos.length >= MOST_PHOTOS || sending !== null}
          aria-describedby={mistake === undefined ? undefined : 'attachments-mistake'}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = '';
            if (file !== undefined) {
              void add(file);
            }
          }}
        />
      </div>
      <p className="quiet" role="status">
        {said}
      </p>
      {failed !== null && (
        <div className="notice notice-bad" role="alert">
          <p>
            {failed.fault === null
              ? t('photo.unreadable', { name: failed.name })
              : t('photo.failed', { name: failed.name, why: faultInWords(failed.fault, words) })}
            {failed.fault !== null && <span lang="en"> {englishOf(failed.fault, words)}</span>}
          </p>
          {failed.fault !== null && failed.fault.kind !== 'refused' && (
            <button type="button" className="button-plain" onClick={() => void add(failed.file)}>
              {t('fault.again')}
            </button>
          )}
        </div>
      )}
    </div>
  );
}

/** The picture itself and no address of it, which the content security policy would not let in. After a reload there is none. */
function Thumbnail({ picture }: { readonly picture: HTMLCanvasElement | null }) {
  const place = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    if (place.current !== null && picture !== null) {
      place.current.width = picture.width;
      place.current.height = picture.height;
      place.current.getContext('2d')?.drawImage(picture, 0, 0);
    }
  }, [picture]);
  return picture === null ? null : <canvas ref={place} className="thumbnail" aria-hidden="true" />;
}
