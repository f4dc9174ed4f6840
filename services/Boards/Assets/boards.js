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

  // Live: whole parts arrive. On a lost connection the board says so and from when it is, and stops until it is back.
  const form = document.querySelector('[data-slider]'), range = form?.querySelector('[data-range]');
  let time = document.querySelector('.tm, .when b')?.textContent.trim() ?? '', moving = false;
  const lost = gone => {
    body.classList.toggle('cut', gone);
    for (const note of all('[data-lost]')) note.textContent = gone ? note.dataset.lost.replace('{0}', time) : '';
    for (const status of all('[data-status]')) {
      const word = status.querySelector('span');
      status.live ??= word.textContent;
      status.classList.toggle('lost', gone);
      word.textContent = gone ? status.dataset.asOf + ' ' + time : status.live;
    }
  };
  const tell = minute => {
    range.setAttribute('aria-valuetext', minute);
    for (const when of all('.when b')) when.textContent = minute;
  };
  const follow = () => {
    range.value = form.dataset.liveNow;
    tell(time);
  };
  let source, silence;
  const alive = () => {
    clearTimeout(silence);
    silence = setTimeout(() => { lost(true); source.close(); setTimeout(listen, 2000); }, 40000);
    if (body.classList.contains('cut')) lost(false);
  };
  const listen = () => {
    if (moving) return;
    source = new EventSource(body.dataset.live);
    source.addEventListener('board', message => {
      const update = JSON.parse(message.data);
      received = performance.now();
      time = update.time;
      put(update.parts);
      if (form) {
        form.dataset.liveNow = Date.parse(update.at) / 1000;
        if (!moving && !range.matches(':active')) follow();
      }
      alive();
    });
    source.addEventListener('heartbeat', alive);
    source.onerror = () => {
      lost(true);
      if (source.readyState === EventSource.CLOSED) { clearTimeout(silence); setTimeout(listen, 5000); }
    };
  };
  if (body.dataset.live) listen();

  // Time travel: the page of that minute is fetched and its parts are put in place. The way back is a page of its own.
  if (!form) return;
  const zone = Number(form.dataset.zoneOffset) * 60000;
  const local = seconds => new Date(seconds * 1000 + zone).toISOString().slice(0, 16);
  let asked = 0, wait;
  const travel = async () => {
    const mine = ++asked, address = new URL(location.href), there = address.searchParams.has('at');
    if (Number(range.value) >= Number(form.dataset.liveNow) - 59) {
      moving = false;
      address.searchParams.delete('at');
      if (there) return location.assign(address);
      follow();
      if (source.readyState === EventSource.CLOSED) listen();
      return;
    }
    address.searchParams.set('at', local(Number(range.value)));
    source?.close();
    clearTimeout(silence);
    try {
      const answer = await fetch(address, { headers: { accept: 'text/html' } });
      if (!answer.ok) return location.assign(address);
      const then = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (mine !== asked) return;
      put(Object.fromEntries(all('[data-part]', then).map(part => [part.dataset.part, part.innerHTML])));
      time = document.querySelector('.when b').textContent;
      lost(false);
      history[there ? 'replaceState' : 'pushState'](null, '', address);
    } catch {
      lost(true);
      if (mine === asked) wait = setTimeout(travel, 2000);
    }
  };
  range.addEventListener('input', () => {
    moving = true;
    tell(local(Number(range.value)).slice(11));
    clearTimeout(wait);
    wait = setTimeout(travel, 60);
  });
  addEventListener('popstate', () => location.reload());
})();
