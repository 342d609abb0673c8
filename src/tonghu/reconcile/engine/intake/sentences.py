"""拒收与提示用语: every sentence this package says, in one place, so that a person can review them."""

from __future__ import annotations

from typing import Final


class Refusal(Exception):
    """拒收: the file or sheet gives no record; `text` says why and what to do."""

    def __init__(self, code: str, **values: object) -> None:
        super().__init__(code)
        self.code = code
        self.text = say(code, **values)


REFUSALS: Final[dict[str, str]] = {
    "missing": "找不到这个文件，请核对路径后再试。",
    "unreadable": "文件打不开，可能已损坏或没有读取权限，请用 Excel 或 WPS 打开后另存为 xlsx 再报。",
    "unknown_type": "不认识“{ext}”这种文件，请另存为 xlsx 或 csv 后再报。",
    "empty": "文件是空的，没有任何内容，请确认后重新报送。",
    "header_only": "只有表头，没有一行数据，请填好后重新报送。",
    "too_large": "文件有{size}，超过上限{limit}，请按学校或村拆成几个文件再报。",
    "password": "文件设了打开密码，无法读取，请取消密码后重新保存再报。",
    "wrong_xlsx_ole": "扩展名是“{ext}”，内容却是旧版 xls 格式，请用 Excel 打开后另存为 xlsx 再报。",
    "wrong_xls_zip": "扩展名是“{ext}”，内容却是 xlsx 工作簿，请把扩展名改为 xlsx 后再报。",
    "wrong_html": "扩展名是“{ext}”，内容却是网页，请用 Excel 打开后另存为 xlsx 再报。",
    "wrong_xml": "扩展名是“{ext}”，内容却是 XML 表格，请用 Excel 打开后另存为 xlsx 再报。",
    "wrong_text": "扩展名是“{ext}”，内容却是纯文本，请把扩展名改为 csv，或用 Excel 打开后另存为 xlsx 再报。",
    "wrong_csv_zip": "扩展名是“{ext}”，内容却是压缩包或工作簿，请改用正确的扩展名 xlsx，或解压后再报。",
    "wrong_csv_ole": "扩展名是“{ext}”，内容却是旧版 Office 文件，请用 Excel 打开后另存为 xlsx 再报。",
    "wrong_pdf": "扩展名是“{ext}”，内容却是 PDF，请报送原来的电子表格。",
    "wrong_image": "扩展名是“{ext}”，内容却是图片，请报送原来的电子表格。",
    "wrong_binary": "扩展名是“{ext}”，内容却不是表格，请用 Excel 或 WPS 打开后另存为 xlsx 再报。",
    "not_a_workbook": "这是压缩包，但里面不是 Excel 工作簿，请解压后报送其中的表格。",
    "bomb": "文件展开后大得不正常（{detail}），疑似压缩炸弹，已拒绝打开，请用 Excel 另存为新文件再报。",
    "nested": "工作簿里嵌有另一个压缩包或文档，为安全起见不予读取，请删去嵌入的对象后另存再报。",
    "bad_names": "工作簿内部的文件名不正常，疑似被人改动，已拒绝打开，请用 Excel 另存为新文件再报。",
    "bad_zip": "工作簿内部结构不正常，疑似损坏或被人改动，请用 Excel 打开后另存为 xlsx 再报。",
    "entities": "工作簿内含外部实体定义，这不是 Excel 会写的内容，已拒绝打开，请用 Excel 另存为新文件再报。",
    "claimed": "工作表“{sheet}”声称有{rows}行×{columns}列，超过可读范围，已拒绝打开，请删去多余的空行空列后另存再报。",
    "cells": "工作表“{sheet}”有{count}个单元格，超过上限{limit}个，请拆成几个文件或另存为 csv 再报。",
    "too_many_rows": "表有{count}行，超过上限{limit}行，请拆成几个文件再报。",
    "too_many_columns": "表有{count}列，超过上限{limit}列，请删去多余的列后再报。",
    "too_many_sheets": "工作簿有{count}个工作表，超过上限{limit}个，请拆成几个文件再报。",
    "not_text": "文字编码无法识别，内容不像文本，请用 Excel 打开后另存为 csv（UTF-8）或 xlsx 再报。",
    "no_name": "找不到姓名列，无法对账，请补上“姓名”表头后再报。",
    "no_table": "找不到姓名列，也不像名册，无法对账，请补上“姓名”等表头后再报。",
    "formula_names": "姓名列是公式而不是文字，请复制后选择性粘贴为数值再报。",
    "adults": "抽看有出生日期的{dated}人，其中{adults}人已满18周岁，像是成年人名册，请核对是否报错了文件。",
    "crashed": "读取时程序被迫中止，文件可能已损坏或有意做坏，请用 Excel 打开后另存为新文件再报。",
    "timeout": "读取超过{seconds}秒仍未完成，已停止，请拆成几个文件或另存为 csv 再报。",
    "memory": "读取所需内存超过上限，已停止，请拆成几个文件或另存为 csv 再报。",
    "disk": "磁盘空间不足，无法读入，请清理磁盘后再试。",
    "no_sheet": "工作簿里没有可读的工作表，请确认后重新报送。",
}

