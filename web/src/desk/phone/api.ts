/** What the server says of the phone of whoever is signed in. */
import { list, object, oneOf, optional, type Shape, type Shaped, text } from '../../shape';

const iceServer = object({ urls: text, username: optional(text), credential: optional(text) });

/** `GET /api/desk/phone`. A desk phone has nothing but a kind. */
export const phoneDescription = object({
  agent: text,
  name: text,
  kind: oneOf('browser', 'desk'),
  address: optional(text),
  echo: optional(text),
  socket: optional(text),
  ice_servers: optional(list(iceServer)),
});

export type PhoneDescription = Shaped<typeof phoneDescription>;

/** All that a phone in a browser needs to know. */
export interface Account {
  /** Its SIP address, such as `sip:ana@city311.invalid`. */
  readonly address: string;
  readonly echo: string;
  /** The WebSocket's address. */
  readonly socket: string;
  readonly iceServers: readonly RTCIceServer[];
}

/**
 * The account in a description; null where the phone is one on the desk.
 *
 * @param page the page's own address, whose origin the socket has
 */
export function accountOf(described: PhoneDescription, page: string): Account | null {
  const { kind, address, echo, socket, ice_servers: servers } = described;
  if (kind !== 'browser' || address === null || echo === null || socket === null) {
    return null;
  }
  const url = new URL(socket, page);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  return {
    address,
    echo,
    socket: url.href,
    iceServers: (servers ?? []).map(({ urls, username, credential }) => ({
      urls,
      ...(username !== null && { username }),
      ...(credential !== null && { credential }),
    })),
  };
}

/** Why there is no description. */
export type Missing = 'signed-out' | 'no-agent' | 'away';

/** Asks the server for the description. */
export async function askForPhone(
  shape: Shape<PhoneDescription> = phoneDescription,
): Promise<PhoneDescription | Missing> {
  try {
    const response = await fetch('/api/desk/phone', { headers: { accept: 'application/json' } });
    if (response.status === 401) {
      return 'signed-out';
    }
    if (response.status === 403 || response.status === 404) {
      return 'no-agent';
    }
    return response.ok ? shape(await response.json(), '') : 'away';
  } catch {
    return 'away';
  }
}
