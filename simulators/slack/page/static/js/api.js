// The control API of the local Slack: everything that the page does goes through here.

/** The local Slack does not let the person do this; `message` says why. */
export class Refused extends Error {}

/** The whole workspace as it is now. */
export async function fetchState() {
  const response = await fetch("/_control/state");
  return response.json();
}

/** Do an act in somebody's name; the answer is its result. */
export async function act(name, given) {
  const answer = await post(`/_control/acts/${name}`, given);
  if (!answer.ok) throw new Refused(answer.refused);
  return answer.result;
}

/** Ask something of the simulated Calls API. */
export async function callsControl(path, body, method = "POST") {
  const answer = await post(`/_calls${path}`, body, method);
  if (answer?.error) throw new Refused(answer.error);
  return answer;
}

async function post(path, body, method = "POST") {
  let response;
  try {
    response = await fetch(path, {
      method,
      headers: { "Content-Type": "application/json" },
      body: method === "DELETE" ? undefined : JSON.stringify(body ?? {}),
    });
  } catch {
    throw new Refused("The local Slack does not answer. Is it still running?");
  }
  const text = await response.text();
  try {
    return JSON.parse(text);
  } catch {
    throw new Refused(text || `HTTP ${response.status}`);
  }
}

/** A file as the acts take it: its name, and its bytes in base64. */
export function encodeFile(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve({ name: file.name, base64: reader.result.split(",")[1] ?? "" });
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
