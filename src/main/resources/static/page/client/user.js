// Who is asking: a name of this browser's own, so that each has its conversations to itself.

const KEY = "tabletalk.user";

export function user() {
  return localStorage.getItem(KEY) ?? introduce();
}

function introduce() {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  const name = `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")}`;
  localStorage.setItem(KEY, name);
  return name;
}
