"""Responsibilities: a role with duties tied to objectives, and a scope."""

from __future__ import annotations

from collections.abc import Iterator

from planbook.scoring.phrases import listed, quoted
from planbook.scoring.practices.standing import Part, Standing, key_of, lacking, met
from planbook.scoring.smart_checks.ownership import shares_of


def find_parts(standing: Standing) -> Iterator[Part]:
    """Yield what there is of clear responsibilities."""
    role, handbook = standing.role, standing.handbook
    if role is None or not role.duties:
        yield lacking("没有写明职责的角色。", "There is no role with duties.")
    else:
        key = key_of(role)
        yield met(
            "角色“{role}”写明 {count} 项职责。",
            "The role {role} names its duties: {count}.",
            key,
            role=role.label,
            count=str(len(role.duties)),
        )
        loose = [
            duty
            for duty in role.duties
            if not any(handbook.resolve(written, ("objective",)) for written in duty.supports)
        ]
        if loose:
            yield lacking(
                "没有与公司目标挂钩的职责：{duties}。",
                "Duties that serve no objective: {duties}.",
                key,
                duties=listed(quoted(duty.title) for duty in loose),
            )
        else:
            yield met(
                "每项职责都与公司目标挂钩。", "Each duty serves an objective of the company.", key
            )
    shares = shares_of(standing.person.scope, handbook)
    if shares:
        yield met(
            "范围：{scope}。",
            "The scope: {scope}.",
            standing.key,
            scope=listed(share.title for share in shares),
        )
    else:
        yield lacking(
            "没有写负责的区域、产品线或伙伴。",
            "No territory, product line or partner is named.",
            standing.key,
        )
