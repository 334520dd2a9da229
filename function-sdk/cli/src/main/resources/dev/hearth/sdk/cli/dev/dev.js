'use strict';

const at = (id) => document.getElementById(id);
let known = { state: 0, log: 0, input: '', endpoint: '/' };
let running = null;

function made(tag, properties = {}, ...children) {
  const element = Object.assign(document.createElement(tag), properties);
  element.append(...children);
  return element;
}

// --- Where the project stands -------------------------------------------------------------------

async function follow() {
  for (;;) {
    try {
      const answer = await fetch(`/dev/state?state=${known.state}&log=${known.log}`);
      show(await answer.json());
    } catch {
      at('phase').textContent = 'hearth dev has ended';
      await new Promise((resolve) => setTimeout(resolve, 1000));
      known.state = 0;
      known.log = 0;
    }
  }
}

function show(now) {
  known.state = now.state;
  at('phase').textContent =
      { building: 'building …', starting: 'starting …', ready: 'ready', failed: 'the last change failed' }[now.phase];
  at('problems').hidden = now.problems.length === 0;
  at('problems').textContent = now.problems.join('\n');
  for (const line of now.log) {
    known.log = line.number;
    log(line.level, line.text);
  }
  if (now.descriptor) {
    const text = JSON.stringify(now.descriptor);
    if (text !== known.input) {
      known.input = text;
      describe(now.descriptor);
    }
  }
}

function log(level, text) {
  const end = at('log').scrollTop + at('log').clientHeight >= at('log').scrollHeight - 4;
  at('log').append(made('span', { className: level === 'ERROR' ? 'fault' : '', textContent: `${level.padEnd(6)} ${text}\n` }));
  if (end) at('log').scrollTop = at('log').scrollHeight;
}

// --- The form -----------------------------------------------------------------------------------

function describe(descriptor) {
  document.title = descriptor.title;
  at('title').textContent = descriptor.title;
  at('summary').textContent = descriptor.summary;
  const paths = descriptor.endpoints.map((endpoint) => endpoint.path);
  if (!paths.includes(known.endpoint)) known.endpoint = paths[0];
  at('endpoints').hidden = paths.length < 2;
  at('endpoint').replaceChildren(...paths.map((path) => made('option', { value: path, textContent: path })));
  at('endpoint').value = known.endpoint;
  at('endpoint').onchange = () => {
    known.endpoint = at('endpoint').value;
    offer(descriptor);
  };
  offer(descriptor);
}

/** The form and the examples of the endpoint that is chosen. */
function offer(descriptor) {
  const form = at('form');
  const endpoint = descriptor.endpoints.find(({ path }) => path === known.endpoint);
  const path = `/run/me/${descriptor.name}${endpoint.path === '/' ? '' : endpoint.path}`;
  const before = form.dataset.path === path ? values(form, true) : {};
  form.dataset.path = path;
  form.replaceChildren();
  const properties = endpoint.input.properties;
  if (properties) {
    const names = endpoint.input['x-fal-order-properties'] ?? Object.keys(properties);
    for (const name of names) form.append(field(name, properties[name], (endpoint.input.required ?? []).includes(name)));
  } else {
    form.append(field('*', { type: 'object', description: 'The input, a JSON object.', default: {} }, true));
  }
  form.append(made('button', { type: 'submit', textContent: 'Run' }),
      made('button', { type: 'button', id: 'cancel', textContent: 'Cancel', disabled: true, onclick: () => running?.abort() }));
  fill(form, before);
  const examples = endpoint.path === '/' ? descriptor.examples : endpoint.examples ?? [];
  at('examples').replaceChildren(...examples.map((example, n) =>
    made('button', { type: 'button', textContent: `Example ${n + 1}`, onclick: () => fill(form, example) })));
}

function field(name, schema, required) {
  const label = made('label', {}, `${schema.title ?? name}${required ? ' *' : ''}`);
  const control = controlOf(schema);
  control.name = name;
  if (control.kind === 'media') label.append(control.url, control);
  else label.append(control);
  if (schema.description) label.append(made('small', { textContent: schema.description }));
  return label;
}

function controlOf(schema) {
  if (schema['x-hearth-media']) {
    const accept = schema['x-hearth-media'] === 'file' ? '' : `${schema['x-hearth-media']}/*`;
    const file = made('input', { type: 'file', accept, kind: 'media' });
    file.url = made('input', { type: 'url', placeholder: 'URL, or choose a file' });
    return file;
  }
  if (schema.enum) {
    const select = made('select', { kind: 'choice' }, made('option', { value: '', textContent: '' }),
        ...schema.enum.map((value) => made('option', { value: JSON.stringify(value), textContent: String(value) })));
    if (schema.default !== undefined) select.value = JSON.stringify(schema.default);
    return select;
  }
  switch (schema.type) {
    case 'boolean':
      return made('input', { type: 'checkbox', kind: 'boolean', checked: schema.default === true });
    case 'integer':
    case 'number':
      return made('input', { type: 'number', kind: 'number', step: schema.type === 'integer' ? '1' : 'any',
        min: schema.minimum ?? '', max: schema.maximum ?? '', value: schema.default ?? '' });
    case 'string':
      return made((schema.maxLength ?? 1000) > 100 && !schema.pattern ? 'textarea' : 'input',
          { kind: 'text', value: schema.default ?? '' });
    default:
      return made('textarea', { kind: 'json', value: schema.default === undefined ? '' : JSON.stringify(schema.default) });
  }
}

