using FsCheck;
using FsCheck.Fluent;

namespace TogetherAI.Tests.Dedicated.Scaling;

/// <summary>Which rule holds when, also where the clocks are changed.</summary>
public class ScalingScheduleTests
{
    private static readonly ScalingSchedule s_office = new(
        Zones.Central,
        ScalingRule.Scale(ScheduleDays.Weekdays, new TimeOnly(8, 0), ReplicaRange.Between(1, 3)),
        ScalingRule.Stop(ScheduleDays.Weekdays, new TimeOnly(19, 0)));

    [Theory]
    [InlineData("2026-01-05T06:59:59Z", "Weekdays 19:00: stopped", "2026-01-02T18:00:00Z", "2026-01-05T07:00:00Z")] // Monday morning: since Friday
    [InlineData("2026-01-05T07:00:00Z", "Weekdays 08:00: 1 to 3 replicas", "2026-01-05T07:00:00Z", "2026-01-05T18:00:00Z")]
    [InlineData("2026-01-05T18:00:00Z", "Weekdays 19:00: stopped", "2026-01-05T18:00:00Z", "2026-01-06T07:00:00Z")]
    [InlineData("2026-07-06T06:00:00Z", "Weekdays 08:00: 1 to 3 replicas", "2026-07-06T06:00:00Z", "2026-07-06T17:00:00Z")] // in summer
    [InlineData("2026-07-04T12:00:00Z", "Weekdays 19:00: stopped", "2026-07-03T17:00:00Z", "2026-07-06T06:00:00Z")] // Saturday
    public void The_rule_that_began_last_holds(string time, string rule, string since, string next)
    {
        DateTimeOffset now = DateTimeOffset.Parse(time, null);
        (ScalingRule holds, DateTimeOffset began) = s_office.At(now);
        Assert.Equal(rule, holds.ToString());
        Assert.Equal(DateTimeOffset.Parse(since, null), began);
        Assert.Equal(DateTimeOffset.Parse(next, null), s_office.NextAfter(now));
    }

    [Fact]
    public void A_rule_once_a_week_holds_all_week()
    {
        ScalingSchedule weekly = new(TimeZoneInfo.Utc, ScalingRule.Scale(ScheduleDays.Monday, default, ReplicaRange.Exactly(2)));
        DateTimeOffset sunday = new(2026, 1, 11, 23, 59, 59, TimeSpan.Zero);
        Assert.Equal(new DateTimeOffset(2026, 1, 5, 0, 0, 0, TimeSpan.Zero), weekly.At(sunday).Since);
        Assert.Equal(sunday.AddSeconds(1), weekly.NextAfter(sunday));
        Assert.Equal(sunday.AddSeconds(1).AddDays(7), weekly.NextAfter(sunday.AddSeconds(1)));
    }

    [Fact]
    public void Of_two_rules_at_the_same_time_the_later_one_in_the_list_holds()
    {
        ScalingSchedule both = new(
            TimeZoneInfo.Utc,
            ScalingRule.Scale(ScheduleDays.EveryDay, new TimeOnly(8, 0), ReplicaRange.Exactly(1)),
            ScalingRule.Scale(ScheduleDays.Monday, new TimeOnly(8, 0), ReplicaRange.Exactly(5)));
        Assert.Equal(5, both.At(new DateTimeOffset(2026, 1, 5, 9, 0, 0, TimeSpan.Zero)).Rule.Replicas!.Value.Min);
        Assert.Equal(1, both.At(new DateTimeOffset(2026, 1, 6, 9, 0, 0, TimeSpan.Zero)).Rule.Replicas!.Value.Min);
    }

    [Theory]
    [InlineData("2026-03-28", "2026-03-28T01:30:00Z")]
    [InlineData("2026-03-29", "2026-03-29T01:30:00Z")] // 02:30 is skipped: as much later as the clocks are put forward, 03:30
    [InlineData("2026-03-30", "2026-03-30T00:30:00Z")]
    [InlineData("2026-10-24", "2026-10-24T00:30:00Z")]
    [InlineData("2026-10-25", "2026-10-25T00:30:00Z")] // 02:30 comes twice: the first time
    [InlineData("2026-10-26", "2026-10-26T01:30:00Z")]
    public void Where_the_clocks_are_changed_a_rule_begins_once(string day, string begins)
    {
        ScalingSchedule nightly = new(Zones.Central, ScalingRule.Stop(ScheduleDays.EveryDay, new TimeOnly(2, 30)));
        DateTimeOffset midnight = DateTimeOffset.Parse(day + "T00:00:00Z", null).AddHours(-2);
        Assert.Equal(DateTimeOffset.Parse(begins, null), nightly.NextAfter(midnight));
    }

    [Fact]
    public void Through_the_years_every_rule_begins_once_on_each_of_its_days()
    {
        foreach (TimeZoneInfo zone in new[] { Zones.Central, Zones.HalfHour, TimeZoneInfo.Utc })
        {
            foreach (TimeOnly time in new TimeOnly[] { new(0, 0), new(1, 59), new(2, 0), new(2, 15), new(2, 59), new(3, 0), new(23, 59) })
            {
                ScalingSchedule schedule = new(zone, ScalingRule.Stop(ScheduleDays.Sunday | ScheduleDays.Wednesday, time));
                DateTimeOffset now = new(2026, 1, 5, 12, 0, 0, TimeSpan.Zero); // a Monday
                DateTimeOffset end = now.AddDays(7 * 52 * 3);
                int begins = 0;
                while ((now = schedule.NextAfter(now)) < end)
                    begins++;
                Assert.Equal(2 * 52 * 3, begins);
            }
        }
    }

    [Fact]
    public void What_holds_began_last_and_lasts_until_the_next_begins()
    {
        Gen<ScalingRule> rules = from days in Gen.Choose(1, 127)
                                 from minute in Gen.Choose(0, 24 * 60 - 1)
                                 from replicas in Gen.Choose(0, 4)
                                 let at = TimeOnly.FromTimeSpan(TimeSpan.FromMinutes(minute))
                                 select replicas == 0 ? ScalingRule.Stop((ScheduleDays)days, at) : ScalingRule.Scale((ScheduleDays)days, at, ReplicaRange.Exactly(replicas));
        Gen<ScalingSchedule> schedules = from zone in Gen.Elements(Zones.Central, Zones.HalfHour, TimeZoneInfo.Utc)
                                         from list in rules.NonEmptyListOf()
                                         select new ScalingSchedule(zone, [.. list]);
        Gen<DateTimeOffset> times = Gen.Choose(0, 366 * 24 * 60).Select(static minutes => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
        Check.QuickThrowOnFailure(Prop.ForAll(schedules.ToArbitrary(), times.ToArbitrary(), (schedule, now) =>
        {
            (ScalingRule rule, DateTimeOffset since) = schedule.At(now);
            DateTimeOffset next = schedule.NextAfter(now);
            Assert.True(since <= now && now < next);
            Assert.Equal(next, schedule.NextAfter(since)); // nothing begins in between
            Assert.Equal(next, schedule.At(next).Since);
            Assert.Same(rule, schedule.At(next.AddTicks(-1)).Rule);
        }));
    }

    [Fact]
    public void What_cannot_be_a_schedule_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new ScalingSchedule(TimeZoneInfo.Utc));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScalingRule.Stop(ScheduleDays.None, default));
        Assert.Throws<ArgumentOutOfRangeException>(() => ScalingRule.Stop((ScheduleDays)128, default));
    }
}
