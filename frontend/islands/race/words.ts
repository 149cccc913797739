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
  pausedNote: both("The race's clock stands still. It can stand still {n} more times, ten minutes in all.", "比赛计时已停。还可暂停 {n} 次，合计不超过十分钟。"),
  pausedTooOften: both("Paused more than three times: you can drive on to the end, but this time will not stand on the board.", "暂停已超过三次：可以跑完，但本局成绩不上榜。"),
  notTheSame: both("Driven again, it did not come out the same.", "复核结果与成绩不一致。"),
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

/** Why a race is refused, where a driver can do something about it. */
export const REASONS: Readonly<Record<string, Both>> = {
  slow_motion: both("It took longer on the clock than it lasts: the computer was too slow, or the network was away. Try a smaller window.", "比赛用时超出计时：设备过慢或网络中断。请缩小窗口再试。"),
  fast_forward: both("It was sent faster than anyone can drive it.", "提交速度快于实际驾驶。"),
  too_many_stops: WORDS.pausedTooOften,
  stopped_too_long: both("It was paused for more than ten minutes.", "暂停时间超过十分钟。"),
};
