"""放假安排: each year's notice as data, made into the calendar deadlines are counted by."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Self

from pydantic import Field, model_validator

from tonghu.core.calendar import WorkCalendar
from tonghu.policy.schema.base import Day, Section, Text, wrong_key


class Holiday(Section):
    """一个假期: first and last day off."""

    name: Text = Field(description="假期")
    first: Day = Field(description="首日")
    last: Day = Field(description="末日")

    @model_validator(mode="after")
    def in_order(self) -> Self:
        """A holiday does not end before it begins."""
        if self.last < self.first:
            raise wrong_key("last", f"假期“{self.name}”的末日早于首日")
        return self

    @property
    def days(self) -> tuple[date, ...]:
        """Each day off."""
        return tuple(
            self.first + timedelta(days=n) for n in range((self.last - self.first).days + 1)
        )


class HolidayYear(Section):
    """一年的放假安排: rows of days off and the make-up work days."""

    year: int = Field(ge=2000, le=2100, description="年份")
    basis: str = Field(description="依据")
    off: tuple[Holiday, ...] = Field(min_length=1, description="放假")
    work: tuple[date, ...] = Field(default=(), description="调休上班")

    @model_validator(mode="after")
    def same_year(self) -> Self:
        """A day written under the wrong year would silently change every deadline."""
        days = [day for holiday in self.off for day in holiday.days] + list(self.work)
        wrong = [day for day in days if day.year != self.year]
        if wrong:
            raise ValueError(f"{wrong[0].isoformat()}不在{self.year}年内。")
        return self


class LocalHoliday(Holiday):
    """民族地区假日: added by the government of the place (放假办法 art. 4)."""

    basis: str = Field(description="依据")


class Holidays(Section):
    """[holidays]: the years known, and days a place adds."""

    years: tuple[HolidayYear, ...] = ()
    local: tuple[LocalHoliday, ...] = ()

    @model_validator(mode="after")
    def no_contradiction(self) -> Self:
        """Refuse at loading what the calendar would refuse later: a day both off and worked."""
        if len({year.year for year in self.years}) != len(self.years):
            raise ValueError("同一年的放假安排写了两次，请合并。")
        self.calendar()
        return self

    def calendar(self) -> WorkCalendar:
        """The working-day calendar these tables make."""
        national = WorkCalendar(
            off=frozenset(d for year in self.years for h in year.off for d in h.days),
            work=frozenset(d for year in self.years for d in year.work),
            years=frozenset(year.year for year in self.years),
        )
        return national.with_days(off=(d for h in self.local for d in h.days))
