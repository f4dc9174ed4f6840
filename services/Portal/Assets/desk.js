// Moving a meeting in the desk's grid, by dragging or by keys: M takes it up, arrows visit, Enter drops, Escape puts it back.
(() => {
  'use strict';
  const desk = document.querySelector('[data-hall]'), form = document.querySelector('form[data-move]'), say = document.querySelector('[data-say]');
  if (!desk || !form) return;
  // The table is drawn anew while the desk looks on, so it is found again each time.
  const hall = { querySelector: s => desk.querySelector(s), querySelectorAll: s => desk.querySelectorAll(s), get dataset() { return desk.querySelector('.hall').dataset; } };
  const base = location.pathname + '/meetings/';
  let lifted = null, moves = new Map(), at = null;

  const cellsOf = seller => [...hall.querySelectorAll('td')].filter(td => td.dataset.seller === seller);
  const put = () => {
    hall.querySelectorAll('.can, .cannot, .visited').forEach(td => { td.classList.remove('can', 'cannot', 'visited'); td.removeAttribute('title'); });
    lifted?.classList.remove('lifted');
    lifted = at = null;
  };
  const tell = td => {
    const move = moves.get(Number(td.dataset.slot)), time = td.parentElement.querySelector('th').textContent;
    say.textContent = time + ': ' + (move?.possible ? hall.dataset.possible : move?.why ?? hall.dataset.closed);
  };
  const lift = async cell => {
    put();
    lifted = cell;
    cell.classList.add('lifted');
    const column = cellsOf(cell.closest('td').dataset.seller);
    const answer = await fetch(base + cell.dataset.meeting + '/moves', { headers: { accept: 'application/json' } });
    if (!answer.ok || lifted !== cell) return;
    moves = new Map((await answer.json()).map(m => [m.slot, m]));
    for (const td of column) {
      if (td === cell.closest('td')) continue;
      const move = moves.get(Number(td.dataset.slot));
      td.classList.add(move?.possible ? 'can' : 'cannot');
      td.title = move?.possible ? hall.dataset.possible : move?.why ?? hall.dataset.closed;
    }
  };
  const drop = td => {
    if (!lifted || !td.classList.contains('can')) { if (lifted) tell(td); return; }
    form.action = base + lifted.dataset.meeting + '/move';
    form.elements.slot.value = td.dataset.slot;
    form.requestSubmit();
  };

  desk.addEventListener('dragstart', e => { const cell = e.target.closest('[data-meeting]'); if (cell) { e.dataTransfer.effectAllowed = 'move'; lift(cell); } });
  desk.addEventListener('dragover', e => { const td = e.target.closest('td.can'); if (td) e.preventDefault(); });
  desk.addEventListener('drop', e => { const td = e.target.closest('td'); if (td) { e.preventDefault(); drop(td); } });
  desk.addEventListener('dragend', () => setTimeout(put, 0));

  desk.addEventListener('keydown', async e => {
    const cell = e.target.closest('[data-meeting]');
    if (!lifted && cell && cell.draggable && (e.key === 'm' || e.key === 'M')) { e.preventDefault(); await lift(cell); at = cell.closest('td'); tell(at); return; }
    if (!lifted) return;
    if (e.key === 'Escape') { e.preventDefault(); put(); say.textContent = ''; return; }
    if (e.key === 'Enter') { e.preventDefault(); if (at) drop(at); return; }
    if (e.key !== 'ArrowUp' && e.key !== 'ArrowDown') return;
    e.preventDefault();
    const column = cellsOf(lifted.closest('td').dataset.seller), step = e.key === 'ArrowDown' ? 1 : -1;
    let next = column.indexOf(at) + step;
    if (e.ctrlKey) while (column[next] && !column[next].classList.contains('can')) next += step;
    if (!column[next]) return;
    at?.classList.remove('visited');
    at = column[next];
    at.classList.add('visited');
    at.scrollIntoView({ block: 'nearest' });
    tell(at);
  });

  // The desk shows how it stands, unless somebody is in the middle of a move.
  document.addEventListener('changed', async () => {
    if (lifted || document.hidden) return;
    const focused = document.activeElement?.dataset?.meeting, scroll = desk.querySelector('.hall').scrollLeft;
    try {
      const answer = await fetch(location.pathname, { headers: { accept: 'text/html' } });
      if (!answer.ok || answer.redirected || lifted) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html'), fresh = page.querySelector('[data-hall]');
      if (!fresh || fresh.innerHTML === desk.innerHTML) return;
      desk.replaceChildren(...fresh.childNodes);
      document.querySelector('h1').replaceWith(page.querySelector('h1'));
      desk.querySelector('.hall').scrollLeft = scroll;
      if (focused) desk.querySelector(`[data-meeting="${focused}"]`)?.focus();
    } catch { /* no network: what is shown stays */ }
  });
})();