/** What stands in the form; what is empty is left out, so that the function's defaults hold. */
function values(form, withoutFiles = false) {
  const input = {};
  for (const control of form.querySelectorAll('[name]')) {
    switch (control.kind) {
      case 'media':
        if (control.files.length && !withoutFiles) input[control.name] = control.files[0];
        else if (control.url.value) input[control.name] = control.url.value;
        break;
      case 'boolean': input[control.name] = control.checked; break;
      case 'number': if (control.value !== '') input[control.name] = Number(control.value); break;
      case 'choice': if (control.value !== '') input[control.name] = JSON.parse(control.value); break;
      case 'json': if (control.value.trim() !== '') input[control.name] = withoutFiles ? control.value : JSON.parse(control.value); break;
      default: if (control.value !== '') input[control.name] = control.value;
    }
  }
  return input;
}

function fill(form, input) {
  for (const control of form.querySelectorAll('[name]')) {
    const value = control.name === '*' && !('*' in input) && Object.keys(input).length ? input : input[control.name];
    if (value === undefined) continue;
    switch (control.kind) {
      case 'media': control.url.value = value; break;
      case 'boolean': control.checked = value; break;
      case 'choice': control.value = JSON.stringify(value); break;
      case 'json': control.value = typeof value === 'string' ? value : JSON.stringify(value); break;
      default: control.value = value;
    }
  }
}

function dataUri(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}

// --- A call -------------------------------------------------------------------------------------

async function run(event) {
  event.preventDefault();
  const form = at('form');
  running = new AbortController();
  at('cancel').disabled = false;
  at('output').className = '';
  at('output').textContent = 'running …';
  at('media').replaceChildren();
  try {
    let input = values(form);
    for (const [name, value] of Object.entries(input)) if (value instanceof File) input[name] = await dataUri(value);
    if ('*' in input) input = input['*'];
    const answer = await fetch(`${form.dataset.path}/stream`, { method: 'POST', signal: running.signal,
      headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(input) });
    if (answer.ok) await hear(answer.body);
    else fault(await answer.text());
  } catch (e) {
    fault(e.name === 'AbortError' ? 'cancelled' : String(e));
  } finally {
    running = null;
    at('cancel').disabled = true;
    at('progress').hidden = true;
  }
}

async function hear(body) {
  let text = '';
  for await (const part of body.pipeThrough(new TextDecoderStream())) {
    text += part;
    for (let end = text.indexOf('\n\n'); end >= 0; end = text.indexOf('\n\n')) {
      tell(text.slice(0, end));
      text = text.slice(end + 2);
    }
  }
}

function tell(block) {
  const kind = /^event: (.*)$/m.exec(block)?.[1] ?? 'output';
  const data = /^data: (.*)$/m.exec(block)?.[1];
  if (data === undefined) return;
  const value = JSON.parse(data);
  if (kind === 'log') log(value.level, value.message);
  else if (kind === 'progress') Object.assign(at('progress'), { hidden: false, max: Math.max(1, value.total), value: value.done });
  else if (kind === 'units') log('INFO', `billed for ${value} units`);
  else if (kind === 'error') fault(`${value.status} ${JSON.stringify(value.body, null, 2)}\n${value.stack}`);
  else output(value);
}

function fault(text) {
  at('output').className = 'fault';
  at('output').textContent = text;
}

function output(value) {
  at('output').textContent = JSON.stringify(value, null, 2);
  at('media').replaceChildren(...media(value));
}

function media(value) {
  if (Array.isArray(value)) return value.flatMap(media);
  if (value === null || typeof value !== 'object') return [];
  const type = String(value.content_type ?? '');
  if (typeof value.url === 'string' && type) {
    if (type.startsWith('image/')) return [made('img', { src: value.url, alt: value.file_name ?? '' })];
    if (type.startsWith('video/')) return [made('video', { src: value.url, controls: true })];
    if (type.startsWith('audio/')) return [made('audio', { src: value.url, controls: true })];
    return [made('a', { href: value.url, textContent: value.file_name ?? value.url })];
  }
  return Object.values(value).flatMap(media);
}

at('form').addEventListener('submit', run);
follow();
