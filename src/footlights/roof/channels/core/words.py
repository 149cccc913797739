"""What the house says in a conversation."""

from __future__ import annotations

from typing import Final

from footlights.kernel.text import Both

GREETING: Final = (
    "欢迎来到 Footlights。中英文均可，发送“帮助”查看可用功能。\n"
    "Welcome to Footlights. Write in Chinese or English; help tells what it can do."
)
HELP: Final = Both(
    "You can write:\n• help\n• The Quiet Sea 9/10 lovely — rates a work\n• ticket — what is on sale; ticket TITLE buys one\n"
    "• refund — gives your latest ticket back\n• consult — a careful health consultation (a demonstration)\n"
    "In an emergency call 999 (Britain) or 120 (China).",
    "您可以发送：\n• 帮助\n• 静海 9分 好看 —— 给作品评分\n• 买票 —— 查看在售票券；“买票 片名”即可购买\n"
    "• 退款 —— 退回最近一张票\n• 咨询 —— 健康咨询（演示）\n紧急情况请拨打 120（中国）或 999（英国）。",
)
NOT_UNDERSTOOD: Final = Both(
    "The house did not understand that. Write help to see what it can do.",
    "没有明白您的意思。发送“帮助”查看可用功能。",
)
ONLY_TEXT: Final = Both(
    "The house reads text only. Write help to see what it can do.",
    "目前仅支持文字消息。发送“帮助”查看可用功能。",
)
NO_WORK: Final = Both(
    "No work here is called {title}. Look it up: {address}", "没有找到作品“{title}”。可在此查找：{address}"
)
WHICH_WORK: Final = Both("Which one do you mean? {titles}", "您指的是哪一部？{titles}")
BAD_RATING: Final = Both("A rating is a whole number from 1 to 10.", "评分为 1 至 10 的整数。")
RATED: Final = Both(
    "{title}: {rating} out of 10 stands on your shelf.{comment}",
    "《{title}》已评 {rating} 分，记入您的书影架。{comment}",
)
COMMENTED: Final = Both(" “{text}”", "“{text}”")
ON_SALE: Final = Both(
    "On sale now:\n{lines}\nWrite: ticket TITLE", "正在售票：\n{lines}\n发送“买票 片名”购买"
)
NOTHING_ON_SALE: Final = Both("Nothing is on sale just now.", "目前没有在售票券。")
NO_TICKET: Final = Both("No ticket is sold for {title}.", "《{title}》没有售票。")
PAY: Final = Both(
    "{product}: {price}.\nPay here: {address}\nOrder {order}",
    "{product}：{price}。\n点此付款：{address}\n订单 {order}",
)
CANNOT_PAY: Final = Both(
    "{product}: {price}. It cannot be paid in this conversation; buy it on its page: {address}",
    "{product}：{price}。此对话中无法付款，请在页面购买：{address}",
)
PAID: Final = Both(
    "Paid: {product}. Your ticket is order {order}. Watch: {address}",
    "付款成功：{product}。票券订单号 {order}。观看：{address}",
)
REFUND_ASKED: Final = Both(
    "{amount} of order {order} is on its way back.", "订单 {order} 的 {amount} 正在退回。"
)
REFUNDED: Final = Both("{amount} of order {order} is back with you.", "订单 {order} 的 {amount} 已退回。")
NOTHING_TO_REFUND: Final = Both("You have no paid order to give back.", "您没有可退的订单。")
CONSENT: Final = Both(
    "{mark}\n\nWhat you tell about your health is kept for this consultation, and only you can read it. Write agree to begin, or stop.",
    "{mark}\n\n您提供的健康信息仅为本次咨询保存，只有您能查看。回复“同意”开始，或回复“结束”。",
)
CONSULT_AGAIN: Final = Both(
    "Write consult to begin another, or help.", "发送“咨询”可重新开始，或发送“帮助”。"
)
STOPPED: Final = Both(
    "The consultation has ended. Write help to see what else there is.",
    "咨询已结束。发送“帮助”查看其他功能。",
)
NOTHING_TO_STOP: Final = Both("There is nothing to stop. Write help.", "没有进行中的事项。发送“帮助”。")
NOTHING_TO_AGREE: Final = Both("Thank you; nothing asks for it just now.", "谢谢；目前没有需要同意的事项。")
HOW_TO_GO_ON: Final = Both("(Write stop to end the consultation.)", "（回复“结束”可退出咨询。）")
SIGN_IN: Final = Both(
    "Sign in first, so that it stands on your own shelf: {address}",
    "请先登录，以便记入您自己的账号：{address}",
)
FAULT: Final = Both(
    "Something went wrong here and the operator was told. What you wrote is kept.",
    "出现故障，已通知运维人员。您的消息已保存。",
)
GUEST: Final = Both("Guest {mark}", "来客{mark}")
CAUSE: Final = Both("• {name} ({share})", "• {name}（{share}）")
MAY_BE: Final = Both("What may be behind it:", "可能的原因：")
WHERE: Final = Both("In Britain: {britain} In China: {china}", "在中国：{china} 在英国：{britain}")
