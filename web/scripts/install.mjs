// Installs the packages that package-lock.json names, unless exactly these are installed already.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const stamp = join(web, 'node_modules', '.installed-from');

const wanted = createHash('sha256')
  .update(readFileSync(join(web, 'package-lock.json')))
  .update(`${process.platform} ${process.arch} ${process.versions.modules}`)
  .digest('hex');
const installed = existsSync(stamp) ? readFileSync(stamp, 'utf8') : '';

if (wanted !== installed) {
  const npm = spawnSync('npm', ['ci', '--loglevel=error'], { cwd: web, stdio: 'inherit' });
  if (npm.error !== undefined) {
    console.error(`The pages need Node.js 20.19 or newer with npm: ${npm.error.message}`);
    process.exit(1);
  }
  if (npm.status !== 0) {
    process.exit(npm.status ?? 1);
  }
  writeFileSync(stamp, wanted);
}
