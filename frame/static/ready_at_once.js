// Stands where Streamlit's way of asking for an element's script does (frame/serving/page.py maps its address). That way
// answers later even when the script has run: a grey field is drawn first, and React lets that stand for 0.3 s. The
// scripts of the first screen run ahead here, and whoever asks for one is answered at once.
import { t as ask } from "streamlit/preload-helper";

const { imports } = JSON.parse(document.querySelector("script[type=importmap]").textContent);
const ready = new Map();
for (const name of Object.keys(imports).filter((name) => name.startsWith("streamlit/"))) {
  const address = import.meta.resolve(name);
  if (!(imports[name] in imports)) {
    import(name).then((script) => ready.set(address, script));
  }
}

// `needs` are the scripts an element needs, its own first.
export const t = (load, needs, base) => {
  const script = needs?.length && ready.get(new URL(needs[0], base).href);
  return script ? { then: (answer) => answer(script) } : ask(load, needs, base);
};
