// Keeps the day readable when the network is gone: pages are fetched, and kept as they were last seen. What is sent is never kept here.
'use strict';
const PAGES = 'travelmart-pages', ASSETS = 'travelmart-assets', PATIENCE = 6000;

self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', e => e.waitUntil(self.clients.claim()));

const keep = async (name, request, answer) => { if (answer.ok && !answer.redirected) await (await caches.open(name)).put(request, answer.clone()); return answer; };

const asset = async request => await caches.match(request) ?? keep(ASSETS, request, await fetch(request));

// A kept page says so: its root has an attribute that shows the line about the lost connection.
const old = async path => {
  const kept = await (await caches.open(PAGES)).match(path);
  return kept && new Response((await kept.text()).replace('<html ', '<html data-old '), { headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': kept.headers.get('content-security-policy') ?? '' } });
};

const page = async (request, path) => {
  const late = new Promise(done => setTimeout(done, PATIENCE)).then(() => old(path)).then(kept => kept ?? new Promise(() => { }));
  const fetched = fetch(request).then(answer => answer.status === 503 ? old(path).then(kept => kept ?? answer) : keep(PAGES, path, answer));
  try { return await Promise.race([fetched, late]); } catch (gone) {
    const kept = await old(path);
    if (kept) return kept;
    throw gone;
  }
};

self.addEventListener('fetch', e => {
  const url = new URL(e.request.url);
  if (e.request.method !== 'GET' || url.origin !== location.origin) return;
  if (url.pathname.startsWith('/portal/assets/') && url.search) e.respondWith(asset(e.request));
  else if (/^\/portal\/marts\/[^/]+\/(now|day|recap|meetings\/[^/]+)$/.test(url.pathname)) e.respondWith(page(e.request, url.pathname));
});
