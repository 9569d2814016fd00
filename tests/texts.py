"""What people write: one table for every door, print, workbook and page.

`TEXTS` says what each kind of field keeps of a text, or the code of its refusal.
`PHONES` and `HOUSEHOLDS` hold, for each thing, the writings that mean it.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Refused:
    """With this code, under the field that holds it."""

    code: str


Kept = str | Refused
_CONTROL, _PICTURE, _LETTERLESS = Refused("not_storable"), Refused("picture"), Refused("no_letter")


@dataclass(frozen=True)
class Written:
    """A text, and what becomes of it as prose, as a line and as a name."""

    text: str
    prose: Kept
    line: Kept
    name: Kept


def _same(text: str) -> Written:
    return Written(text, text, text, text)


def _refused(text: str) -> Written:
    return Written(text, _CONTROL, _CONTROL, _CONTROL)


TEXTS: dict[str, Written] = {
    "plain": _same("敖建南"),
    # Refused everywhere.
    "NUL": _refused("敖\x00建南"),
    "bell": _refused("敖建南\x07"),
    "vertical tab": _refused("敖\x0b建南"),
    "escape": _refused("\x1b[31m敖建南"),
    "delete": _refused("敖建南\x7f"),
    "one-byte escape": _refused("\x9b31m敖建南"),
    "U+FFFE": _refused("敖\ufffe建南"),
    "U+FFFF": _refused("敖建南\uffff"),
    "noncharacter": _refused("敖\ufdd0建南"),
    "noncharacter above": _refused("敖\U0001fffe建南"),
    "first half": _refused("敖\ud83d建南"),
    "second half": _refused("\udc00敖建南"),
    # Blanks.
    "tab": Written("敖\t建南", "敖\t建南", "敖 建南", "敖 建南"),
    "lines": Written("敖\r\n建南\n", "敖\r\n建南\n", "敖 建南", "敖 建南"),
    "line of Unicode": Written("敖\u2028建南", "敖\u2028建南", "敖 建南", "敖 建南"),
    "leading": Written("  敖建南 ", "  敖建南 ", "敖建南", "敖建南"),
    "U+3000": Written("\u3000敖\u3000建南", "\u3000敖\u3000建南", "敖 建南", "敖 建南"),
    "U+00A0": Written("敖\u00a0\u00a0建南", "敖\u00a0\u00a0建南", "敖 建南", "敖 建南"),
    "only blanks": Written(" \u3000\n", *[Refused("blank")] * 3),
    "nothing to see": Written("\u200b\u2060\ufeff", *[Refused("blank")] * 3),
    "filler": Written("\u3164", *[Refused("blank")] * 3),
    # Not to be seen.
    "turned": Written("\u202e志同\u202c", "志同", "志同", "志同"),
    "isolated": Written("\u2067志同\u2069", "志同", "志同", "志同"),
    "of no width": Written("敖\u200b建\ufeff南", "敖建南", "敖建南", "敖建南"),
    "joined": Written("敖\u200d建南", "敖\u200d建南", "敖建南", "敖建南"),
    "selected": Written("葛\U000e0100飾", "葛\U000e0100飾", "葛飾", "葛飾"),
    "tagged": Written("敖\U000e0001建南", "敖建南", "敖建南", "敖建南"),
    # Pictures.
    "picture": Written("敖建南👍", "敖建南👍", "敖建南👍", _PICTURE),
    "family": Written("👨\u200d👩 敖", "👨\u200d👩 敖", "👨👩 敖", _PICTURE),
    "star": Written("敖建南★", "敖建南★", "敖建南★", _PICTURE),
    "only marks": Written("·-·", "·-·", "·-·", _LETTERLESS),
    "only points": Written("……。", "……。", "……。", _LETTERLESS),
    "a picture alone": Written("👍", "👍", "👍", _PICTURE),
    "digits": _same("3-2-501"),
    # Rare and of other scripts: they stay, whatever the interpreter knows of them.
    "beyond the first plane": _same("王𠮷"),
    "extension E": _same("王𫰠"),
    "extension F": _same("王𬭎"),
    "extension H": _same("王\U00031350"),
    "extension I": _same("王\U0002ebf0"),
    "private use": _same("王\ue000"),
    "Uyghur": _same("ئايگۈل مەمەت"),
    "Tibetan": _same("བསྟན་འཛིན"),
    "Mongolian": _same("ᠮᠥᠩᠭᠡ"),
    "Mongolian with a selector": _same("ᠨ᠋ᠠ"),
    "Yi": _same("ꆈꌠ"),
    "points": _same("阿依古丽·买买提"),
    "Latin": _same("José Ñúñez-O'Neill"),
}

#: What is read as the key, in any of these writings.
PHONES: dict[str, tuple[str, ...]] = {
    "13800138000": (
        "13800138000", "138-0013-8000", "138 0013 8000", "+86 13800138000", "0086-138 00138000",
        "１３８００１３８０００", "013800138000", "+86 013800138000", "(+86)138-0013-8000",
        "\u202d138 0013 8000\u202c", "138\u200b0013\u200b8000", "138－0013－8000", "8613800138000",
        "138.0013.8000", "13800138000转2",
    ),
    "075526561234": (
        "0755-26561234", "(0755)26561234", "（0755）26561234", "+86 755 2656 1234",
        "0086-755-26561234", "+86 0755-26561234", "0755 2656 1234", "0755-2656-1234",
        "755-26561234", "86 755 26561234",
    ),
    "075526561234-801": (
        "0755-26561234-801", "0755-26561234转801", "0755-26561234 转 801", "0755-26561234分机801",
        "(0755)26561234 ext. 801", "+86 755 26561234#801", "0755-26561234x801",
    ),
    "075526561234-802": ("0755-26561234-802",),
    "01065123456": ("010-65123456", "+86 10 6512 3456", "(010)6512-3456"),
    "+85291234567": ("+852 9123 4567", "00852-91234567", "852 91234567", "+852-9123-4567"),
    "4008301234": ("400-830-1234", "4008301234", "+86 400 830 1234"),
    "26561234": ("26561234", "2656 1234", "2656-1234"),
    "12345": ("12345",),
}  # fmt: skip
NO_PHONES = (
    "",
    "电话",
    "1380",
    "1380013800a",
    "13800138000!",
    "1" * 41,
    "+",
    "138--------00138000",
)

HOUSEHOLDS: dict[str, tuple[str, ...]] = {
    "3-2-501": (
        "3栋2单元501", "3 栋2单元 501室", "３栋２单元-501房", "3栋,2单元。501", "3-2-501", "3/2/501室",
        "三栋2单元501", "第3栋2单元501", "第三栋第二单元501室", "三栋二单元五〇一", "三幢二单元五零一室",
        "3棟2單元501", "3栋2单元0501", "3\u200b栋2单元501",
    ),
    "1-4": ("1栋04号", "1栋4号", "一栋四号", "01栋4号", "第一栋4号"),
    "12-301": ("12栋301", "十二栋三零一室", "第十二栋301"),
    "103": ("103号", "一百零三号"),
    "荔林花园3-a-501": ("荔林花园 3 栋 A座 501", "荔林花园,3栋a-501室", "荔林花园三栋A座501"),
    "五一路3-2": ("五一路3号2楼", "五一路三号二楼"),
}  # fmt: skip

#: A name and what others see of it.
MASKED_NAMES = {
    "欧阳建国": "欧阳*",
    "歐陽建國": "歐陽*",
    "诸葛亮": "诸葛*",
    "司马": "司*",
    "欧文": "欧*",
    "张三丰": "张*",
    "𠮷田": "𠮷*",
    "阿依古丽·买买提": "阿*",
    "Li Lei": "L*",
}
