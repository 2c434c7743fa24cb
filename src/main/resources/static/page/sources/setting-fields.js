// The settings of a source as fields of a form.

import { html } from "lit";
import { heading } from "../shared/format.js";

const MASK = "********";

/** A labelled field. `form` is how the kind describes the setting. */
export function field(form, value, hint = "") {
  return html`<label class=${form.form === "structure" ? "wide" : ""}>${heading(form.name)}${input(form, value, hint)}</label>`;
}

function input({ name, form, required, values }, value, hint) {
  const text = written(form, value);
  if (form === "secret") {
    return html`<input name=${name} type="password" autocomplete="new-password" ?required=${required && value !== MASK} placeholder=${value === MASK ? "unchanged" : hint}>`;
  }
  if (form === "boolean" || values.length > 0) {
    const all = form === "boolean" ? ["true", "false"] : values;
    return html`<select name=${name}><option value="" ?selected=${text === ""}>${required ? "choose" : "default"}</option>${all.map((each) => html`<option value=${each} ?selected=${each === text}>${form === "boolean" ? { true: "yes", false: "no" }[each] : each}</option>`)}</select>`;
  }
  if (form === "structure") {
    return html`<textarea name=${name} spellcheck="false" ?required=${required} placeholder=${hint || "{ JSON }"} .value=${text}></textarea>`;
  }
  return html`<input name=${name} type=${form === "number" ? "number" : "text"} step="any" ?required=${required} placeholder=${hint || (form === "list" ? "one, another" : "")} .value=${text}>`;
}

/** A value as its field shows it. */
function written(form, value) {
  if (value === null || value === undefined || value === MASK) {
    return "";
  }
  if (form === "structure") {
    return Object.keys(value).length === 0 ? "" : JSON.stringify(value, null, 2);
  }
  return form === "list" ? value.join(", ") : String(value);
}

/** What a field's text stands for, null when it is empty. Throws a SyntaxError for what is no JSON. */
function read(form, text) {
  if (text === "") {
    return null;
  }
  switch (form) {
    case "structure":
      return JSON.parse(text);
    case "list":
      return text.split(",").map((each) => each.trim()).filter(Boolean);
    case "number":
      return Number(text);
    case "boolean":
      return text === "true";
    default:
      return text;
  }
}

/** The settings that were entered. */
export function entered(forms, data) {
  const found = {};
  for (const { name, form } of forms) {
    const value = read(form, (data.get(name) ?? "").trim());
    if (value !== null) {
      found[name] = value;
    }
  }
  return found;
}

/** What differs from the settings as they are; what is empty now is null. Credentials that were not entered stay. */
export function changes(forms, before, data) {
  const found = {};
  for (const { name, form } of forms) {
    const text = (data.get(name) ?? "").trim();
    const isSame = form === "secret" ? text === "" : text === written(form, before[name]).trim();
    if (!isSame) {
      found[name] = read(form, text);
    }
  }
  return found;
}

/** A value to be looked at; empty when it is not set. */
export function shown(form, value) {
  return value === MASK ? MASK : written(form, value);
}
