/** One event of a stream (WHATWG HTML, "Server-sent events"). */
export interface StreamEvent {
  readonly event: string;
  readonly data: string;
}

/** More than any desk or floor; a stream that goes on beyond it without an event is none. */
const MOST_CHARACTERS = 4_000_000;

/**
 * Reads events from a stream's text as it comes. The browser's own EventSource keeps the comments to
 * itself, by which alone a silent stream is told from a broken one, and the status by which a session
 * that is over is told from a server that is away.
 */
export class EventReader {
  private rest = '';
  private event = '';
  private data: string[] = [];

  /** The events that this piece of the stream completes. */
  read(piece: string): readonly StreamEvent[] {
    this.rest += piece;
    if (this.rest.length > MOST_CHARACTERS) {
      throw new RangeError('an event of the stream has no end');
    }
    const lines = this.rest.split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    return lines.flatMap((line) => this.line(line));
  }

  private line(line: string): readonly StreamEvent[] {
    if (line === '') {
      const found = this.data.length === 0 ? [] : [{ event: this.event || 'message', data: this.data.join('\n') }];
      this.event = '';
      this.data = [];
      return found;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'event') {
      this.event = value;
    } else if (field === 'data') {
      this.data.push(value);
    }
    return [];
  }
}
