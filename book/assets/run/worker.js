// The worker that holds Python. It does the jobs "start", "data", "load" and "run", and reports as it goes.
// A module worker: current Pyodide asks for one.

let python;
let FS; // Python's files

const tell = (kind, value) => postMessage({ kind, value });
self.tellPage = (kind, json) => tell(kind, JSON.parse(json)); // called from Python

onmessage = async ({ data: { id, job, ...request } }) => {
  try {
    postMessage({ kind: "done", id, value: await jobs[job](request) });
  } catch (error) {
    postMessage({ kind: "failed", id, value: String(error?.message ?? error), away: error instanceof Away });
  }
};

class Away extends Error {} // something that had to be fetched could not be

const jobs = {
  async start({ address, here, packages }) {
    tell("progress", "Step 1 of 3: fetching Python. The first time this takes a while.");
    const inside = bytes(new URL("inside.py", here));
    inside.catch(() => {}); // looked at below
    const indexURL = address.slice(0, address.lastIndexOf("/") + 1);
    try {
      const load = await loader(address);
      python = await load({ indexURL, packages }); // packages: since 0.24, fetched while Python starts
      FS = python.FS ?? python._module.FS; // the latter before 0.18
    } catch (error) {
      throw new Away(String(error));
    }
    put("/inside/inside.py", await inside);
    python.runPython("import sys; sys.path.insert(0, '/inside'); import inside");
  },

  // The package's data files, fetched when they are first needed.
  async data({ address, files }) {
    const contents = await Promise.all(files.map((name) => bytes(new URL(`files/${name}`, address))));
    files.forEach((name, i) => ["/course", "/practice"].forEach((folder) => put(`${folder}/${name}`, contents[i])));
  },

  async load({ packages }) {
    const missing = packages.filter((name) => !(name in python.loadedPackages));
    if (!missing.length) return;
    tell("progress", `Step 2 of 3: fetching ${missing.map((name) => TITLES[name]).join(" and ")}.`);
    const problems = [];
    const errorCallback = (problem) => problems.push(problem);
    const quietly = Object.assign(() => {}, { messageCallback() {}, errorCallback }); // before 0.23 a function
    try {
      const coming = python.loadPackage(missing, quietly, errorCallback);
      await Promise.race([coming, readAhead()]);
      await coming;
    } catch (error) {
      throw new Away(String(error));
    }
    if (missing.some((name) => !(name in python.loadedPackages))) throw new Away(problems.join(" "));
  },

  run({ request }) {
    self.request = JSON.stringify(request);
    return JSON.parse(python.runPython("inside.answer()"));
  },
};

const TITLES = { numpy: "NumPy", matplotlib: "Matplotlib" };

// Parts of Python itself that NumPy and Matplotlib will ask for, read while these are still on their way.
const AHEAD =
  "unittest xml.etree.ElementTree shutil datetime pathlib urllib.parse pickle locale random tempfile argparse pprint uuid " +
  "calendar gzip hashlib decimal";

async function readAhead() {
  for (const name of AHEAD.split(" ")) {
    await new Promise((next) => setTimeout(next));
    python.runPython(`import ${name}`);
  }
}

async function loader(address) {
  if (address.endsWith(".mjs")) return (await import(address)).loadPyodide;
  // Pyodide before 0.18 has only a classic script, which fetches others with importScripts.
  self.importScripts = (...urls) => urls.forEach(runScript);
  runScript(address);
  return self.loadPyodide;
}

function runScript(url) {
  const request = new XMLHttpRequest();
  request.open("GET", url, false);
  request.send();
  if (request.status >= 400) throw new Error(`${url}: ${request.status}`);
  (0, eval)(`${request.responseText}\n//# sourceURL=${url}`);
}

async function bytes(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Away(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

function put(path, content) {
  let folder = "";
  for (const part of path.split("/").slice(1, -1)) {
    folder += `/${part}`;
    if (!FS.analyzePath(folder).exists) FS.mkdir(folder);
  }
  FS.writeFile(path, content);
}
