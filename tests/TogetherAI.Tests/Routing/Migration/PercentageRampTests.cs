namespace TogetherAI.Tests.Routing;

public class PercentageRampTests
{
    private readonly ManualTimeProvider _time = new();

    private static IEnumerable<ulong> Keys => Enumerable.Range(0, 20_000).Select(static i => AffinityTable.KeyOf($"session-{i}"));

    [Fact]
    public void A_step_chooses_its_share_and_every_later_one_keeps_whom_it_chose()
    {
        PercentageRamp ramp = new(_time, new RampOptions());
        HashSet<ulong> before = [];
        foreach (double share in new[] { 0.01, 0.05, 0.25, 0.5, 1 })
        {
            Assert.Equal(share, ramp.Snapshot().Share);
            HashSet<ulong> chosen = [.. Keys.Where(ramp.Chooses)];
            Assert.InRange(chosen.Count / 20_000.0, share * 0.8, share * 1.2);
            Assert.Superset(before, chosen);
            before = chosen;
            Prove(ramp);
        }

        Assert.Equal(RampState.Completed, ramp.Snapshot().State);
        Assert.All(Keys.Take(100), key => Assert.True(ramp.Chooses(key)));
    }

    [Fact]
    public void A_step_needs_both_its_time_and_its_requests()
    {
        PercentageRamp ramp = new(_time, new RampOptions());
        Succeed(ramp, 99);
        _time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(0, ramp.Snapshot().Step);
        Succeed(ramp, 1);
        Assert.Equal(1, ramp.Snapshot().Step);
        Succeed(ramp, 1000);
        Assert.Equal(1, ramp.Snapshot().Step);
        _time.Advance(TimeSpan.FromMinutes(5));
        Succeed(ramp, 1);
        Assert.Equal(2, ramp.Snapshot().Step);
    }

    [Fact]
    public void Too_many_failures_take_all_traffic_back_for_good()
    {
        PercentageRamp ramp = new(_time, new RampOptions { Steps = [0.5, 1] });
        ramp.Failed();
        ramp.Failed();
        Assert.Equal(RampState.Running, ramp.Snapshot().State);
        ramp.Failed(); // three of at least a hundred are more than 2 %
        Assert.Equal(RampState.RolledBack, ramp.Snapshot().State);
        Assert.Equal("At 50 %: 3 of 3 requests failed; 2 % may (Ramp.MaxErrorShare).", ramp.Snapshot().RollbackReason);
        Assert.DoesNotContain(Keys, ramp.Chooses);
        Prove(ramp);
        Assert.Equal(0, ramp.Snapshot().Share);
    }

    [Fact]
    public void A_late_95th_percentile_takes_all_traffic_back()
    {
        PercentageRamp ramp = new(_time, new RampOptions { MaxTimeToFirstTokenP95 = TimeSpan.FromSeconds(1) });
        for (int i = 0; i < 1000; i++)
            ramp.Succeeded(TimeSpan.FromSeconds(i % 20 == 19 ? 2 : 0.5)); // 5 % are late
        Assert.Equal(RampState.Running, ramp.Snapshot().State);
        ramp.Succeeded(TimeSpan.FromSeconds(2));
        Assert.Equal(RampState.RolledBack, ramp.Snapshot().State);
        Assert.Contains("MaxTimeToFirstTokenP95", ramp.Snapshot().RollbackReason!, StringComparison.Ordinal);
    }

    [Fact]
    public void Failures_of_an_earlier_step_are_forgiven()
    {
        PercentageRamp ramp = new(_time, new RampOptions());
        ramp.Failed();
        ramp.Failed();
        Prove(ramp);
        ramp.Failed();
        Assert.Equal((RampState.Running, 1, 1L), (ramp.Snapshot().State, ramp.Snapshot().Step, ramp.Snapshot().Failures));
    }

    [Fact]
    public void Options_are_copied_and_each_fault_is_named()
    {
        List<double> steps = [0.5, 1];
        PercentageRamp ramp = new(_time, new RampOptions { Steps = steps });
        steps[0] = 0.9;
        Assert.Equal(0.5, ramp.Snapshot().Share);

        string message = Assert.Throws<ArgumentException>(() => new PercentageRamp(_time, new RampOptions
        {
            Steps = [0.5, 0.4, double.NaN],
            StepDuration = TimeSpan.FromSeconds(-1),
            MinRequests = 0,
            MaxErrorShare = 2,
            MaxTimeToFirstTokenP95 = TimeSpan.Zero,
        })).Message;
        Assert.All(
            ["Steps[1]", "Steps[2]", "StepDuration", "MinRequests", "MaxErrorShare", "MaxTimeToFirstTokenP95"],
            name => Assert.Contains($"Ramp.{name} is", message, StringComparison.Ordinal));
        message = Assert.Throws<ArgumentException>(() => new PercentageRamp(_time, new RampOptions { Steps = [] })).Message;
        Assert.Contains("Ramp.Steps is empty", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Choosing_allocates_nothing()
    {
        PercentageRamp ramp = new(_time, new RampOptions());
        Assert.Equal(0, Allocated.By(() => ramp.Chooses(7)));
    }

    private static void Succeed(PercentageRamp ramp, int times)
    {
        for (int i = 0; i < times; i++)
            ramp.Succeeded(TimeSpan.FromMilliseconds(100));
    }

    private void Prove(PercentageRamp ramp)
    {
        _time.Advance(TimeSpan.FromMinutes(5));
        Succeed(ramp, 101);
    }
}
