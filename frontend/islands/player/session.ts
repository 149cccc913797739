/** What the machine's own media keys and lock screen know of the film. */

const STEP_SECONDS = 10;

export function tell(video: HTMLVideoElement, title: string): void {
  const session = navigator.mediaSession;
  if (!session || typeof MediaMetadata === "undefined") return;
  session.metadata = new MediaMetadata({ title, artist: "Footlights", ...(video.poster ? { artwork: [{ src: video.poster }] } : {}) });
  const acts: [MediaSessionAction, MediaSessionActionHandler][] = [
    ["play", () => void video.play()],
    ["pause", () => video.pause()],
    ["seekbackward", (asked) => step(video, -(asked.seekOffset ?? STEP_SECONDS))],
    ["seekforward", (asked) => step(video, asked.seekOffset ?? STEP_SECONDS)],
    ["seekto", (asked) => step(video, (asked.seekTime ?? video.currentTime) - video.currentTime)],
  ];
  for (const [name, act] of acts) {
    try {
      session.setActionHandler(name, act);
    } catch {
      // A browser that does not know an act leaves it out.
    }
  }
}

export function step(video: Pick<HTMLVideoElement, "currentTime" | "duration">, seconds: number): void {
  const last = Number.isFinite(video.duration) ? video.duration : Infinity;
  video.currentTime = Math.min(last, Math.max(0, video.currentTime + seconds));
}
