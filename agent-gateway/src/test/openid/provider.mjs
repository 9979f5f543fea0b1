// A real OpenID provider (panva's oidc-provider, certified by the OpenID Foundation) at a free loopback port, for
// tests: node provider.mjs REDIRECT_URI. It prints its issuer when it is ready. Whoever comes is asked nothing:
// they are whom the cookie `person` names, and who that is stands below.
import { createServer } from 'node:http';
import { Provider } from 'oidc-provider';

const people = {
  maria: { preferred_username: 'Maria.Lopez', name: 'María López', groups: ['311-agents', 'everybody'], agent: 'maria' },
  walt: { preferred_username: 'walt', name: 'Walter Brooks', groups: ['311-admins'] },
  stranger: { preferred_username: 'stranger', name: 'Nobody Here', groups: ['everybody'] },
};

const server = createServer();
await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
const issuer = `http://127.0.0.1:${server.address().port}`;

const provider = new Provider(issuer, {
  clients: [
    {
      client_id: 'city311',
      client_secret: 'a-secret-that-only-tests-know-of-12345',
      redirect_uris: [process.argv[2]],
      grant_types: ['authorization_code'],
      response_types: ['code'],
    },
  ],
  claims: { openid: ['sub'], profile: ['name', 'preferred_username'], groups: ['groups', 'agent'] },
  conformIdTokenClaims: false,
  cookies: { keys: ['for tests only'] },
  features: { devInteractions: { enabled: false } },
  findAccount: (_, id) => (id in people ? { accountId: id, claims: () => ({ sub: id, ...people[id] }) } : undefined),
  interactions: { url: (_, interaction) => `/interaction/${interaction.uid}` },
  pkce: { required: () => true },
});

const answer = provider.callback();

server.on('request', async (request, response) => {
  if (!request.url.startsWith('/interaction/')) {
    answer(request, response);
    return;
  }
  const person = /person=(\w+)/.exec(request.headers.cookie ?? '')?.[1] ?? 'nobody';
  if (person === 'nobody') {
    await provider.interactionFinished(request, response, {
      error: 'access_denied',
      error_description: 'the person went back',
    });
    return;
  }
  const { params } = await provider.interactionDetails(request, response);
  const grant = new provider.Grant({ accountId: person, clientId: params.client_id });
  grant.addOIDCScope(params.scope);
  await provider.interactionFinished(request, response, {
    login: { accountId: person },
    consent: { grantId: await grant.save() },
  });
});

console.log(`READY ${issuer}`);
