"""Names of people: the family name, and a normalised form for searching."""

from __future__ import annotations

import re
import unicodedata

from vocabulary import texts

#: Fixed to one version of Unicode, so that prints made before an update still match.
_SAME_SHAPES = unicodedata.ucd_3_2_0.normalize
_BETWEEN = re.compile(f"[{texts.BLANKS}{texts.MARKS}{texts.UNSEEN}]+")

#: Family names of two characters (复姓), in both scripts. Those that are more often one family name
#: and half of a given name, such as 宗政 and 梁丘, are left out: they would show too much.
_COMPOUND = re.compile(
    "欧阳|歐陽|司马|司馬|上官|诸葛|諸葛|东方|東方|皇甫|尉迟|尉遲|公孙|公孫|慕容|令狐|宇文|长孙|長孫|"
    "司徒|司空|司寇|夏侯|轩辕|軒轅|端木|独孤|獨孤|南宫|南宮|闻人|聞人|赫连|赫連|澹台|澹臺|濮阳|濮陽|"
    "淳于|单于|單于|太叔|申屠|钟离|鍾離|鲜于|鮮于|闾丘|閭丘|亓官|巫马|巫馬|公冶|公羊|公西|颛孙|顓孫|"
    "漆雕|谷梁|穀梁|拓跋|呼延|东郭|東郭|南门|南門|西门|西門|羊舌|百里|万俟|萬俟|太史|达奚|達奚|纳兰|"
    "納蘭|完颜|完顏|耶律|第五|东野|東野"
)
_COMPOUND_LENGTH = 2


def family_name(name: str) -> str:
    """欧 of 欧文, 欧阳 of 欧阳建国; the first character of any other name."""
    is_compound = len(name) > _COMPOUND_LENGTH and _COMPOUND.match(name)
    return name[:_COMPOUND_LENGTH] if is_compound else name[:1]


def same_name(text: str) -> str:
    """The letters of a name alone: blanks, points between its parts and upper case say nothing.

    阿依古丽·买买提 is 阿依古丽买买提, and Li Ming is liming. All other characters are kept: 王 is not 王𮯰. Empty
    where there is no letter.
    """
    return _BETWEEN.sub("", _SAME_SHAPES("NFKC", text).casefold())
