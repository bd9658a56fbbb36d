// The phones API. Addresses are relative, so that the park can be mounted anywhere.

export async function ask(path, wish, method) {
  const options = { method: method ?? (wish === undefined ? "GET" : "POST") };
  if (wish instanceof FormData) options.body = wish;
  else if (wish !== undefined) Object.assign(options, { body: JSON.stringify(wish), headers: { "Content-Type": "application/json" } });
  const answer = await fetch(path, options);
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.description ?? answer.statusText);
  return body;
}

export const phones = () => ask("phones");
export const openPhone = (wish) => ask("phones", wish);
export const phone = (chat) => ask(`phones/${chat}`);
export const messages = (chat) => ask(`phones/${chat}/messages`);
export const act = (chat, deed, wish = {}) => ask(`phones/${chat}/${deed}`, wish);

export function sendFiles(chat, kind, files, more = {}) {
  const form = new FormData();
  form.append("kind", kind);
  for (const [name, value] of Object.entries(more)) if (value) form.append(name, value);
  for (const file of files) form.append("file", file, file.name);
  return ask(`phones/${chat}/files`, form);
}
