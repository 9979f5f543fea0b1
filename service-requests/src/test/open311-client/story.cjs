// Lists, creates and follows a request as the library's users do: node story.cjs ENDPOINT API_KEY.
// Prints what it saw as one line of JSON.
const Open311 = require(process.env.OPEN311_LIBRARY);

const [endpoint, apiKey] = process.argv.slice(2);
const city = new Open311({ endpoint, apiKey, jurisdiction: 'city.example.org', format: 'json' });

function call(method, ...args) {
  return new Promise((resolve, reject) =>
    city[method](...args, (error, data) => (error ? reject(new Error(`${method}: ${data}`)) : resolve(data))),
  );
}

async function story() {
  const services = await call('serviceList');
  const definition = await call('serviceDefinition', 'pothole');
  const [created] = await call('submitRequest', {
    service_code: 'pothole',
    lat: 39.2904,
    long: -76.6122,
    address_string: '100 Holliday St',
    description: 'Un hoyo grande & profundo 🕳',
    first_name: 'Rosa',
    email: 'rosa@example.org',
    attributes: { size: 'tire' },
  });
  const id = created.service_request_id;
  const [token] = await call('token', id);
  const [one] = await call('serviceRequest', id);
  const several = await call('serviceRequests', [id]);
  const open = await call('serviceRequests', { status: 'open', service_code: 'pothole' });
  return { services, definition, created, token, one, several, open };
}

story().then(
  (seen) => console.log(JSON.stringify(seen)),
  (error) => {
    console.error(error.message);
    process.exit(1);
  },
);
