import type { Page, WebSocketRoute } from 'playwright-core';

/** What `GET /api/desk/phone` says of an agent whose phone is in the browser. */
export const browserPhone = {
  agent: 'ana',
  name: 'Ana Alvarez',
  kind: 'browser',
  address: 'sip:ana@city311.invalid',
  echo: 'sip:echo@city311.invalid',
  socket: '/api/desk/sip',
  ice_servers: [],
};

/** Sound as Asterisk offers it to a browser; nobody is there. */
const SOUND = [
  'v=0',
  'o=- 1 1 IN IP4 127.0.0.1',
  's=Asterisk',
  'c=IN IP4 127.0.0.1',
  't=0 0',
  'a=group:BUNDLE audio-0',
  'm=audio 10000 UDP/TLS/RTP/SAVPF 107 0',
  'a=connection:new',
  'a=setup:actpass',
  `a=fingerprint:SHA-256 ${'AB:'.repeat(31)}AB`,
  'a=ice-ufrag:abcd',
  'a=ice-pwd:abcdefghijklmnopqrstuvwx',
  'a=candidate:1 1 UDP 2130706431 127.0.0.1 10000 typ host',
  'a=rtpmap:107 opus/48000/2',
  'a=rtpmap:0 PCMU/8000',
  'a=sendrecv',
  'a=rtcp-mux',
  'a=mid:audio-0',
  '',
].join('\r\n');

/** Plays the server's side of a phone's socket: takes every registration, calls when told to. */
export class ScriptedPhone {
  /** What the page said, message by message. */
  readonly heard: string[] = [];
  private socket: WebSocketRoute | null = null;
  private contact = '';

  async on(page: Page): Promise<void> {
    await page.route('**/api/desk/phone', (route) => route.fulfill({ json: browserPhone }));
    await page.routeWebSocket('**/api/desk/sip?page=*', (socket) => {
      this.socket = socket;
      socket.onMessage((message) => {
        this.hear(message.toString());
      });
    });
  }

  /** A resident calls. */
  call(from: string): void {
    this.socket?.send(
      [
        `INVITE ${this.contact} SIP/2.0`,
        'Via: SIP/2.0/WS 127.0.0.1;branch=z9hG4bKa',
        `From: <sip:${from}@127.0.0.1>;tag=a`,
        `To: <${this.contact}>`,
        'Contact: <sip:city311@127.0.0.1:8088;transport=ws>',
        'Call-ID: a-call',
        'CSeq: 1 INVITE',
        'Max-Forwards: 70',
        'Content-Type: application/sdp',
        `Content-Length: ${SOUND.length}`,
        '',
        SOUND,
      ].join('\r\n'),
    );
  }

  /** Closes the page's socket. */
  async close(code: number): Promise<void> {
    await this.socket?.close({ code, reason: 'for a test' });
  }

  private hear(message: string): void {
    this.heard.push(message);
    if (message.startsWith('REGISTER ')) {
      const lines = message.split('\r\n');
      const of = (name: string) => lines.find((line) => line.startsWith(`${name}:`)) ?? '';
      this.contact = /<([^>]+)>/.exec(of('Contact'))?.[1] ?? '';
      this.socket?.send(
        [
          'SIP/2.0 200 OK',
          of('Via'),
          of('From'),
          `${of('To')};tag=b`,
          of('Call-ID'),
          of('CSeq'),
          of('Contact'),
          'Content-Length: 0',
          '',
          '',
        ].join('\r\n'),
      );
    }
  }
}
