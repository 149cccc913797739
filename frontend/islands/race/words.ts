/** What the game says, in both languages. */

export interface Both {
  en: string;
  zh: string;
}

const both = (en: string, zh: string): Both => ({ en, zh });

export const WORDS = {
  go: both("Go", "出发"),
  lap: both("Lap", "圈"),
  of: both("of", "/"),
  last: both("Last lap", "上一圈"),
  ghost: both("Ghost", "幽灵"),
  kmh: both("km/h", "公里/时"),
  nitro: both("Nitro", "氮气"),
  drift: both("Drift", "漂移"),
  jet: both("Lift and press the throttle!", "松开再踩油门！"),
  wrong: both("Wrong way", "方向反了"),
  pause: both("Pause", "暂停"),
  paused: both("Paused", "已暂停"),
  on: both("Carry on", "继续"),
  pausedNote: both("A race that was paused is driven to its end, but its time does not stand on the board.", "暂停过的比赛可以跑完，但成绩不上榜。"),
  restart: both("Restart", "重新开始"),
  leave: both("To the garage", "回到车库"),
  board: both("The board", "排行榜"),
  soundOn: both("Sound on", "打开声音"),
  soundOff: both("Sound off", "关闭声音"),
  left: both("Left", "左"),
  right: both("Right", "右"),
  brake: both("Brake", "刹车"),
  throttle: both("Throttle", "油门"),
  judged: both("The house drives your race again…", "本站正在复核您的成绩……"),
  kept: both("The house could not be reached. Your race is kept here; try again.", "无法连接本站。比赛记录已保留，请重试。"),
  again: both("Try again", "重试"),
  time: both("Your time", "您的成绩"),
  rank: both("Place {n} on the board", "榜上第 {n} 名"),
  own: both("Sign in before you race, and your time stands on the board.", "登录后比赛，成绩即可上榜。"),
  best: both("New best", "新纪录"),
  noWebgl: both("This browser draws no WebGL2, which the race needs. The boards can be read without it.", "此浏览器不支持竞速所需的 WebGL2；排行榜仍可查看。"),
  broken: both("The race cannot be loaded just now. Reload the page.", "暂时无法加载竞速，请刷新页面。"),
  game: both("The race. Arrows or WASD to drive; P pauses.", "竞速画面。方向键或 WASD 驾驶，P 暂停。"),
  map: both("Where you are on the circuit", "赛道位置图"),
} as const;