NOTICES: Final[dict[str, str]] = {
    "no_name_but_ids": "没有姓名列，只能凭证件号比对，证件号有误的孩子对不上，请补上“姓名”列后再报。",
    "mixed_encoding": "文件混用了 UTF-8 和 GB18030 两种文字编码，已逐行分别读取，其中{count}行与多数行不同，请核对这些行。",
    "empty_sheet": "工作表是空的，已跳过。",
    "skipped_sheet": "工作表不像名册，已跳过。",
    "hidden_sheet": "工作表是隐藏的，没有读取，如需计入请取消隐藏后再报。",
    "formula_cells": "有{count}行含公式，已采用保存时的计算结果，请核对这些行。",
    "numeric_id": "身份证号被存成了数字，末几位已丢失，共{count}行，请把该列设为文本后重新填写。",
    "scientific_id": "身份证号成了科学计数法，末几位已丢失，共{count}行，请把该列设为文本后重新填写。",
    "error_cells": "有{count}行含 Excel 错误值（如 #N/A），已按空白处理，请补填。",
    "header_overruled": "第{column}列表头是“{header}”，内容却像{taken}，已按内容采用。",
    "exchanged_columns": "第{one}列“{one_header}”和第{other}列“{other_header}”的内容像是填反了，已按内容对调，请核对。",
    "mapping_doubt": "第{column}列按已保存的对应作{field}，但内容像{looks}，请核对。",
    "duplicate_header": "有{count}列都像“{header}”：{decisions}。",
    "no_header": "没有找到表头，已按各列内容判断含义，请核对列对应。",
    "foot_rows": "合计、填表人、备注等非名单行共{count}行，未计入。",
    "repeated_header": "表中重复出现的表头共{count}行，未计入。",
    "serial_only": "只有序号没有内容的行共{count}行，未计入。",
    "no_child": "没有姓名、证件号码和出生日期的行共{count}行，未计入，请核对。",
    "ragged_rows": "有{count}行的列数与表头不一致，可能错列，请核对这些行。",
    "undecodable": "有{count}行含无法识别的文字，已用“�”代替，请核对这些行。",
    "nul_bytes": "文件里有空字符，已去掉。",
    "merged_filled": "有{count}行的内容取自纵向合并的单元格。",
}


def say(code: str, **values: object) -> str:
    """Fill one sentence."""
    return (REFUSALS.get(code) or NOTICES[code]).format(**values)


def amount(size: int) -> str:
    """字节数 as a clerk reads it: 12.5 MB."""
    return f"{size / 1_000_000:.1f} MB" if size >= 100_000 else f"{size / 1000:.1f} KB"
