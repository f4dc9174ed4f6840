// A consultation is closed in three taps. What is saved is kept on the phone first: eight seconds long it can be taken back, then it is sent, and
// when there is no network it waits for one. Each closing has a key of its own, so that one that was sent twice counts once.
(() => {
  'use strict';
  const KEPT = 'travelmart-closings', UNDO = 8000;
  const body = document.body, bar = document.querySelector('[data-undo]'), badge = document.querySelector('[data-kept]'), alarm = document.querySelector('[data-failed]');
  if (!bar) return;
  const who = body.dataset.who;
  const all = () => JSON.parse(localStorage.getItem(KEPT) ?? '[]');
  const mine = () => all().filter(c => c.who === who);
  const write = list => { localStorage.setItem(KEPT, JSON.stringify(list)); show(); };
  const drop = key => write(all().filter(c => c.key !== key));
  let sending = false;

  const show = () => {
    const kept = mine(), failed = kept.filter(c => c.why);
    const waiting = kept.length - failed.length;
    badge.hidden = waiting === 0 && navigator.onLine;
    badge.textContent = (navigator.onLine ? '' : badge.dataset.offline + (waiting ? ' · ' : '')) + (waiting ? badge.dataset.kept.replace('{0}', waiting) : '');
    const fresh = kept.find(c => !c.why && Date.now() - c.at < UNDO);
    bar.hidden = !fresh;
    if (fresh) { bar.querySelector('[data-said]').textContent = fresh.called; bar.dataset.key = fresh.key; }
    alarm.hidden = failed.length === 0;
    alarm.replaceChildren(...failed.map(c => {
      const line = document.createElement('p'), forget = document.createElement('button');
      line.textContent = c.called + ': ' + c.why + ' ';
      forget.textContent = alarm.dataset.dismiss;
      forget.className = 'button';
      forget.addEventListener('click', () => drop(c.key));
      line.append(forget);
      return line;
    }));
    for (const c of kept) {
      if (c.why) continue;
      const form = document.querySelector(`form[data-closing][action="${CSS.escape(c.url).replaceAll('\\', '\\\\')}"]`) ?? [...document.querySelectorAll('form[data-closing]')].find(f => f.getAttribute('action') === c.url);
      form?.closest('.closing')?.setAttribute('hidden', '');
    }
  };

  const send = async () => {
    if (sending || !navigator.onLine) return;
    sending = true;
    let sent = 0;
    try {
      for (const c of mine().filter(c => !c.why && Date.now() - c.at >= UNDO)) {
        const fields = new URLSearchParams(c.fields);
        fields.set('__RequestVerificationToken', document.querySelector('input[name=__RequestVerificationToken]').value);
        const answer = await fetch(c.url, { method: 'POST', body: fields });
        if (new URL(answer.url).searchParams.get('done') === 'logged') { drop(c.key); sent++; continue; }
        if (answer.status >= 500 || answer.redirected) break;
        const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
        write(all().map(k => k.key === c.key ? { ...k, why: page.querySelector('[role=alert] b, main h1')?.textContent ?? String(answer.status) } : k));
      }
    } catch { /* no network: they wait */ } finally { sending = false; }
    if (sent) document.dispatchEvent(new Event('changed'));
  };

  const save = form => {
    const fields = [...new FormData(form)].filter(([name]) => name !== '__RequestVerificationToken');
    write([...all(), { who, key: form.elements.key.value, url: form.getAttribute('action'), called: form.dataset.closing, fields, at: Date.now() }]);
    setTimeout(() => { show(); send(); }, UNDO + 50);
  };

  const open = form => {
    const rows = [...form.querySelectorAll('fieldset.four')];
    const next = rows.findIndex(r => !r.querySelector('input:checked'));
    rows.forEach((r, i) => r.classList.toggle('open', i === next));
    form.classList.toggle('other', form.querySelector('input[name=pick]:checked')?.value === 'other');
  };

  const ready = () => {
    for (const form of document.querySelectorAll('form[data-closing]')) {
      form.classList.add('taps-save');
      open(form);
      form.addEventListener('change', e => { open(form); if (e.target.name === 'followUp' && e.isTrusted && !form.keys && form.checkValidity() && form.querySelector('input[name=pick]:checked')) save(form); form.keys = false; });
      // Arrow keys walk through the choices; only Enter or a blank saves.
      form.addEventListener('keydown', e => { form.keys = e.key.startsWith('Arrow'); });
      form.addEventListener('submit', e => { e.preventDefault(); e.stopPropagation(); if (form.checkValidity()) save(form); });
    }
    show();
  };

  bar.querySelector('button').addEventListener('click', () => {
    const undone = mine().find(c => c.key === bar.dataset.key);
    drop(bar.dataset.key);
    const form = [...document.querySelectorAll('form[data-closing]')].find(f => f.getAttribute('action') === undone?.url);
    if (!form) return;
    form.closest('.closing').hidden = false;
    form.reset();
    open(form);
    form.querySelector('input[name=outcome]').focus();
  });
  addEventListener('online', () => { show(); send(); });
  addEventListener('offline', show);
  document.addEventListener('refreshed', ready);
  setInterval(send, 15000);
  ready();
  send();
})();
