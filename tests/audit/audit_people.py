"""Made-up facts in any number, for tests of what holds for all audits."""

from __future__ import annotations

import datetime as dt
import random

from outputs.audit.facts import CaseFacts

DAY = dt.date(2023, 10, 15)
PLANS = {"current": 80, "late": 4, "outdated": 5, "missing": 11}
VERDICTS = {"full": 20, "partial": 45, "none": 35}
FOLLOW_UPS = {"documented": 50, "noted": 30, "none": 20}
FREDA = {"asked": 20, "not_asked_documented": 10, "missing": 70}
CONSENT = {"given": 30, "refused": 6, "missing": 64}
REPRESENTATIVES = {"god man": 20, "förvaltare": 5, "none": 75}
OUTCOMES = {"same_provider": 70, "changed_provider": 6, "other_support": 6, "employment": 6, "studies": 6, "moved": 6}


def people(count: int, districts: int, seed: int) -> tuple[CaseFacts, ...]:
    """`count` cases spread unevenly over the districts; of one the district, of one the sex is not known.

    Every question is answered in every case.
    """
    chance = random.Random(seed)

    def one(weights: dict[str, int]) -> str:
        return chance.choices(list(weights), list(weights.values()))[0]

    def yes(share: float) -> bool:
        return chance.random() < share

    out = []
    for n in range(count):
        approved, first = yes(0.97), yes(0.15)
        plan = one(PLANS) if approved else "not_applicable"
        verdict = one(VERDICTS) if plan == "current" else "plan_missing" if approved else "not_applicable"
        follow_up = one(FOLLOW_UPS) if approved and not first else "not_applicable"
        consent, minor, representative = one(CONSENT), yes(0.1), one(REPRESENTATIVES)
        out.append(
            CaseFacts(
                case=f"C-{n:05}",
                as_of=DAY,
                district=f"Område {min(chance.randrange(districts), chance.randrange(districts)):02}" if n else "",
                sex=chance.choice(["kvinna", "man"]) if n != 1 else None,
                birth_year=chance.randrange(1960, 2004),
                provider=f"Utförare {chance.randrange(1 + count // 20):02}",
                support="LSS",
                decided=dt.date(2022, chance.randrange(1, 13), 1),
                approved=approved,
                first=first,
                investigation_current=yes(0.9),
                interests=yes(0.9),
                copied=yes(0.2),
                pasted=yes(0.1),
                pages=chance.randrange(2, 14),
                life_areas_complete=yes(0.6),
                provider_contacted=yes(0.3),
                carer_support=yes(0.2),
                lss_plan=yes(0.02),
                fk=yes(0.1),
                af=yes(0.05),
                iwork=yes(0.06),
                work_stated=yes(0.7),
                started=dt.date(2022, chance.randrange(1, 13), 1),
                start_known=True,
                diagnoses=tuple(d for d in ("asperger", "depression", "eips") if yes(0.2)),
                plan=plan,
                verdict=verdict,
                literal_verdict=verdict if verdict in ("plan_missing", "not_applicable") else one(VERDICTS),
                follow_up=follow_up,
                freda=one(FREDA),
                consent=consent,
                contact_without_consent=consent == "missing" and yes(0.2),
                minor_children=minor,
                child_described=minor and yes(0.5),
                child_impact=minor and yes(0.2),
                representative=representative,
                scope_told=representative != "none" and yes(0.5),
                sip=yes(0.1),
                care=yes(0.5),
                care_place="psychiatry" if yes(0.7) else "other",
                outcome=one(OUTCOMES),
                outcome_date=DAY,
                work_goal=yes(0.6),
            )
        )
    return tuple(out)
