const themes = [
  { scheme: "light dark", name: "system" },
  { scheme: "light", name: "light" },
  { scheme: "dark", name: "dark" },
];

/** A button that goes through the themes. Without scripts the system's is used and there is no button. */
export function openThemeButton(button: HTMLElement): void {
  let current = 0;
  const show = () => {
    const { scheme, name } = themes[current] as (typeof themes)[number];
    document.documentElement.style.colorScheme = scheme;
    button.textContent = `Theme: ${name}`;
  };
  button.addEventListener("click", () => {
    current = (current + 1) % themes.length;
    show();
  });
  show();
  button.hidden = false;
}
