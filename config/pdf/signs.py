"""Signs that people write and fonts lack: what stands for them on paper."""

SUBSTITUTE = "□"
# A relative that the fonts have. Only for what none of them has themselves.
RELATIVES = {
    **dict.fromkeys("✅", "✔"),
    **dict.fromkeys("❌❎", "✘"),
    **dict.fromkeys("⭐🌟🌠", "★"),
    **dict.fromkeys("❗❕", "!"),
    **dict.fromkeys("❓❔", "?"),
    **dict.fromkeys("👉", "☞"),
    **dict.fromkeys("👆", "☝"),
    **dict.fromkeys("🙂🤗🤩🥰🥳🫶", "☺"),
    **dict.fromkeys("🙁😕🥺", "☹"),
    **dict.fromkeys("💙💚💛💜🧡🖤🤍💖💕", "❤"),
    **dict.fromkeys("🔴🟠🟡🟢🔵🟣", "●"),
    **dict.fromkeys("\U0001f3fb\U0001f3fc\U0001f3fd\U0001f3fe\U0001f3ff", ""),  # the colour of a hand
    **dict.fromkeys("🟥🟧🟨🟩🟦🟪", "■"),
}
PICTURES = range(0x1F000, 0x1FB00)  # Unicode's blocks of pictures
FACES = range(0x1F600, 0x1F641)  # those of them that the fonts have


def substitute(code: int) -> str:
    """What is printed where no font has the character."""
    return RELATIVES.get(chr(code), SUBSTITUTE)


def not_printed(text: str) -> list[str]:
    """The pictures in a text that become “□” on paper, each once and in order."""
    lost = (sign for sign in text if ord(sign) in PICTURES and ord(sign) not in FACES and sign not in RELATIVES)
    return list(dict.fromkeys(lost))
