// The explorer in a real browser, against a running server: log in, run a query, read the docs,
// and ask no other host for anything.
//
// LANSERA_URL             where the server answers, for example http://127.0.0.1:8080
// LANSERA_TEST_EMAIL      who logs in
// LANSERA_TEST_PASSWORD
// CHROMIUM                the browser's program (default /usr/bin/chromium)
// LANSERA_SCREENSHOTS     a folder for pictures of the page (default: none are taken)

import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { chromium } from 'playwright-core';

function setting(name) {
  const value = process.env[name];
  assert.ok(value, `${name} must be set`);
  return value;
}

const server = new URL(setting('LANSERA_URL'));
const email = setting('LANSERA_TEST_EMAIL');
const password = setting('LANSERA_TEST_PASSWORD');
const pictures = process.env.LANSERA_SCREENSHOTS;

/** Addresses on other hosts that the page asked for; they are refused. */
const foreign = [];
/** What the page complained about: broken scripts, refusals of the content policy, failed requests. */
const complaints = [];
/** The Authorization header of each request to the API. */
const authorizations = [];

let browser;
let page;

function isOurs(address) {
  const url = new URL(address);
  if (url.protocol === 'data:' || url.protocol === 'blob:') return true;
  return url.host === server.host;
}

async function picture(name) {
  if (!pictures) return;
  mkdirSync(pictures, { recursive: true });
  await page.screenshot({ path: path.join(pictures, `${name}.png`) });
}

/** The text of an editor: it draws spaces as no-break spaces. */
async function textOf(locator) {
  return (await locator.innerText()).replaceAll('\u00a0', ' ');
}

before(async () => {
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
    args: [
      '--no-sandbox',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-gpu',
      '--no-first-run',
      '--disable-component-update',
      '--disable-sync',
      // Names that are not ours are not even looked up.
      `--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE ${server.hostname}`,
    ],
  });
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    serviceWorkers: 'block',
  });
  await context.route('**/*', async (route) => {
    const request = route.request();
    if (!isOurs(request.url())) {
      foreign.push(request.url());
      return route.abort();
    }
    if (new URL(request.url()).pathname === '/graphql') {
      authorizations.push((await request.headerValue('authorization')) ?? '');
    }
    return route.continue();
  });
  page = await context.newPage();
  page.setDefaultTimeout(30_000);
  page.on('websocket', (socket) => {
    if (!isOurs(socket.url())) foreign.push(socket.url());
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(`console: ${message.text()}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()} for ${response.url()}`);
  });
});

after(async () => {
  await browser?.close();
});

test('the page opens with an editor, and nobody is signed in', async () => {
  await page.goto(new URL('/graphiql/', server).href);
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  await page.locator('.graphiql-query-editor .view-lines').getByText('WhoAmI').waitFor();
  await picture('1-opened');
});

test('a wrong password is refused with a reason', async () => {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(`not-${password}`);
  await page.getByRole('button', { name: 'Log in' }).click();
  await page.getByRole('status').getByText(/\S/).waitFor();
  assert.equal(await page.getByTestId('signed-in').count(), 0);
  await picture('2-refused');
});

test('logging in shows who is signed in', async () => {
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  await page.getByRole('button', { name: 'Log in' }).click();
  const name = await page.getByTestId('signed-in').innerText();
  assert.notEqual(name.trim(), '');
});

test('the first query answers with the name of the one who is signed in', async () => {
  const name = await page.getByTestId('signed-in').innerText();
  authorizations.length = 0;
  await page.getByRole('button', { name: /^Execute query/ }).click();
  const answer = page.locator('.graphiql-response .view-lines');
  await answer.getByText('"viewer"').waitFor();
  const text = await textOf(answer);
  assert.ok(text.includes(`"name": "${name}"`), `the answer has no ${name}:\n${text}`);
  assert.match(authorizations.at(-1) ?? '', /^Bearer \S+$/);
  await picture('3-answered');
});

test('the docs panel describes the type Query', async () => {
  await page.getByRole('button', { name: 'Show Documentation Explorer' }).click();
  const docs = page.locator('.graphiql-doc-explorer');
  await docs.getByRole('link', { name: 'Query', exact: true }).click();
  await docs.locator('.graphiql-doc-explorer-title').getByText('Query', { exact: true }).waitFor();
  await docs.getByRole('link', { name: 'viewer', exact: true }).waitFor();
  const description = docs.locator('.graphiql-markdown-description').first();
  assert.notEqual((await description.innerText()).trim(), '', 'Query has no description');
  await picture('4-docs');
});

test('logging out ends the session in the page', async () => {
  await page.getByRole('button', { name: 'Log out' }).click();
  await page.getByRole('button', { name: 'Log in' }).waitFor();
  authorizations.length = 0;
  const answered = page.waitForResponse((response) => response.request().postData()?.includes('WhoAmI') ?? false);
  await page.getByRole('button', { name: /^Execute query/ }).click();
  await answered;
  assert.deepEqual([...new Set(authorizations)], ['']);
});

test('no other host was asked for anything, and the page complained about nothing', () => {
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
});
