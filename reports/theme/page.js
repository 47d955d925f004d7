// What a page gains by scripts: everything it says is there without them.
(() => {
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const make = (tag, attributes = {}, text = '') => {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
    element.textContent = text;
    return element;
  };

  // Language: the document's own language and title follow the choice, and links carry it to the next page.
  const radios = all('input[name=language]');
  const speak = (radio) => {
    document.documentElement.lang = radio.value;
    document.title = radio.dataset.title;
  };
  const wanted = radios.find(
    (radio) => location.hash === `#${radio.value}` || location.hash.endsWith(`-${radio.value}`),
  );
  if (wanted) wanted.checked = true;
  for (const radio of radios) {
    radio.addEventListener('change', () => speak(radio));
    if (radio.checked) speak(radio);
  }
  if (wanted && location.hash.length > 3) document.getElementById(location.hash.slice(1))?.scrollIntoView();
  document.addEventListener('click', ({ target }) => {
    const link = target instanceof Element ? target.closest('a[href$=".html"]') : null;
    if (link && radios.length > 1)
      link.setAttribute('href', `${link.getAttribute('href')}#${document.documentElement.lang}`);
  });

  // Years: the earlier years' key figures become a choice instead of details.
  for (const years of all('.years')) {
    const panels = all('.year', years);
    if (panels.length < 2) continue;
    const group = make('div', { class: 'year-choice', role: 'group', 'aria-label': years.dataset.label });
    const show = (chosen) => {
      for (const panel of panels) {
        panel.hidden = panel !== chosen;
        if (panel === chosen && panel.tagName === 'DETAILS') panel.open = true;
      }
      for (const button of all('button', group))
        button.setAttribute('aria-pressed', String(button.textContent === chosen.dataset.year));
    };
    for (const panel of [...panels].reverse()) {
      const button = make('button', { type: 'button' }, panel.dataset.year);
      button.addEventListener('click', () => show(panel));
      group.append(button);
    }
    years.prepend(group);
    years.classList.add('chosen');
    show(panels[0]);
  }

  // Tooltips and highlighting: what is pointed at is said, and everything of the same place is lit in all charts and tables.
  const tooltip = make('div', { class: 'tooltip', role: 'status' });
  tooltip.hidden = true;
  document.querySelector('main').append(tooltip);
  const lit = new Set();
  const dim = () => {
    for (const element of lit) element.classList.remove('lit');
    lit.clear();
    document.body.classList.remove('lighting');
  };
  const light = (key) => {
    dim();
    if (!key) return;
    for (const element of all(`[data-key="${key}"]`)) lit.add(element);
    for (const element of lit) element.classList.add('lit');
    document.body.classList.toggle('lighting', lit.size > 1);
  };
  const say = (mark) => {
    tooltip.textContent = mark.dataset.tip;
    tooltip.hidden = false;
    const box = mark.getBoundingClientRect();
    const left = Math.min(
      Math.max(8, box.left + box.width / 2 - tooltip.offsetWidth / 2),
      innerWidth - tooltip.offsetWidth - 8,
    );
    const top = box.top - tooltip.offsetHeight - 8 < 0 ? box.bottom + 8 : box.top - tooltip.offsetHeight - 8;
    tooltip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
    light(mark.dataset.key);
  };
  const hush = () => {
    tooltip.hidden = true;
    dim();
  };
  document.addEventListener('pointerover', ({ target }) => {
    const mark = target instanceof Element ? target.closest('[data-tip]') : null;
    if (mark) return say(mark);
    const row = target instanceof Element ? target.closest('tr[data-key]') : null;
    tooltip.hidden = true;
    light(row?.dataset.key);
  });
  document.addEventListener('scroll', hush, { passive: true });

  // Charts by keyboard: arrows go from mark to mark.
  for (const plot of all('.plot svg')) {
    const marks = all('[data-tip]', plot).filter((mark) => mark.dataset.tip !== '');
    if (marks.length === 0) continue;
    let position = -1;
    plot.setAttribute('tabindex', '0');
    plot.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
      if (event.key === 'Escape') hush();
      if (!step) return;
      event.preventDefault();
      position = (position + step + marks.length) % marks.length;
      say(marks[position]);
    });
    plot.addEventListener('blur', hush);
  }

  // Tables: a heading sorts by its column, by the unrounded numbers where there are any.
  const sortValue = (row, column) => {
    const cell = row.children[column];
    const data = cell?.querySelector('data');
    if (data) return Number(data.value);
    const text = cell?.textContent.trim() ?? '';
    const isDanish = document.documentElement.lang === 'da';
    const number = Number(text.replaceAll(isDanish ? '.' : ',', '').replace(',', '.'));
    return text !== '' && !Number.isNaN(number) ? number : text;
  };
  const compare = (a, b) => {
    if (typeof a === 'number' && typeof b === 'number') return a - b;
    if (typeof a === 'number') return 1;
    if (typeof b === 'number') return -1;
    return a.localeCompare(b, document.documentElement.lang);
  };
  for (const table of all('table.sortable')) {
    const body = table.tBodies[0];
    if (!body || body.rows.length < 3) continue;
    all('thead th', table).forEach((heading, column) => {
      const button = make('button', { type: 'button', class: 'sort' }, heading.textContent);
      heading.replaceChildren(button);
      button.addEventListener('click', () => {
        const isDown = heading.getAttribute('aria-sort') === 'descending';
        for (const other of all('th[aria-sort]', table)) other.removeAttribute('aria-sort');
        heading.setAttribute('aria-sort', isDown ? 'ascending' : 'descending');
        const rows = [...body.rows].sort(
          (a, b) => compare(sortValue(a, column), sortValue(b, column)) * (isDown ? 1 : -1),
        );
        body.append(...rows);
      });
    });
  }

  const save = (blob, name) => {
    const url = URL.createObjectURL(blob);
    make('a', { href: url, download: name }).click();
    setTimeout(() => URL.revokeObjectURL(url), 1000);
  };

  // CSV: the text that is in the page, as a file.
  for (const csv of all('pre.csv')) {
    const button = make('button', { type: 'button', class: 'download' }, csv.dataset.label);
    button.addEventListener('click', () =>
      save(new Blob([`\uFEFF${csv.textContent}`], { type: 'text/csv' }), csv.dataset.file),
    );
    csv.before(button);
  }

  // PNG: the chart as it is on paper, with its title, key and notes, at twice the size; drawn here, so nothing is fetched.
  const paper = document.styleSheets[0].cssRules[0].style;
  const onPaper = (text) => text.replace(/var\((--[\w-]+)\)/g, (_match, name) => paper.getPropertyValue(name).trim());
  const loaded = (image) =>
    new Promise((done, fail) => {
      image.addEventListener('load', () => done(image));
      image.addEventListener('error', fail);
    });
  const imageOf = (drawing, font) => {
    const copy = drawing.cloneNode(true);
    copy.setAttribute('font-family', font);
    const image = new Image(Number(drawing.getAttribute('width')), Number(drawing.getAttribute('height')));
    const source = onPaper(new XMLSerializer().serializeToString(copy));
    const ready = loaded(image);
    image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(source)}`;
    return ready;
  };
  const pictureOf = async (figure) => {
    const scale = 2;
    const margin = 16;
    const font = getComputedStyle(document.body).fontFamily;
    const drawing = await imageOf(figure.querySelector('svg.wide'), font);
    const canvas = document.createElement('canvas');
    const pen = canvas.getContext('2d');
    const lines = [];
    let top = margin;
    const write = (text, size, weight, colour) => {
      pen.font = `${weight} ${size}px ${font}`;
      let line = '';
      for (const word of [...text.trim().split(/\s+/), null]) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (word !== null && (line === '' || pen.measureText(longer).width <= drawing.width)) line = longer;
        else {
          lines.push({ text: line, top: top + size, font: pen.font, colour });
          top += size * 1.35;
          line = word;
        }
      }
    };
    write(figure.querySelector('h3').textContent, 17, 600, '--ink');
    write(figure.querySelector('.measured').textContent, 13, 400, '--muted');
    top += 8;
    const key = [];
    let left = 0;
    pen.font = `400 12px ${font}`;
    for (const entry of all('.key li', figure)) {
      const width = 20 + pen.measureText(entry.textContent).width + 16;
      if (left > 0 && left + width > drawing.width) {
        left = 0;
        top += 20;
      }
      key.push({ entry, left, top });
      left += width;
    }
    if (key.length > 0) top += 26;
    const drawnAt = top;
    top += drawing.height + 8;
    for (const note of all(':scope > .note', figure)) write(note.textContent, 12, 400, '--muted');
    canvas.width = (drawing.width + 2 * margin) * scale;
    canvas.height = Math.ceil(top + margin) * scale;
    pen.scale(scale, scale);
    pen.fillStyle = onPaper('var(--paper)');
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.translate(margin, 0);
    for (const line of lines) {
      pen.font = line.font;
      pen.fillStyle = onPaper(`var(${line.colour})`);
      pen.fillText(line.text, 0, line.top);
    }
    for (const place of key) {
      pen.font = `400 12px ${font}`;
      pen.fillStyle = onPaper('var(--muted)');
      pen.fillText(place.entry.textContent, place.left + 20, place.top + 11);
      pen.drawImage(await imageOf(place.entry.querySelector('svg'), font), place.left, place.top);
    }
    pen.drawImage(drawing, 0, drawnAt);
    return new Promise((done) => {
      canvas.toBlob(done, 'image/png');
    });
  };
  for (const figure of all('figure.chart')) {
    const { picture } = figure.dataset;
    const name = `${picture}: ${figure.querySelector('h3').textContent}`;
    const button = make('button', { type: 'button', class: 'download', 'aria-label': name }, picture);
    button.addEventListener('click', async () => save(await pictureOf(figure), `${figure.id}.png`));
    figure.querySelector('details.data').before(button);
  }
})();
