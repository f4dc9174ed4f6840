// Keeps an open board up to date, turns its pages, and moves through the day. Every page is whole without it.
(() => {
  'use strict';
  const root = document.documentElement, body = document.body;
  root.classList.add('scripted');
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];

  // Parts of the page are replaced where they differ; the focus stays on the element with the same place in the part.
  const put = parts => {
    for (const part of all('[data-part]')) {
      const html = parts[part.dataset.part];
      if (html === undefined || part.lastHtml === html) continue;
      const scroll = part.scrollLeft;
      part.innerHTML = part.lastHtml = html;
      part.scrollLeft = scroll;
    }
    turn(0);
  };

  // More than twelve stands: one page after the other.
  let leaf = 0;
  const turn = step => {
    const leaves = new Set(all('[data-page]').map(e => e.dataset.page)).size;
    if (!leaves) return;
    leaf = (leaf + step) % leaves;
    for (const element of all('[data-page]')) {
      const shown = Number(element.dataset.page) === leaf;
      element.classList.toggle('turned', shown && step > 0);
      element.classList.toggle('shown', shown);
    }
  };
  turn(0);
  setInterval(() => turn(1), 12000);

  // The clock face runs between two updates, unless the mart's clock stands still.
  let received = performance.now();
  const two = n => String(n).padStart(2, '0');
  const point = (angle, radius) => {
    const a = angle * Math.PI / 180;
    return (208 + Math.sin(a) * radius).toFixed(1) + ' ' + (208 - Math.cos(a) * radius).toFixed(1);
  };
  const arc = (from, to) => {
    const sweep = ((to - from) % 360 + 360) % 360;
    return sweep < 0.05 ? '' : `M${point(from, 156)}A156 156 0 ${sweep > 180 ? 1 : 0} 1 ${point(to, 156)}`;
  };
  const tick = () => {
    const dial = document.querySelector('[data-dial]');
    if (!dial || dial.dataset.running !== 'yes' || body.classList.contains('cut')) return;
    const d = dial.dataset, now = Number(d.now) + performance.now() - received, shift = Number(d.offset) * 60000;
    const angle = t => ((t + shift) / 60000 % 60) * 6;
    const left = Math.max(0, Number(d.to) - now), local = new Date(now + shift);
    dial.querySelector('.tm').textContent = two(local.getUTCHours()) + ':' + two(local.getUTCMinutes());
    if (left > 3600000 || left === 0) return;
    dial.querySelector('.cd').textContent = two(Math.floor(left / 60000)) + ':' + two(Math.floor(left / 1000) % 60);
    dial.querySelector('.past').setAttribute('d', arc(angle(Number(d.from)), angle(now)));
    dial.querySelector('.left').setAttribute('d', arc(angle(now), angle(Number(d.to))));
    dial.querySelector('.hand').setAttribute('d', `M${point(angle(now), 132)}L${point(angle(now), 200)}`);
  };
  setInterval(tick, 1000);

  // One spoken sentence per ten seconds at most.
  let count = document.querySelector('[data-count]')?.textContent.trim();
  setInterval(() => {
    const now = document.querySelector('[data-count]')?.textContent.trim();
    const say = document.querySelector('[data-say]');
    if (say && now !== count) say.textContent = say.dataset.say + ': ' + (count = now);
  }, 10000);

  // Live: whole parts arrive; on a lost connection the board says from when it is and stops.
  let time = document.querySelector('.tm, .when b')?.textContent.trim() ?? '';
  const lost = gone => {
    body.classList.toggle('cut', gone);
    for (const status of all('[data-status]')) {
      const word = status.querySelector('span');
      status.live ??= word.textContent;
      status.classList.toggle('lost', gone);
      word.textContent = gone ? status.dataset.asOf + ' ' + time : status.live;
    }
  };
  let source, silence;
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(() => { lost(true); source.close(); setTimeout(listen, 2000); }, 40000);
    if (body.classList.contains('cut')) lost(false);
  };
  const listen = () => {
    source = new EventSource(body.dataset.live);
    source.addEventListener('board', message => {
      const update = JSON.parse(message.data);
      received = performance.now();
      time = update.time;
      put(update.parts);
      for (const when of all('.when b')) when.textContent = time;
      const range = document.querySelector('[data-range]');
      if (range && document.activeElement !== range) range.value = Date.parse(update.at) / 1000;
      alive();
    });
    source.addEventListener('heartbeat', alive);
    source.onerror = () => {
      lost(true);
      if (source.readyState === EventSource.CLOSED) { clearTimeout(silence); setTimeout(listen, 5000); }
    };
  };
  if (body.dataset.live) listen();

  // Time travel: the page of that minute is fetched and its parts are put in place.
  const form = document.querySelector('[data-slider]');
  if (!form) return;
  const range = form.querySelector('[data-range]');
  const zone = Number(form.dataset.zoneOffset) * 60000;
  const local = seconds => new Date(seconds * 1000 + zone).toISOString().slice(0, 16);
  let asked = 0;
  const travel = async () => {
    const mine = ++asked, address = new URL(location.href);
    const past = Number(range.value) < Number(form.dataset.liveNow) - 59;
    if (!past) { address.searchParams.delete('at'); if (address.href !== location.href) location.assign(address); return; }
    address.searchParams.set('at', local(Number(range.value)));
    source?.close();
    clearTimeout(silence);
    const answer = await fetch(address, { headers: { accept: 'text/html' } });
    if (!answer.ok || mine !== asked) return;
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const parts = {};
    for (const part of all('[data-part]', page)) parts[part.dataset.part] = part.innerHTML;
    put(parts);
    history.replaceState(null, '', address);
  };
  let wait;
  range.addEventListener('input', () => {
    range.setAttribute('aria-valuetext', local(Number(range.value)).slice(11));
    for (const when of all('.when b')) when.textContent = local(Number(range.value)).slice(11);
    clearTimeout(wait);
    wait = setTimeout(travel, 60);
  });
})();
