// One stream of events for all phones. It comes back by itself after a restart and goes on where it stopped.

const KINDS = ["message", "edited", "deleted", "toast", "chat", "clock", "commands", "faults", "reset"];
const PAUSE = 1500;

export function follow(after, onEvent, onState) {
  let last = after;
  let source = null;
  const open = () => {
    source = new EventSource(`events?after=${last}`);
    source.onopen = () => onState(true);
    source.onerror = () => {
      onState(false);
      if (source.readyState === EventSource.CLOSED) setTimeout(open, PAUSE);
    };
    for (const kind of KINDS) source.addEventListener(kind, heard);
  };
  const heard = (event) => {
    last = Number(event.lastEventId) || last;
    onEvent(event.type, JSON.parse(event.data));
  };
  addEventListener("pagehide", () => source.close());
  addEventListener("pageshow", (event) => event.persisted && open());
  open();
}
