// Makes elements. What comes from data only ever becomes text, never markup.

export function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.dir = "auto"; // data may be written from right to left
  made.append(...children);
  return made;
}
