// The API key, where the server asks for one: kept by this tab, and gone with it.

const KEY = "tabletalk.api-key";

/** A request was refused for want of a key: whoever shows the page asks for it. */
export const NEEDED = "api-key-needed";

export const key = () => sessionStorage.getItem(KEY);
export const keep = (text) => sessionStorage.setItem(KEY, text);
export const forget = () => sessionStorage.removeItem(KEY);

/** What a request of the page carries besides. */
export const headers = () => (key() ? { Authorization: `Bearer ${key()}` } : {});
