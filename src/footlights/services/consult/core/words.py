"""What the service says: plainly, never as a diagnosis, never more than it knows."""

from __future__ import annotations

from typing import Final

from footlights.kernel.text import Both

BEFORE_ANYTHING: Final = Both(
    "Do not write here but call 999 (Britain) or 120 (China) now for: heavy or sudden chest pain; trouble breathing; a face that "
    "droops, a weak arm or lost speech; somebody who cannot be woken, or a fit; bleeding that will not stop; swelling of lips or "
    "throat; a rash that does not fade under a glass; something poisonous or too much medicine; a baby that is floppy or blue; "
    "thoughts of ending your life. I do not understand every way of saying these.",
    "如有以下情况，请不要在此留言，立即拨打 120（中国）或 999（英国）：剧烈或突发的胸痛；呼吸困难；嘴角歪斜、一侧手臂无力或说不出话；叫不醒或抽搐；"
    "血流不止；嘴唇或喉咙肿胀；按压不褪色的皮疹；误服毒物或服药过量；宝宝软弱无力或发紫；有轻生念头。我未必听得懂每一种说法。",
)
FIRST_QUESTION: Final = Both(
    "What is troubling you? Tell me in your own words: what you feel, where, since when.",
    "您哪里不舒服？请用自己的话告诉我：什么感觉、在哪里、从什么时候开始。",
)
NOT_UNDERSTOOD: Final = Both(
    "I did not understand that as something about your health, and I will not guess. Try a short sentence, such as "
    "'a sore throat and fever since yesterday'. In an emergency call 999 (Britain) or 120 (China).",
    "我没能理解这与您的健康有何关系，也不会猜测。请用一句简短的话描述，例如“嗓子疼、发烧，从昨天开始”。紧急情况请拨打 120（中国）或 999（英国）。",
)
TOO_LONG: Final = Both(
    "That is too long for me to read with care. Please say the most important in a few sentences.",
    "内容过长，我无法仔细阅读。请用几句话说明最重要的情况。",
)
UNDERSTOOD: Final = Both(
    "I understood: {en}. Put me right at any time.", "我的理解是：{zh}。如有不对，请随时纠正。"
)
ASK: Final = Both("Does this apply: {finding_en}?", "是否有：{finding_zh}？")
CLOSED: Final = Both(
    "This consultation has ended. Begin another if something has changed.",
    "本次咨询已结束。如有变化，请重新开始。",
)
CHILD: Final = Both(
    "If you are under 16, please sit down with a grown-up you trust and go through this together.",
    "如果您未满 16 岁，请和您信任的成年人一起完成咨询。",
)
INFANT: Final = Both(
    "A baby under one should be looked at by a person. Please speak to a doctor or nurse today; if the baby is floppy, hard "
    "to wake, blue or struggling to breathe, call 999 (Britain) or 120 (China) now.",
    "未满一岁的婴儿应由医护人员当面查看。请今天联系医生或护士；如果宝宝软弱无力、叫不醒、发紫或呼吸费力，请立即拨打 120（中国）或 999（英国）。",
)
PREGNANT: Final = Both(
    "Since you are pregnant, please tell your midwife or doctor about this today; do not rely on me.",
    "您正在怀孕，请今天告知助产士或医生，不要依赖本服务。",
)
EMERGENCY: Final = Both(
    "What you describe may be an emergency. Call 999 (Britain) or 120 (China) now, or go to an emergency department. Do "
    "not drive yourself. Stay with someone. I stop asking here.",
    "您描述的情况可能是急症。请立即拨打 120（中国）或 999（英国），或前往急诊。请不要自己开车，身边留人陪伴。我不再继续提问。",
)
SELF_HARM: Final = Both(
    "I am glad that you said so. You deserve help from a person, now. Britain: call 999 in danger, Samaritans on 116 123 "
    "at any hour. China: call 120 or 110 in danger, the psychological help line 12356. If you can, tell somebody near you "
    "and stay with them.",
    "谢谢您说出来。您值得立刻得到真人的帮助。中国：危险时拨打 120 或 110，心理援助热线 12356。英国：危险时拨打 999，Samaritans 全天热线 116 123。"
    "如果可以，请告诉身边的人，并和他们在一起。",
)
MARK: Final = Both(
    "Demonstration, not medical advice. {reviewed} of {entries} entries reviewed by a clinician.",
    "仅供演示，并非医疗建议。{entries} 个条目中已有 {reviewed} 个经临床医生审核。",
)
ADVICE: Final = {
    "self-care": Both(
        "Rest, drink enough, and ask a pharmacist about medicines. See a doctor if it gets worse, or is not better within "
        "a week.",
        "注意休息，多喝水，用药可咨询药师。若加重，或一周内没有好转，请就医。",
    ),
    "primary": Both(
        "Book an appointment in the next days and take this note with you. Sooner if it gets worse.",
        "请在近几天内预约就诊，并带上这份记录。若加重，请提前就医。",
    ),
    "urgent": Both(
        "Somebody should see you today. If you feel much worse while waiting, treat it as an emergency.",
        "请今天就诊。等待期间若明显加重，请按急症处理。",
    ),
    "emergency": EMERGENCY,
}
SAFETY_NET: Final = Both(
    "Call 999 or 120 at once for chest pain, trouble breathing, confusion, a fit, fainting, weakness of one side, a rash "
    "that does not fade, or heavy bleeding.",
    "如出现胸痛、呼吸困难、意识模糊、抽搐、晕厥、一侧无力、按压不褪色的皮疹或大出血，请立即拨打 120 或 999。",
)
