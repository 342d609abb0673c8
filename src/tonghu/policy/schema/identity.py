"""方案身份与文件库: whose profile it is, in force from when, and the documents it cites."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from tonghu.policy.schema.base import Day, DocumentRef, Listed, NonEmpty, Section, Slug, Text


class Identity(Section):
    """方案身份: `[profile]`."""

    code: Slug = Field(description="方案代码")
    name: Text = Field(description="地区名称")
    extends: Slug | None = Field(default=None, description="上级方案")
    division: Annotated[str, StringConstraints(pattern=r"^(\d{2}|\d{4}|\d{6}|\d{9}|\d{12})?$")] = (
        Field(description="行政区划代码（全国留空）")
    )
    level: Annotated[str, Listed("levels")] = Field(description="层级")
    programme: Text = Field(description="本地对这项工作的叫法")
    version: Text = Field(description="版本")
    effective_from: Day = Field(description="施行日期")
    effective_to: Day | None = Field(default=None, description="失效日期")


class Document(Section):
    """文件（D-061）: one entry of the document library."""

    number: Text = Field(description="发文字号")
    title: Text = Field(description="标题")
    issuer: Text = Field(description="制发机关")
    status: Annotated[str, Listed("document_status")] = Field(description="效力")
    issued_on: Day | None = Field(default=None, description="成文日期")
    metadata_date: Day | None = Field(
        default=None, description="公开页面所载日期（与正文不一致时）"
    )
    expires_on: Day | None = Field(default=None, description="失效日期")
    replaced_by: DocumentRef | None = Field(default=None, description="被何文件接替")
    garbled: tuple[str, ...] = Field(default=(), description="原文误印的文号、日期（D-404）")
    basis_documents: Annotated[tuple[DocumentRef, ...], NonEmpty] | None = Field(
        default=None, description="所依据的文件"
    )
    anomalies: tuple[str, ...] = Field(default=(), description="已知问题（需求编号）")
    d: tuple[str, ...] = ()
    note: str = ""
