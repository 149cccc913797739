/** What an upload says, in both languages. */

export interface Words {
  going: (done: string, whole: string, speed: string, left: string) => string;
  paused: string;
  waiting: string;
  done: string;
  pause: string;
  goOn: string;
  cancel: string;
  failed: string;
  unfinished: string;
  bar: string;
}

export const EN: Words = {
  going: (done, whole, speed, left) => `${done} of ${whole}${speed && `, ${speed} a second`}${left && `, about ${left} left`}`,
  paused: "Paused. What has arrived stays for a day.",
  waiting: "The connection is gone; the upload goes on by itself when it is back.",
  done: "The file has arrived.",
  pause: "Pause",
  goOn: "Go on",
  cancel: "Choose another file",
  failed: "The file was not taken:",
  unfinished: "Wait until the file has arrived.",
  bar: "Upload",
};

export const ZH: Words = {
  going: (done, whole, speed, left) => `${done} / ${whole}${speed && `，每秒 ${speed}`}${left && `，约剩 ${left}`}`,
  paused: "已暂停。已上传的部分保留一天。",
  waiting: "连接中断；恢复后将自动继续上传。",
  done: "文件已上传。",
  pause: "暂停",
  goOn: "继续",
  cancel: "重新选择文件",
  failed: "文件未被接受：",
  unfinished: "请等待文件上传完成。",
  bar: "上传进度",
};
