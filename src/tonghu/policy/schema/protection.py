"""强制报告、应急处置、评估帮扶、监护干预: the four links of protection (Parts A, G–J)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from tonghu.policy.schema.base import Age, Function, Listed, NonEmpty, Section


class Reports(Section):
    """强制报告: `[reports]`."""

    circumstances: Annotated[tuple[Annotated[str, Listed("circumstances")], ...], NonEmpty] = Field(
        description="须报告的情形"
    )
    reporters: Annotated[tuple[Annotated[str, Listed("reporters")], ...], NonEmpty] = Field(
        description="强制报告主体"
    )
    addressees: Annotated[tuple[Annotated[str, Listed("addressees")], ...], NonEmpty] = Field(
        description="向谁报告"
    )
    hospital_addressees: (
        Annotated[tuple[Annotated[str, Listed("addressees")], ...], NonEmpty] | None
    ) = Field(default=None, description="医疗机构另须通报")
    channels: Annotated[tuple[Annotated[str, Listed("channels")], ...], NonEmpty] = Field(
        description="公众报告渠道"
    )
    help_at_once: bool = Field(description="报告人须同时给予应急帮助")
    rewarded_by: Function = Field(description="由谁表扬奖励报告人")
    own_superior_too: bool = Field(description="同时报告本单位主管部门")


class Emergency(Section):
    """应急处置: `[emergency]`."""

    informs: Annotated[tuple[Annotated[str, Listed("addressees")], ...], NonEmpty] = Field(
        description="公安机关处置后通报给"
    )
    receivers: Annotated[tuple[Annotated[str, Listed("receivers")], ...], NonEmpty] = Field(
        description="联系不上父母时护送至"
    )
    measures: Annotated[tuple[Annotated[str, Listed("measures")], ...], NonEmpty] = Field(
        description="处置措施"
    )
    harm_types: Annotated[tuple[Annotated[str, Listed("harm_types")], ...], NonEmpty] = Field(
        description="严厉打击的侵害"
    )


class Assessment(Section):
    """评估帮扶: `[assessment]`."""

    dimensions: Annotated[tuple[Annotated[str, Listed("dimensions")], ...], NonEmpty] = Field(
        description="评估内容"
    )
    services: Annotated[tuple[Annotated[str, Listed("services")], ...], NonEmpty] = Field(
        description="服务种类"
    )
    led_by: Annotated[tuple[Annotated[str, Listed("assessors")], ...], NonEmpty] = Field(
        description="由谁评估"
    )
    with_: Annotated[tuple[Annotated[str, Listed("assessors")], ...], NonEmpty] = Field(
        alias="with", description="会同"
    )
    helpers: Annotated[tuple[Annotated[str, Listed("assessors")], ...], NonEmpty] | None = Field(
        default=None, description="协助"
    )


class Guardianship(Section):
    """监护: `[guardianship]`, duties before leaving and grounds for intervention."""

    living_alone_under: Age = Field(description="不满几周岁不得脱离监护单独居住")
    unattended_under: Age = Field(description="不满几周岁不得无人看护")
    child_heard_from: Age = Field(description="满几周岁须听取本人意见")
    notify_before_leaving: Annotated[tuple[Function, ...], NonEmpty] = Field(
        description="外出前告知"
    )
    written_agreement: bool = Field(description="签订委托监护协议")
    carer_assessed: bool = Field(description="评估被委托人监护能力")
    revocation_grounds: Annotated[
        tuple[Annotated[str, Listed("revocation_grounds")], ...], NonEmpty
    ] = Field(description="可申请撤销监护人资格的情形")
    applicants: Annotated[tuple[Annotated[str, Listed("applicants")], ...], NonEmpty] = Field(
        description="谁可以申请"
    )
    abandonment_ladder: Annotated[tuple[Annotated[str, Listed("dispositions")], ...], NonEmpty] = (
        Field(description="遗弃行为的处理阶梯")
    )
    suspects: Annotated[tuple[Annotated[str, Listed("suspects")], ...], NonEmpty] = Field(
        description="监护侵害人"
    )
