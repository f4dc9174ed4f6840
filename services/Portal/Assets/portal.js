// Small comforts. Every page is whole without them.
(() => {
  'use strict';
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const kept = document.cookie.split('; ').find(c => c.startsWith('travelmart-zone='));
  if (zone && kept !== 'travelmart-zone=' + encodeURIComponent(zone))
    document.cookie = 'travelmart-zone=' + encodeURIComponent(zone) + '; path=/; max-age=31536000; samesite=lax';

  // Countries by their names in the language of the page; without script their codes stand there.
  const country = code => { try { return new Intl.DisplayNames([document.documentElement.lang], { type: 'region' }).of(code) ?? code; } catch { return code; } };
  document.querySelectorAll('[data-country]').forEach(e => { e.textContent = country(e.dataset.country); });
  document.querySelectorAll('[data-countries] option').forEach(o => { if (o.textContent) { o.value = o.textContent; o.textContent = country(o.value); } });

  document.addEventListener('click', e => { if (e.target.closest('[data-print]')) print(); });

  // Pages are kept on the device of whoever is signed in, and of nobody else.
  const who = document.body.dataset.who ?? '';
  if ((localStorage.getItem('travelmart-who') ?? '') !== who) { self.caches?.delete('travelmart-pages'); localStorage.setItem('travelmart-who', who); }
  if (who) navigator.serviceWorker?.register('/portal/worker.js', { scope: '/portal/' }).catch(() => { });

  // What changed meanwhile is fetched into the page, unless somebody is in the middle of something.
  const refresh = async () => {
    const parts = () => [...document.querySelectorAll('[data-live]')], focused = document.activeElement, link = focused?.closest('[data-live] a[href]')?.getAttribute('href');
    if (document.hidden || parts().some(p => p.querySelector('input:checked') || (p.contains(focused) && !link))) return;
    try {
      const answer = await fetch(location.href, { headers: { accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), fresh = page.querySelectorAll('[data-live]');
      parts().forEach((part, i) => { if (fresh[i] && fresh[i].innerHTML !== part.innerHTML) part.replaceWith(fresh[i]); });
      if (link && document.activeElement === document.body) [...document.querySelectorAll('[data-live] a[href]')].find(a => a.getAttribute('href') === link)?.focus();
      document.documentElement.toggleAttribute('data-old', page.documentElement.hasAttribute('data-old'));
      document.dispatchEvent(new Event('refreshed'));
    } catch { /* no network: what is shown stays */ }
  };

  // A bell rings when something in the mart changed. Looking now and then stays, for what only time changes and for networks that let no bell through.
  const watched = document.querySelector('[data-hall]') ? 5000 : document.querySelector('[data-live]') ? 15000 : 0;
  if (watched && document.body.dataset.bell) {
    let bell = null, due = 0;
    const changed = () => { due ||= setTimeout(() => { due = 0; document.dispatchEvent(new Event('changed')); }, 50 + Math.random() * 200); };
    const listen = () => {
      if (document.hidden) { bell?.close(); bell = null; return; }
      if (bell) return;
      bell = new EventSource(document.body.dataset.bell);
      bell.addEventListener('changed', changed);
    };
    document.addEventListener('visibilitychange', () => { listen(); if (!document.hidden) changed(); });
    addEventListener('online', changed);
    document.addEventListener('changed', refresh);
    setInterval(changed, watched);
    listen();
  }

  // A form is sent once; its key makes a second time harmless anyway.
  document.addEventListener('submit', e => {
    if (e.defaultPrevented || e.target.method !== 'post') return;
    if (!navigator.onLine) { e.preventDefault(); document.querySelector('[data-unsent]')?.removeAttribute('hidden'); return; }
    if (e.target.dataset.sent) { e.preventDefault(); return; }
    e.target.dataset.sent = 'yes';
    e.target.setAttribute('aria-busy', 'true');
  });
  addEventListener('pageshow', () => document.querySelectorAll('form[data-sent]').forEach(f => { delete f.dataset.sent; f.removeAttribute('aria-busy'); }));

  // Wishes are put in order by dragging; the buttons beside them do the same.
  const list = document.querySelector('[data-order] ol');
  if (list) {
    let dragged = null;
    list.addEventListener('dragstart', e => { dragged = e.target.closest('li'); dragged.classList.add('dragged'); e.dataTransfer.effectAllowed = 'move'; });
    list.addEventListener('dragover', e => {
      const over = e.target.closest('li');
      if (!dragged || !over) return;
      e.preventDefault();
      if (over === dragged) return;
      const box = over.getBoundingClientRect();
      list.insertBefore(dragged, e.clientY < box.top + box.height / 2 ? over : over.nextSibling);
    });
    list.addEventListener('drop', e => { e.preventDefault(); list.closest('form').requestSubmit(); });
    list.addEventListener('dragend', () => { dragged?.classList.remove('dragged'); dragged = null; });
  }
})();
